"""B02: one project, several forms."""

from tiny_returns import batch, by_hand, messages, one

from perf_xlsx.rules.returned_twice import returned_twice


def test_the_latest_by_content_counts() -> None:
    """The later date on the form wins, wherever the file stands; the other is named."""
    later = one(file="a.xlsx", filled_on="2021-01-25", content="y")
    earlier = one(file="b.xlsx", filled_on="2021-01-20", content="x")
    [message] = messages(returned_twice, batch(later, earlier))
    assert "按a.xlsx“自评表”（填报日期2021-01-25）计" in message
    assert message.endswith("没有计入的：b.xlsx“自评表”（填报日期2021-01-20）")


def test_what_was_not_read_does_not_count() -> None:
    """A form of a template nobody here has, the last of the files: the one that was read counts."""
    [message] = messages(returned_twice, batch(one(file="a.xlsx", content="x"), one(file="b.xlsx")))
    assert "按a.xlsx“自评表”计" in message


def test_without_dates_the_last_file_counts() -> None:
    """Equal dates: the last in the order of the files; the same content is said to be the same."""
    [message] = messages(returned_twice, batch(one(file="a.xlsx"), one(file="b.xlsx")))
    assert "按b.xlsx" in message
    assert "a.xlsx“自评表”（内容相同）" in message


def test_different_projects_are_no_duplicates() -> None:
    """Same name in two departments, or another year's form: nothing is returned twice."""
    assert messages(returned_twice, batch(by_hand("培训"), by_hand("培训", "民政局"))) == []
    assert messages(returned_twice, batch(one(), one(file="旧.xlsx", fiscal_year=2019), year=2020)) == []


def test_a_hand_made_form_beside_the_issued_one() -> None:
    """A hand-made form of the project an issued one names is its second return."""
    assert len(messages(returned_twice, batch(one("P1"), by_hand("项目P1")))) == 1
