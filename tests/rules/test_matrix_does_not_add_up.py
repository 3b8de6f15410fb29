"""A21: the funds matrix of seed 003, cell by cell."""

import pytest
from byhand import found, hand_form, said, skipped
from tools import Changes, Plain

from perf_xlsx.rules.matrix_does_not_add_up import matrix_does_not_add_up

ROWS = ("initial_budget", "annual_budget", "arrived", "annual_spending")
# Ten from the city, nothing from anybody else; 0/0 is printed as 0.
MATRIX: Changes = {
    **{f"funds.{source}.{row}": 10 for source in ("total", "appropriation", "city") for row in ROWS},
    **{f"funds.{source}.balance": 0 for source in ("total", "appropriation", "city", "county", "other")},
    **{
        f"funds.{source}.{rate}": 1
        for source in ("total", "appropriation", "city")
        for rate in ("arrival_rate", "execution_rate")
    },
    **{f"funds.{source}.{rate}": 0 for source in ("county", "other") for rate in ("arrival_rate", "execution_rate")},
}


def test_the_matrix_as_it_should_be() -> None:
    """Everything adds up; blanks count as nothing and 0 of 0 may be 0."""
    assert said(matrix_does_not_add_up, hand_form("", MATRIX)) == []


@pytest.mark.parametrize("nothing", [None, "—", 0])
def test_a_rate_of_nothing(nothing: Plain) -> None:
    """Without a budget a rate may be blank, a dash or 0."""
    assert said(matrix_does_not_add_up, hand_form("", {**MATRIX, "funds.county.arrival_rate": nothing})) == []


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("funds.appropriation.arrival_rate", 0, "100%"),
        ("funds.city.execution_rate", "0.98", "100%"),
        ("funds.city.balance", 1, "0"),
        ("funds.appropriation.arrived", "10.02", "10"),
        ("funds.total.arrived", 12, "10"),
    ],
)
def test_one_wrong_cell(place: str, value: Plain, expected: str) -> None:
    """Each formula of the matrix finds its own cell and says what should stand there."""
    results = {
        str(one.place): one.message for one in found(matrix_does_not_add_up, hand_form("", {**MATRIX, place: value}))
    }
    assert f"应为{expected}" in results[place]


def test_a_hundredth_of_the_unit_is_rounding() -> None:
    """0.01 is silent, 0.02 is found (see above)."""
    assert said(matrix_does_not_add_up, hand_form("", {**MATRIX, "funds.city.balance": "0.01"})) == []


def test_a_form_without_a_matrix() -> None:
    """The ordinary funds block is A04's and A06's."""
    form = hand_form("", {"funds.total.annual_budget": 10, "funds.appropriation.annual_budget": 9})
    assert skipped(matrix_does_not_add_up, form) == "本表没有资金矩阵"


@pytest.mark.parametrize(("left", "expected"), [(10, []), (9, ["资金表“funds.total.balance”应为10，填报9"])])
def test_what_is_left_without_arrivals(left: int, expected: list[str]) -> None:
    """A block without 到位 has left what was budgeted and not spent."""
    amounts: Changes = {"funds.total.annual_budget": 100, "funds.total.annual_spending": 90}
    form = hand_form("", {**amounts, "funds.total.balance": left})
    assert [one.message for one in found(matrix_does_not_add_up, form)] == expected
