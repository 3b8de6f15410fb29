"""The spots of a template: what rules can be written on, and what formulas may call it."""

import pytest
from tools import national

from perf_xlsx.template.words import Spot, formula_at, given_at, spots_at, spots_of


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("funds.total.score", ["total"]),
        ("funds.score", ["total"]),
        ("funds.annual_budget", ["total", "appropriation", "carryover", "other"]),
        ("funds.carryover.score", []),
        ("funds.carryover.execution_rate", []),
        ("funds.nowhere.score", []),
        ("indicators.score", [None]),
        ("goal.expected", [""]),
        ("total.grade", [""]),
        ("nowhere.score", []),
        ("indicators.nowhere", []),
    ],
)
def test_an_address_means_its_cells(address: str, rows: list[str | None]) -> None:
    """A column of a grid is every row that has the cell; cells that print a dash or nothing are none."""
    assert [spot.row for spot in spots_at(address, national().blocks)] == rows


def test_texts_have_no_spots() -> None:
    """A block of fixed text holds no value."""
    notes = national().block("notes")
    assert notes is not None
    assert list(spots_of(notes)) == []


def test_a_row_formula_is_for_its_money_columns() -> None:
    """The total row adds up amounts; its weight is a constant, its rate and score have their columns' formulas."""
    funds = national().block("funds")
    assert funds is not None
    assert formula_at(funds, Spot("funds", "total", "annual_budget")).startswith("IF(COUNT(")
    assert formula_at(funds, Spot("funds", "total", "deviation_explanation")) == ""
    assert formula_at(funds, Spot("funds", "total", "points")) == ""
    assert given_at(funds, Spot("funds", "total", "points")) == "policy.level1_points.execution"
    assert formula_at(funds, Spot("funds", "carryover", "annual_budget")) == ""


def test_the_vocabulary_knows_what_is_computed() -> None:
    """COMPUTED may ask for cells with a formula only."""
    words = national().vocabulary
    assert words.computes("funds", "total", "annual_budget")
    assert words.computes("indicators", None, "score")
    assert words.computes("total", "", "grade")
    assert not words.computes("funds", "other", "annual_budget")
    assert not words.computes("indicators", None, "actual")
