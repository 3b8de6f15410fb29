"""A11: the printed total of the scores against their sum."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds, typed

SCORE = "indicators.1.score"  # 20; all scores make 99.5


@pytest.mark.parametrize(
    ("score", "total"), [(20, "99.5"), ("19.55", "99.05"), ("19.55", "99.1"), (20, None), (20, "无")]
)
def test_the_sum_is_silent(score: Plain, total: Plain) -> None:
    """Rounded to one decimal or finer; a blank or a word is no total."""
    check_clean(by_hand({SCORE: score, "total.score": total}), "A11")


@pytest.mark.parametrize(("score", "total"), [(20, 100), (20, "99.4"), ("19.55", "99"), (10, "99.5")])
def test_another_total_is_found(score: Plain, total: Plain) -> None:
    """Added up wrongly, or rounded to whole points."""
    check_finds(by_hand({SCORE: score, "total.score": total}), "A11", "total.score")


def test_a_total_without_scores_is_not_this_rule() -> None:
    """Nothing to add up."""
    scores = ["funds.total", *(f"indicators.{row}" for row in (1, 2, 4, 6, 9))]
    check_clean(by_hand(dict.fromkeys([f"{one}.score" for one in scores])), "A11")


def test_the_workbook_adds_up_rightly() -> None:
    """In an issued form the total is a formula."""
    check_clean(typed({"indicators.1.actual": 33}), "A11")
