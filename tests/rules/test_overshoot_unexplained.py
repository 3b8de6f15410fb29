"""S08: 30 % or more above the target without a reason."""

import pytest
from tools import Plain, check_clean, check_finds, filled, project, typed

ACTUAL, REASON = "indicators.1.actual", "indicators.1.deviation_explanation"  # target ≥50


@pytest.mark.parametrize("actual", [50, "64.99", 40, None, "约70"])
def test_below_thirty_percent_is_silent(actual: Plain) -> None:
    """29.98 % above, on target, below it, no number."""
    check_clean(typed({ACTUAL: actual}), "S08")


@pytest.mark.parametrize("actual", [65, 100])
def test_thirty_percent_is_asked_about(actual: Plain) -> None:
    """Exactly 30 %, and double; a reason answers it."""
    check_finds(typed({ACTUAL: actual}), "S08", ACTUAL, severity="warning")
    check_finds(typed({ACTUAL: actual, REASON: "追加了一期"}), "S08", ACTUAL, severity="warning")
    check_clean(typed({ACTUAL: actual, REASON: "追加了一期课"}), "S08")


@pytest.mark.parametrize("target", ["≤50人次", "＝50人次", "≥0人次", "3个月", "有效提高"])
def test_only_more_is_better_can_overshoot(target: str) -> None:
    """Less is better, exactly so much, a target of 0, a deadline, words: silent."""
    check_clean(filled(project(f"| 产出指标 | 数量指标 | 人次 | {target} | 20 |"), {ACTUAL: 65}), "S08")
