"""S01: the score of the execution rate, weight times rate, capped."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds

SCORE, RATE = "funds.total.score", "funds.total.execution_rate"
REAL: dict[str, Plain] = {"funds.total.annual_budget": "1060.58", "funds.total.annual_spending": "805.51"}  # 75.9499…%
OVER: dict[str, Plain] = {"funds.total.annual_budget": 100, "funds.total.annual_spending": 108, RATE: "1.08"}


@pytest.mark.parametrize(
    ("rate", "score"), [("0.7595", "7.59"), ("0.7595", "7.6"), ("0.7595", "7.595"), ("0.76", "7.6"), ("0.76", None)]
)
def test_weight_times_rate_is_silent(rate: Plain, score: Plain) -> None:
    """Exact 7.594999…: rounded to one decimal or finer, or from the rate as it is written."""
    check_clean(by_hand({**REAL, RATE: rate, SCORE: score}), "S01")


@pytest.mark.parametrize("score", [8, "7.5", "7.61", 10])
def test_another_score_is_found(score: Plain) -> None:
    """Whole points, cut off, full marks."""
    check_finds(by_hand({**REAL, RATE: "0.76", SCORE: score}), "S01", SCORE)


def test_the_rate_is_capped() -> None:
    """Overspending earns no extra."""
    check_clean(by_hand({**OVER, SCORE: 10}), "S01")
    check_finds(by_hand({**OVER, SCORE: "10.8"}), "S01", SCORE)


def test_without_a_written_rate_the_computed_one_counts() -> None:
    """95 % of 10."""
    check_clean(by_hand({RATE: None, SCORE: "9.5"}), "S01")
    check_finds(by_hand({RATE: None, SCORE: 9}), "S01", SCORE)


def test_a_wrong_rate_does_not_excuse_the_score() -> None:
    """A score that fits neither the computed nor the written rate; one that fits the written rate is A06's."""
    check_clean(by_hand({RATE: 1, SCORE: 10}), "S01")
    check_finds(by_hand({RATE: "0.5", SCORE: 10}), "S01", SCORE)
