"""S13: satisfaction missed, with more than its share of the points."""

import pytest
from tools import SATISFACTION, Plain, check_clean, check_finds, filled, project

from perf_xlsx.form.filled import FilledForm

SCORE = f"indicators.{SATISFACTION}.score"


def row(target: str, actual: str, adjusted: Plain = None, reason: Plain = None) -> FilledForm:
    """A satisfaction row of ten points; its score is the suggested one unless it is adjusted."""
    one = project(f"| 满意度指标 | 服务对象满意度指标 | 群众满意度 | {target} | 10 |")
    cell = f"indicators.{SATISFACTION}"
    answers = {f"{cell}.actual": actual, f"{cell}.adjusted_score": adjusted, f"{cell}.deviation_explanation": reason}
    return filled(one, answers)


@pytest.mark.parametrize("score", [None, "9.41", "9.4", "9.412", 9, 0])
def test_its_share_or_less_is_silent(score: Plain) -> None:
    """10 × 80/85 = 9.4117…, rounded to one decimal or finer, or less than that."""
    check_clean(row("≥85%", "0.8", score), "S13")


@pytest.mark.parametrize("score", [10, "9.42", "9.5"])
def test_more_than_its_share_is_found(score: Plain) -> None:
    """Full marks, or a hundredth too much."""
    check_finds(row("≥85%", "0.8", score), "S13", SCORE)


def test_rounding_up_to_whole_points_is_too_much() -> None:
    """96 % of ≥100 % is 9.6, which no rounding to tenths makes 10; asked about where there is no comparator."""
    check_finds(row("≥100%", "0.96", 10), "S13", SCORE)
    check_finds(row("100%", "0.96", 10), "S13", SCORE, severity="warning")


def test_on_target_full_marks_are_right() -> None:
    """85 % of ≥85 %."""
    check_clean(row("≥85%", "0.85"), "S13")


def test_without_comparator_it_is_asked_about() -> None:
    """Nobody said that more is better: a warning."""
    check_finds(row("85%", "0.8", 10), "S13", SCORE, severity="warning")
    check_clean(row("85%", "0.8", "9.41"), "S13")


def test_a_reason_answers_the_question_but_not_the_error() -> None:
    """What is only asked about is settled by the reason in its row, on 校验 as in the check."""
    reason = "问卷只回收了一半，下年扩大调查"
    check_clean(row("85%", "0.8", 10, reason), "S13")
    check_finds(row("≥85%", "0.8", 10, reason), "S13", SCORE)


def test_other_levels_have_other_rules() -> None:
    """A missed quantity with full marks is not this rule's."""
    one = project("| 产出指标 | 数量指标 | 培训人次 | ≥85人次 | 10 |")
    check_clean(filled(one, {"indicators.1.actual": 80, "indicators.1.adjusted_score": 10}), "S13")
