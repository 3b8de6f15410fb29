"""S17: points off for overshooting, where the policy says so."""

import pytest
from byhand import hand_form, said, skipped

from perf_xlsx.rules.overshoot_not_deducted import overshoot_not_deducted

TWO = {"overshoot_deduction": 2}


def row(actual: str, score: str, target: str = "≥10篇") -> str:
    """One counted row."""
    return f"数量 | 稿件 | {target} | {actual} | 5 | {score}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (row("13篇", "3"), False),
        (row("13篇", "3.01"), True),
        (row("12.9篇", "5"), False),
        (row("20篇", "5"), True),
        (row("20篇", "5", "≤10篇"), False),
        (row("20篇", "5", "≥0篇"), False),
    ],
)
def test_thirty_percent_over_costs_two_points(line: str, found: bool) -> None:
    """From 30 % on at most 分值 less two."""
    expected = [("indicators.1.score", "warning")] if found else []
    assert said(overshoot_not_deducted, hand_form(line, policy=TWO)) == expected


def test_off_by_default() -> None:
    """Without the policy it is skipped, and says so."""
    assert skipped(overshoot_not_deducted, hand_form(row("20篇", "5"))) == "该模板未设偏离扣分"
