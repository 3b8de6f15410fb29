"""S12: full marks for less than the whole."""

import pytest
from byhand import hand_form, said

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.full_score_below_whole import full_score_below_whole

SCORE = "indicators.1.score"


def row(target: str, actual: str, score: str = "15") -> str:
    """One row of benefits."""
    return f"社会 | 影响力提升 | {target} | {actual} | 15 | {score}"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (row("有一定增强", "95%"), True),
        (row("有一定增强", "99.9%"), True),
        (row("有一定增强", "0.95"), True),
        (row("有一定增强", "100%"), False),  # S11's
        (row("有一定增强", "95%", "14.99"), False),
        (row("有一定增强", "95%", ""), False),
    ],
)
def test_less_than_the_whole_at_full_marks(line: str, found: bool) -> None:
    """99.9 % is less than the whole, 14.99 less than full marks."""
    assert said(full_score_below_whole, hand_form(line)) == ([(SCORE, "warning")] if found else [])


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("有一定增强", "达成预期指标"),
        ("有效提高", "受益群众占比达到95%以上，反映良好"),
        ("≥90%", "95%"),
        ("95%", "95%"),
        ("明显改善", "3个"),
        ("有效提高", "2"),
        ("持续推进", "已推进到第二阶段"),
        ("效果明显", "效果明显"),
        ("12月底前", "95%"),
        ("保持在90%左右", "95%"),
    ],
)
def test_honest_answers_are_silent(target: str, actual: str) -> None:
    """Only a percentage alone against words alone says what was left undone."""
    assert said(full_score_below_whole, hand_form(row(target, actual))) == []


def test_it_stands_over_the_plainer_question() -> None:
    """S12 and S11 are one cause on one row."""
    found = [one.rule for one in check_form(hand_form(row("有一定增强", "95%")), "1.xlsx").findings]
    assert "S12" in found
    assert "S11" not in found
