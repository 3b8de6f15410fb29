"""S18: nothing done, and still a score."""

import pytest
from tools import COST, Plain, check_clean, check_finds, filled, project, typed

ACTUAL, ADJUSTED, SCORE = (f"indicators.1.{column}" for column in ("actual", "adjusted_score", "score"))


@pytest.mark.parametrize("score", [None, 0])
def test_no_score_is_silent(score: Plain) -> None:
    """0 done, 0 points, suggested or adjusted."""
    check_clean(typed({ACTUAL: 0, ADJUSTED: score}), "S18")


@pytest.mark.parametrize("score", ["0.01", 20])
def test_a_score_is_found(score: Plain) -> None:
    """0 done, and any points."""
    check_finds(typed({ACTUAL: 0, ADJUSTED: score}), "S18", SCORE)


def test_a_little_is_not_nothing() -> None:
    """One of fifty."""
    check_clean(typed({ACTUAL: 1, ADJUSTED: 20}), "S18")


def test_where_less_is_better_nothing_is_best() -> None:
    """No cost at all has full marks; neither has a target of 0 to be reached."""
    check_clean(typed({f"indicators.{COST}.actual": 0}), "S18")
    check_clean(filled(project("| 产出指标 | 数量指标 | 事故 | ＝0起 | 20 |"), {ACTUAL: 0}), "S18")
