"""A04: the total of a column of money against its sources, to 0.01 of the unit."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds, typed


@pytest.mark.parametrize("column", ["initial_budget", "annual_budget", "annual_spending"])
@pytest.mark.parametrize("off", ["0.02", "-0.02", "-90"])
def test_a_total_off_its_sources_is_found(column: str, off: str) -> None:
    """Sources add up to 100 (95 spent): 0.02 more or less is found, in that column."""
    right = 95.0 if column == "annual_spending" else 100.0
    total = round(right + float(off), 2)
    check_finds(by_hand({f"funds.total.{column}": total}), "A04", f"funds.total.{column}")


@pytest.mark.parametrize("total", [100, "100.01", "99.99", None, "约100"])
def test_a_hundredth_is_rounding(total: Plain) -> None:
    """Exactly 0.01 is silent; a blank is A13's, a word A16's."""
    check_clean(by_hand({"funds.total.annual_budget": total}), "A04")


def test_what_the_workbook_adds_up_itself_is_silent() -> None:
    """In an issued form the total is a formula; without any source there is nothing to compare."""
    check_clean(typed({"funds.other.annual_budget": "0.07"}), "A04")
    check_clean(by_hand({"funds.appropriation.annual_budget": None}), "A04")
