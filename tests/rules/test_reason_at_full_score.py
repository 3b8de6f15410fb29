"""S21: a reason where nothing fell short, where the policy asks."""

import pytest
from byhand import hand_form, said, skipped

from perf_xlsx.rules.reason_at_full_score import reason_at_full_score

ASKED = {"question_reason_at_full": True}


def row(score: str, why: str) -> str:
    """A row that reached its target."""
    return f"数量 | 培训人次 | ≥50人次 | 50人次 | 10 | {score} | {why}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (row("10", "受疫情影响未能按期完成"), True),
        (row("9", "受疫情影响未能按期完成"), False),
        (row("10", "/"), False),
        (row("10", "已按期完成"), False),  # five signs are no reason
    ],
)
def test_full_marks_and_a_reason(line: str, found: bool) -> None:
    """Both on one row is noted."""
    expected = [("indicators.1.deviation_explanation", "info")] if found else []
    assert said(reason_at_full_score, hand_form(line, policy=ASKED)) == expected


def test_off_by_default() -> None:
    """Without the policy it is skipped, and says so."""
    form = hand_form(row("10", "受疫情影响未能按期完成"))
    assert skipped(reason_at_full_score, form) == "该模板未设满分不写偏差原因"
