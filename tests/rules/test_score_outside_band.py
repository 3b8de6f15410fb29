"""S10: a grade word and a score that is not of its band."""

import pytest
from tools import SOCIAL, Plain, by_hand, check_clean, check_finds, typed

ACTUAL, SCORE, ADJUSTED = (f"indicators.{SOCIAL}.{column}" for column in ("actual", "score", "adjusted_score"))
ACHIEVED, PARTLY, MISSED = "达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差"


# 30 points: 24 is 80 %, 18 is 60 %.
@pytest.mark.parametrize(
    ("word", "score", "right"),
    [
        (ACHIEVED, 30, True),
        (ACHIEVED, 24, True),
        (ACHIEVED, "23.99", False),
        (PARTLY, 24, False),
        (PARTLY, "23.99", True),
        (PARTLY, 18, True),
        (PARTLY, "17.99", False),
        (MISSED, 18, False),
        (MISSED, "17.99", True),
        (MISSED, 0, True),
        ("有效提高", 3, True),
    ],
)
def test_the_edges_of_the_bands(word: str, score: Plain, right: bool) -> None:
    """The upper edge belongs to the better grade; other words have no band."""
    form = by_hand({ACTUAL: word, SCORE: score})
    if right:
        check_clean(form, "S10")
    else:
        check_finds(form, "S10", SCORE)


def test_an_issued_form() -> None:
    """The suggested score is inside its band; an adjusted one may not be."""
    for word in (ACHIEVED, PARTLY, MISSED):
        check_clean(typed({ACTUAL: word}), "S10")
    check_finds(typed({ACTUAL: PARTLY, ADJUSTED: 30}), "S10", SCORE)


def test_a_row_with_numbers_has_no_grade() -> None:
    """A count, and a row without weight or score."""
    check_clean(by_hand({"indicators.1.actual": 60, "indicators.1.score": 1}), "S10")
    check_clean(by_hand({ACTUAL: PARTLY, SCORE: None}), "S10")
    check_clean(by_hand({ACTUAL: PARTLY, f"indicators.{SOCIAL}.points": None}), "S10")
