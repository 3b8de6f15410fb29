"""S07: an "=" target passed, where the policy asks."""

import pytest
from byhand import hand_form, said, skipped

from perf_xlsx.rules.equal_target_passed import equal_target_passed

ASKED = {"equal_exactly": True}


def row(target: str, actual: str, score: str) -> str:
    """One counted row."""
    return f"数量 | 场次 | {target} | {actual} | 10 | {score}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (row("=5个", "5个", "10"), False),
        (row("=5个", "6个", "10"), True),
        (row("=5个", "6个", "9"), False),
        (row("=5个", "4个", "10"), False),  # missed: S05's
        (row("≥5个", "6个", "10"), False),
    ],
)
def test_more_than_equal_at_full_marks(line: str, found: bool) -> None:
    """Passed and full marks is asked about."""
    expected = [("indicators.1.score", "warning")] if found else []
    assert said(equal_target_passed, hand_form(line, policy=ASKED)) == expected


def test_off_by_default() -> None:
    """Without the policy it is skipped, and says so."""
    form = hand_form(row("=5个", "6个", "10"))
    assert said(equal_target_passed, form) == []
    assert skipped(equal_target_passed, form) == "该模板未设等于型指标须恰好完成"
