"""A12: a score above its weight or below 0."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds, typed


@pytest.mark.parametrize("score", [0, 20, "20.0000004", None, "/"])
def test_from_nothing_to_everything_is_silent(score: Plain) -> None:
    """0 and the full weight are in range."""
    check_clean(by_hand({"indicators.1.score": score}), "A12")


@pytest.mark.parametrize("score", ["20.01", "-0.01", 100])
def test_out_of_range_is_found(score: Plain) -> None:
    """A hundredth too much or too little."""
    check_finds(by_hand({"indicators.1.score": score}), "A12", "indicators.1.score")


def test_the_execution_score_is_looked_at_too() -> None:
    """10 of 10 is right, 10.1 is not."""
    check_clean(by_hand({"funds.total.score": 10}), "A12")
    check_finds(by_hand({"funds.total.score": "10.1"}), "A12", "funds.total.score")


def test_an_adjusted_score_cannot_go_beyond_either() -> None:
    """What the filler adjusts becomes the score."""
    check_finds(typed({"indicators.1.adjusted_score": 21}), "A12", "indicators.1.score")
