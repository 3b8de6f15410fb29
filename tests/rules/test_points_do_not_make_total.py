"""A08: all weights, the execution rate among them, make 100."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds, typed

POINTS = "indicators.1.points"  # 20 of the 100


@pytest.mark.parametrize("points", [20, "20.01", "19.99"])
def test_a_hundred_is_silent(points: Plain) -> None:
    """100, or 0.01 beside it."""
    check_clean(typed(given={POINTS: points}), "A08")


@pytest.mark.parametrize("points", ["20.02", "19.98", 25, None])
def test_another_sum_is_found(points: Plain) -> None:
    """0.02 beside it, 105, a row without weight: found at the printed total."""
    check_finds(typed(given={POINTS: points}), "A08", "total.points")


def test_the_weights_count_not_the_printed_total() -> None:
    """A wrong total over right weights is A10's."""
    check_clean(by_hand({"total.points": 95}), "A08")
    check_finds(by_hand({"indicators.1.points": 15, "total.points": 100}), "A08", "total.points")


def test_a_form_without_weights_is_silent() -> None:
    """Transfer forms have none."""
    check_clean(typed(given={f"indicators.{row}.points": None for row in (1, 2, 4, 6, 9)}), "A08")
