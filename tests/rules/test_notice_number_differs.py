"""R04: one notice under two numbers."""

from told_reports import codes, told

TITLE = "《某市财政局关于开展市级财政资金绩效自评工作的通知》"


def test_two_numbers_of_one_notice() -> None:
    """Told at the second, with both quotations."""
    [found] = told(overview=f"根据{TITLE}（某财绩[2021]6号）。", done=f"按照{TITLE}（某财绩〔2020〕5号）要求完成。")
    assert (found.rule, found.value, found.expected) == ("R04", "某财绩〔2020〕5号", "某财绩〔2021〕6号")
    assert found.cell == "第7行"
    assert "第3行“" in found.message


def test_a_title_without_its_closing_mark() -> None:
    """As the seed has it."""
    torn = TITLE.removesuffix("》")
    assert codes(overview=f"根据{TITLE}（某财绩[2021] 6号）。", done=f"按照{torn}（某财绩[2020] 5号）要求完成。") == [
        "R04"
    ]


def test_brackets_and_blanks_do_not_matter() -> None:
    """〔〕, [], ﹝﹞, 【】 and full width are one number; so is a number with 第 or leading zeros."""
    shapes = ["〔2020〕10号", "[2020]10号", "﹝2020﹞10号", "【2020】10 号", "［2020］第10号", "（2020）010号"]
    for shape in shapes:
        assert codes(overview=f"根据{TITLE}（财预〔2020〕10号）。", done=f"按照{TITLE}（财预{shape}）完成。") == [], (
            shape
        )


def test_two_notices() -> None:
    """Another title, or both numbers named in one breath, are two notices."""
    other = TITLE.replace("开展", "做好")
    assert codes(overview=f"根据{TITLE}（某财绩〔2021〕6号）。", done=f"按照{other}（某财绩〔2020〕5号）完成。") == []
    assert codes(overview=f"根据{TITLE}（某财绩〔2021〕6号）和{TITLE}（某财绩〔2020〕5号）。") == []
