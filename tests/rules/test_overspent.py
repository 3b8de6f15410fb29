"""S02: spending above the budget."""

from tools import by_hand, check_clean, check_finds, typed

BUDGET, SPENDING = "funds.total.annual_budget", "funds.total.annual_spending"


def test_all_of_the_budget_is_silent() -> None:
    """Spending may reach the budget."""
    check_clean(typed({"funds.appropriation.annual_spending": 100}), "S02")
    check_clean(by_hand({SPENDING: "100.0000004"}), "S02")


def test_more_than_the_budget_is_asked_about() -> None:
    """A cent above, and far above."""
    check_finds(typed({"funds.appropriation.annual_spending": "100.01"}), "S02", SPENDING, severity="warning")
    check_finds(by_hand({SPENDING: 108}), "S02", SPENDING, severity="warning")


def test_without_two_numbers_there_is_nothing_to_compare() -> None:
    """A blank or a word is another rule's."""
    check_clean(by_hand({BUDGET: None}), "S02")
    check_clean(by_hand({SPENDING: "约108"}), "S02")
