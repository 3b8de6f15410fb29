"""S19: nothing spent, and the indicators still score."""

from tools import Plain, check_clean, check_finds, filled, project, typed

SPENDING = "funds.total.annual_spending"


def money(budget: Plain, spending: Plain) -> dict[str, Plain]:
    """A budget and what was spent of it."""
    return {"funds.appropriation.annual_budget": budget, "funds.appropriation.annual_spending": spending}


def test_nothing_spent_is_asked_about() -> None:
    """Spending 0 of 100, and indicators with points."""
    check_finds(typed(money(100, 0)), "S19", SPENDING, severity="warning")


def test_a_cent_is_silent() -> None:
    """Something was spent, or nothing is said, or there was no budget."""
    check_clean(typed(money(100, "0.01")), "S19")
    check_clean(typed(money(100, None)), "S19")
    check_clean(typed(money(0, 0)), "S19")


def test_without_scores_nothing_contradicts() -> None:
    """Nothing spent, nothing done."""
    check_clean(filled(project(), money(100, 0)), "S19")
    check_clean(filled(project(), {**money(100, 0), "indicators.1.actual": 0}), "S19")
