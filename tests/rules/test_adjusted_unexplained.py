"""S25: an adjusted score other than the suggested one, without a reason."""

import pytest
from tools import Plain, check_clean, check_finds, typed

ACTUAL, ADJUSTED, REASON = (
    f"indicators.1.{column}" for column in ("actual", "adjusted_score", "deviation_explanation")
)


@pytest.mark.parametrize("adjusted", [None, 20, "20.0000004", "满分"])
def test_the_suggested_score_is_silent(adjusted: Plain) -> None:
    """Nothing adjusted, the same number, or no number (A16's)."""
    check_clean(typed({ADJUSTED: adjusted}), "S25")


@pytest.mark.parametrize("adjusted", ["19.99", 15, 0])
def test_another_score_is_asked_about(adjusted: Plain) -> None:
    """A hundredth less; a reason of six signs answers it, five do not."""
    check_finds(typed({ADJUSTED: adjusted}), "S25", ADJUSTED, severity="warning")
    check_finds(typed({ADJUSTED: adjusted, REASON: "学员改了期"}), "S25", ADJUSTED, severity="warning")
    check_clean(typed({ADJUSTED: adjusted, REASON: "学员改期参加"}), "S25")


def test_where_nothing_is_suggested_any_score_is_asked_about() -> None:
    """An answer that gives no suggestion leaves the score to the unit, with a reason."""
    check_finds(typed({ACTUAL: "约60", ADJUSTED: 20}), "S25", ADJUSTED, severity="warning")
    check_clean(typed({ACTUAL: "约60", ADJUSTED: 20, REASON: "学员改期参加"}), "S25")
