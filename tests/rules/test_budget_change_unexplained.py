"""C22: the budget moved by a fifth and nobody says why."""

import pytest
from consistent import form_of, message, told
from tools import Changes, typed

from perf_xlsx.rules.budget_change_unexplained import budget_change_unexplained

BEFORE, AFTER = "funds.total.initial_budget", "funds.total.annual_budget"
REASON = "funds.total.deviation_explanation"
PLACE = "funds.total.annual_budget"


@pytest.mark.parametrize(
    "changes",
    [
        {AFTER: "119.99"},
        {AFTER: "80.01"},
        {BEFORE: None},
        {BEFORE: 0},
        {AFTER: 0},
        {AFTER: 150, REASON: "年中追加示范村建设资金"},
        {AFTER: 150, "goal.achieved": "年中追加资金50万元，新增培训两期"},
        {BEFORE: 90, AFTER: "89.974"},
    ],
)
def test_silent(changes: Changes) -> None:
    """Below a fifth, no budget at the start or at all (S03), a reason in the funds block or in the account."""
    assert told(budget_change_unexplained, form_of("", changes)) == []


@pytest.mark.parametrize("after", [120, 80, 300])
def test_a_fifth_is_asked_about(after: int) -> None:
    """Up or down by exactly a fifth, and far more; a mark is no reason."""
    assert told(budget_change_unexplained, form_of("", {AFTER: after, REASON: "/"})) == [(PLACE, "warning")]


def test_a_form_that_asks_for_every_change() -> None:
    """Its own instruction left standing is no reason, and lowers the threshold to one per cent."""
    asked = "1.预算执行率未达到90%的需说明原因(100字以内);2.年中发生预算调整的(追加或调减),应单独说明理由"
    form = form_of("", {BEFORE: "238.93", AFTER: "251.89", REASON: asked})
    assert message(budget_change_unexplained, form) == "全年预算数251.89比年初预算数238.93增加5.42%，未说明原因"
    assert told(budget_change_unexplained, form_of("", {AFTER: "100.99", REASON: asked})) == []
    assert told(budget_change_unexplained, form_of("", {AFTER: 101, REASON: asked})) == [(PLACE, "warning")]


def test_the_funds_of_an_issued_form_are_open() -> None:
    """The filler may change the budget and must say why."""
    changes: Changes = {"funds.appropriation.annual_budget": 130}
    assert told(budget_change_unexplained, typed(changes)) == [(PLACE, "warning")]
    assert told(budget_change_unexplained, typed({**changes, REASON: "年中追加培训经费"})) == []
