"""A07: amounts with units in them, badly written, or ten thousand apart."""

from dataclasses import replace
from pathlib import Path

import pytest
from byhand import hand_form, said
from returned import report, returned
from tools import Changes, Plain, at, typed

from perf_xlsx.rules.odd_money import odd_money

BUDGET, SPENDING = "funds.total.annual_budget", "funds.total.annual_spending"


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("259.45万元", True),
        ("150万", True),
        ("300元", True),
        ("7,00.0,77", True),
        ("854万854万(含结转)", True),
        ("约30", True),
        ("259.45", False),
        ("1,060.58", False),
        ("１３", False),
        ("—", False),
        ("/", False),
        ("", False),
    ],
)
def test_what_is_written_in_the_cell(text: str, odd: bool) -> None:
    """A unit or a number nobody can read is found; thousands signs, full width and dashes are not."""
    form = replace(hand_form("", {BUDGET: 300, SPENDING: 260}), printed={at(SPENDING): text})
    assert said(odd_money, form) == ([(SPENDING, "warning")] if odd else [])


@pytest.mark.parametrize(
    ("budget", "spending", "place"),
    [
        (30, 150000, SPENDING),
        (30, 149999, None),
        (30, 600000, SPENDING),
        (30, 600001, None),
        (300000, 30, BUDGET),
        (30, 27, None),
        (1060, "0.5", None),
        (0, 300000, None),
    ],
)
def test_ten_thousand_apart(budget: Plain, spending: Plain, place: str | None) -> None:
    """5000 to 20000 times the other amount of the row is 元 beside 万元; less and more is something else."""
    form = hand_form("", {BUDGET: budget, SPENDING: spending})
    assert said(odd_money, form) == ([(place, "warning")] if place else [])


def test_each_row_for_itself() -> None:
    """A small source beside a large one is no slip of the unit."""
    more: dict[str, Plain] = {"funds.other.annual_budget": "0.1", "funds.appropriation.annual_budget": 1000}
    assert said(odd_money, hand_form("", more)) == []


def test_an_issued_form() -> None:
    """A slip of the unit in a cell to fill is found there too; what is no number is A16's."""
    assert said(odd_money, typed()) == []
    form = typed({"funds.appropriation.annual_spending": 950000})
    assert said(odd_money, form) == [("funds.appropriation.annual_spending", "warning")]
    assert said(odd_money, typed({"funds.appropriation.annual_spending": "95万元"})) == []


def test_a_sum_of_an_odd_amount_is_no_second_fault(tmp_path: Path) -> None:
    """In an issued form the total adds up by itself: the amount that was typed in 元 is told, not its sum."""
    file = returned(tmp_path, {"funds.appropriation.annual_spending": 950000})
    found = [one.field for one in report(file).findings if one.rule == "A07"]
    assert found == ["funds.appropriation.annual_spending"]


def test_a_sum_that_is_odd_by_itself(tmp_path: Path) -> None:
    """Where no single amount has another beside it, the total is where it shows."""
    inputs: Changes = {"funds.appropriation.annual_budget": None, "funds.appropriation.initial_budget": None}
    inputs = {**inputs, "funds.other.annual_budget": 100, "funds.appropriation.annual_spending": 950000}
    found = [one.field for one in report(returned(tmp_path, inputs)).findings if one.rule == "A07"]
    assert found == [SPENDING]
