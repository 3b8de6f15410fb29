"""A20: the grade written against the grade of the written total."""

import pytest
from tools import by_hand, check_clean, check_finds, typed


@pytest.mark.parametrize(
    ("total", "grade"),
    [(90, "优"), ("89.99", "良"), (80, "良"), ("79.99", "中"), (60, "中"), ("59.99", "差"), (90, " 优 ")],
)
def test_the_right_grade_is_silent(total: float | str, grade: str) -> None:
    """≥ 90, ≥ 80, ≥ 60, below."""
    check_clean(by_hand({"total.score": total, "total.grade": grade}), "A20")


@pytest.mark.parametrize(("total", "grade"), [("89.99", "优"), (90, "良"), (60, "差"), ("59.99", "中"), (95, "优秀")])
def test_another_grade_is_found(total: float | str, grade: str) -> None:
    """One hundredth beside the boundary is another grade."""
    check_finds(by_hand({"total.score": total, "total.grade": grade}), "A20", "total.grade")


def test_no_grade_is_no_wrong_grade() -> None:
    """Blank, or no total to go by."""
    check_clean(by_hand({"total.grade": None}), "A20")
    check_clean(by_hand({"total.score": None, "total.grade": "优"}), "A20")
    check_clean(typed(), "A20")
