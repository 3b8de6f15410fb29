"""S06: lower is better."""

from typing import Any

import pytest
from byhand import hand_form, said

from perf_xlsx.rules.wrong_reverse_score import wrong_reverse_score

SCORE = "indicators.1.score"


def row(target: str, actual: str, points: str, score: str) -> str:
    """One row of costs."""
    return f"成本 | 救助标准 | {target} | {actual} | {points} | {score}"


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        (row("≤10万元", "15万元", "10", "6.67"), ""),  # R1: 10×10/15
        (row("≤10万元", "15万元", "10", "6.7"), ""),
        (row("≤10万元", "15万元", "10", "5"), ""),  # R2: 10×(1−5/10)
        (row("≤10万元", "15万元", "10", "6"), "error"),
        (row("≤10万元", "15万元", "10", "10"), "error"),
        (row("<=5300元/户", "5830元/户", "10", "10"), "error"),
        (row("<=5300元/户", "5830元/户", "10", "9.09"), ""),
        (row("<=5300元/户", "5830元/户", "10", "9"), ""),
        (row("10万元", "15万元", "10", "10"), "warning"),  # nobody wrote ≤
        (row("≤10万元", "25万元", "10", "0"), ""),  # R2 from twice the target on
        (row("≤0起", "0起", "10", "10"), ""),
        (row("≤0起", "2起", "10", "0"), ""),
        (row("≤0起", "2起", "10", "10"), "error"),
        (row("115.8", "68.43", "10", "5.9"), "warning"),  # met, scored as if more were better
        (row("≤115.8万元", "68.43万元", "10", "5.91"), "error"),
        (row("≤115.8万元", "68.43万元", "10", "10"), ""),
        (row("≤115.8万元", "68.43万元", "10", "8"), ""),  # S15's question
        (row("≤10万元", "10万元", "10", "10"), ""),
    ],
)
def test_the_two_formulas_and_what_is_beside_them(line: str, severity: str) -> None:
    """Either accepted formula is right, a third score is not; met is full marks."""
    assert said(wrong_reverse_score, hand_form(line)) == ([(SCORE, severity)] if severity else [])


@pytest.mark.parametrize(
    ("accepted", "score", "found"),
    [(["R1"], "5", True), (["R1"], "6.67", False), (["R2"], "6.67", True), (["R2"], "5", False)],
)
def test_a_notice_may_accept_one_formula_only(accepted: list[str], score: str, found: bool) -> None:
    """`policy.reverse_accepted` decides."""
    policy: dict[str, Any] = {"reverse_accepted": accepted}
    form = hand_form(row("≤10万元", "15万元", "10", score), policy=policy)
    assert bool(said(wrong_reverse_score, form)) is found


def test_more_is_better_is_not_its_business() -> None:
    """A missed count is S05's."""
    assert said(wrong_reverse_score, hand_form("数量 | 人次 | ≥50人次 | 40人次 | 10 | 10")) == []
