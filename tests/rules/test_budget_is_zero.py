"""S03: no budget, with spending and without."""

import pytest
from tools import Changes, Plain, check_clean, check_finds, typed

PLACE = "funds.total.annual_budget"


def money(budget: Plain, spending: Plain) -> Changes:
    """A budget and what was spent of it."""
    return {"funds.appropriation.annual_budget": budget, "funds.appropriation.annual_spending": spending}


@pytest.mark.parametrize(("budget", "spending"), [("0.01", 5), (100, 0), (None, 5), (None, None)])
def test_any_budget_is_silent(budget: Plain, spending: Plain) -> None:
    """A hundredth is a budget; a blank one is A13's."""
    check_clean(typed(money(budget, spending)), "S03")


def test_spending_without_budget_is_an_error() -> None:
    """Money was spent that was never there."""
    check_finds(typed(money(0, 5)), "S03", PLACE)
    check_finds(typed(money(0, "0.01")), "S03", PLACE)


@pytest.mark.parametrize("spending", [0, None])
def test_no_budget_and_no_spending_is_asked_about(spending: Plain) -> None:
    """No rate can be computed: a warning, once."""
    check_finds(typed(money(0, spending)), "S03", PLACE, severity="warning")
