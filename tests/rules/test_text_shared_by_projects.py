"""B05: the same long text in different projects."""

from tiny_returns import batch, messages, one, said
from tools import ROWS, at, filled, project

from perf_xlsx.form.extracted import extract_of
from perf_xlsx.rules.text_shared_by_projects import text_shared_by_projects

FIFTEEN = "受疫情影响部分工作未能按期完成"


def test_two_projects_one_text() -> None:
    """Both files and cells are named; different texts are silent."""
    first, second = one("P1", said=(said(FIFTEEN),)), one("P2", said=(said(FIFTEEN, "F13"),))
    [message] = messages(text_shared_by_projects, batch(first, second))
    assert (
        message
        == f"实际完成情况“{FIFTEEN}”在2个项目里一字不差：“项目P1”（P1）（P1.xlsx F12）、“项目P2”（P2）（P2.xlsx F13）"
    )
    assert messages(text_shared_by_projects, batch(first, one("P2", said=(said("别的"),)))) == []


def test_one_project_may_repeat_itself() -> None:
    """Two rows of one form, or the same form sent twice, are one project."""
    twice = one(said=(said(FIFTEEN), said(FIFTEEN, "F13")))
    assert messages(text_shared_by_projects, batch(twice, one(file="b.xlsx", said=(said(FIFTEEN),)))) == []


def test_fifteen_characters_are_long() -> None:
    """Fourteen characters are not remembered, fifteen are; blanks do not count."""
    assert len(FIFTEEN) == 15
    for text, expected in ((FIFTEEN, 1), (FIFTEEN[:-1], 0), (FIFTEEN[:-1] + "  ", 0)):
        form = filled(project(ROWS), {"goal.achieved": text})
        assert [one.label for one in extract_of(form).said] == ["实际完成情况"] * expected


def test_what_was_issued_is_nobodys_copy() -> None:
    """The expected goal of an issued form was written by those who issued it."""
    form = filled(project(ROWS, given={"goal.expected": FIFTEEN}), {})
    assert form.value(at("goal.expected")) == FIFTEEN
    assert extract_of(form).said == ()
