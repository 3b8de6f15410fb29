"""S23: an excellent total over a low execution rate."""

import pytest
from tools import by_hand, check_clean, check_finds, typed

RATE, TOTAL = "funds.total.execution_rate", "total.score"


@pytest.mark.parametrize(("rate", "total"), [("0.6", 95), ("0.59", "89.99"), (None, 95), ("—", 95)])
def test_from_sixty_percent_or_below_ninety_points_it_is_silent(rate: str | None, total: float | str) -> None:
    """Exactly 60 %, a hundredth below excellent, no rate."""
    check_clean(by_hand({RATE: rate, TOTAL: total}), "S23")


@pytest.mark.parametrize(("rate", "total"), [("0.5999", 90), (0, 100)])
def test_excellent_over_a_low_rate_is_asked_about(rate: float | str, total: float) -> None:
    """59.99 % and exactly 90 points."""
    check_finds(by_hand({RATE: rate, TOTAL: total}), "S23", TOTAL, severity="warning")


def test_an_issued_form_is_judged_by_what_it_computes() -> None:
    """Half the money spent: 5 of 10 points, 95 in all."""
    check_finds(typed({"funds.appropriation.annual_spending": 50}), "S23", TOTAL, severity="warning")
