"""S09: points lost or a target missed without a reason."""

import pytest
from tools import SOCIAL, Changes, check_clean, check_finds, filled, project, typed

ACTUAL, REASON, ADJUSTED = (
    f"indicators.1.{column}" for column in ("actual", "deviation_explanation", "adjusted_score")
)
SHORT: Changes = {ACTUAL: 40}  # of ≥50: 16 of 20 points


def test_on_target_nothing_is_owed() -> None:
    """Exactly the target, full marks."""
    check_clean(typed({ACTUAL: 50}), "S09")


@pytest.mark.parametrize(
    ("reason", "enough"), [("学员改期参加", True), ("学员改了期", False), ("/", False), (None, False)]
)
def test_a_shortfall_owes_a_reason(reason: str | None, enough: bool) -> None:
    """Six signs are one, five are not, marks are not."""
    form = typed({**SHORT, REASON: reason})
    if enough:
        check_clean(form, "S09")
    else:
        check_finds(form, "S09", REASON)


def test_full_marks_do_not_excuse_a_missed_target() -> None:
    """Adjusted to full marks, the target stays missed."""
    check_finds(typed({**SHORT, ADJUSTED: 20}), "S09", REASON)


def test_lost_points_owe_a_reason_though_the_target_is_met() -> None:
    """A point taken off by adjustment, a qualitative row of the second grade."""
    check_finds(typed({ACTUAL: 50, ADJUSTED: 19}), "S09", REASON)
    partly = "部分达成预期指标并具有一定效果"
    check_finds(typed({f"indicators.{SOCIAL}.actual": partly}), "S09", f"indicators.{SOCIAL}.deviation_explanation")


def test_an_inferred_direction_makes_no_error() -> None:
    """Without a comparator nobody said that more is better: with full marks nothing is owed."""
    unstated = project("| 产出指标 | 数量指标 | 培训人次 | 50人次 | 20 |")
    check_clean(filled(unstated, {**SHORT, ADJUSTED: 20}), "S09")
    check_finds(filled(unstated, SHORT), "S09", REASON)
