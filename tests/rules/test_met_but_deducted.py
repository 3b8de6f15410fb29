"""S15: the target is met, and still points are taken off."""

import pytest
from tools import QUALITY, Plain, check_clean, check_finds, typed

ROW = f"indicators.{QUALITY}"  # ≥95%, 20 points


def changes(actual: Plain, adjusted: Plain, reason: str = "") -> dict[str, Plain]:
    """An answer, an adjusted score and a reason."""
    return {f"{ROW}.actual": actual, f"{ROW}.adjusted_score": adjusted, f"{ROW}.deviation_explanation": reason}


@pytest.mark.parametrize("adjusted", [None, 20])
def test_full_marks_are_silent(adjusted: Plain) -> None:
    """Met exactly, all points given."""
    check_clean(typed(changes("0.95", adjusted)), "S15")


@pytest.mark.parametrize("adjusted", ["19.99", 0])
def test_points_taken_off_are_asked_about(adjusted: Plain) -> None:
    """A hundredth, or all of them; a reason answers it."""
    check_finds(typed(changes("0.95", adjusted)), "S15", f"{ROW}.score", severity="warning")
    check_finds(typed(changes("0.95", adjusted, "抽查有误差")), "S15", f"{ROW}.score", severity="warning")
    check_clean(typed(changes("0.95", adjusted, "抽查仍有误差")), "S15")


def test_a_missed_target_is_not_this_rule() -> None:
    """94.99 % of ≥95 %."""
    check_clean(typed(changes("0.9499", 15)), "S15")
