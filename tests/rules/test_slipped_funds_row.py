"""A05: a row of the funds block that stands one cell too far to the right."""

from dataclasses import replace

import pytest
from byhand import hand_form, said, skipped
from cases import real_form
from tools import Changes, typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.form.as_found import AsFound, Shift
from perf_xlsx.rules.slipped_funds_row import slipped_funds_row

ROWS = "数量 | 培训人次 | ≥50人次 | 60人次 | 90 | 90"
PLACE = "funds.total.annual_spending"
RIGHT: Changes = {
    "funds.total.initial_budget": 5,
    "funds.total.annual_budget": 5,
    PLACE: 5,
    "funds.total.points": 10,
    "funds.total.execution_rate": 1,
    "funds.total.score": 10,
}
SLIPPED: Changes = {
    **RIGHT,
    PLACE: None,
    "funds.total.points": 5,
    "funds.total.execution_rate": 10,
    "funds.total.score": 1,
}


def test_a_row_in_its_place_is_silent() -> None:
    """5 of 5, ten points, 100 %, ten."""
    assert said(slipped_funds_row, hand_form(ROWS, RIGHT)) == []


@pytest.mark.parametrize(
    "changes",
    [
        SLIPPED,
        {**RIGHT, PLACE: None, "funds.total.score": None},
        {**RIGHT, PLACE: None, "funds.total.execution_rate": None},
        {**RIGHT, "funds.total.execution_rate": 10},
    ],
)
def test_a_row_that_cannot_be_right_is_found(changes: Changes) -> None:
    """No spending beside a rate or a score, or the weight where the rate belongs."""
    assert said(slipped_funds_row, hand_form(ROWS, changes)) == [(PLACE, "error")]


@pytest.mark.parametrize(
    "changes",
    [
        {**RIGHT, PLACE: None, "funds.total.execution_rate": None, "funds.total.score": None},
        {**RIGHT, PLACE: None, "funds.total.execution_rate": 0, "funds.total.score": 0},
        {**RIGHT, "funds.total.execution_rate": "1.08"},
    ],
)
def test_a_blank_is_no_slip(changes: Changes) -> None:
    """Nothing spent and nothing scored is missing, not slipped; 108 % is overspent."""
    assert said(slipped_funds_row, hand_form(ROWS, changes)) == []


def test_what_the_reader_put_right_is_told_and_nothing_else_of_the_funds() -> None:
    """The fourth real form of 2020: two rows with a cell too many; their numbers are right where they belong."""
    shifts = tuple(Shift("funds", row, (), "F6") for row in ("total", "appropriation"))
    report = check_form(replace(real_form(4), found=AsFound(shifts=shifts)), "4.xlsx")
    [one] = [finding for finding in report.findings if (finding.field or "").startswith("funds.")]
    assert (one.rule, one.field) == ("A05", PLACE)
    assert one.message == "资金行疑似右移一格：“年度资金总额”、“当年财政拨款”"


def test_it_stands_over_every_rule_of_the_funds() -> None:
    """A slipped row spoils rate, score and sums: one finding instead of many."""
    more: Changes = {**SLIPPED, "funds.appropriation.annual_budget": 5, "total.score": 91, "total.points": 95}
    report = check_form(hand_form(ROWS, more), "1.xlsx")
    assert {one.rule for one in report.findings if (one.field or "").startswith(("funds.", "total."))} == {"A05"}
    assert report.rules.skipped["A08"] == "同一处已由A05指出"


def test_an_issued_form_cannot_slip() -> None:
    """Its cells are known by their keys."""
    assert skipped(slipped_funds_row, typed()) == "下发表的资金栏不会错位"
