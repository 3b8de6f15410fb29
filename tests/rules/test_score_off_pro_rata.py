"""S05: a target missed, and a score that is not the share of it."""

from pathlib import Path

import pytest
from byhand import hand_form, said
from returned import codes, returned
from tools import QUANTITY, Changes

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.score_off_pro_rata import score_off_pro_rata

SCORE = "indicators.1.score"
WHY = "学员改期参加，下年补办一期"


def row(target: str, actual: str, points: str, score: str, why: str = "") -> str:
    """One counted row."""
    return f"数量 | 培训人次 | {target} | {actual} | {points} | {score} | {why}"


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        (row("≥50%", "20%", "5", "2"), ""),  # 5×20/50
        (row("≥4754人", "4604人", "5", "4.84"), ""),  # 4.8422…
        (row("≥4754人", "4604人", "5", "4.8"), ""),  # rounded to one decimal
        (row("≥4754人", "4604人", "5", "4.85"), "error"),
        (row("≥4754人", "4604人", "5", "5"), "error"),
        (row("4754人", "4604人", "5", "5"), "warning"),  # nobody wrote that more is better
        (row("═100%", "98%", "10", "9.8"), ""),
        (row("═100%", "98%", "10", "10"), "error"),
        (row("═100%", "98%", "10", "9"), "warning"),  # 0.8 of 10 below, no reason
        (row("═100%", "98%", "10", "9", WHY), ""),
        (row("═100%", "98%", "10", "9.4"), ""),  # 0.4 of 10 below: less than a twentieth
        (row("═100%", "98%", "10", "9.3"), "warning"),  # 0.5 of 10
        (row("≥50人次", "50人次", "10", "5"), ""),  # met: S15's
        (row("≥50人次", "60人次", "10", "10"), ""),
        (row("≥0起", "-1起", "10", "10"), ""),  # nothing to divide by
        (row("≥50人次", "-1人次", "10", "1"), "error"),  # less than nothing is nothing
        (row("1年", "2年", "10", "10"), ""),  # a bare duration has no share
        (row("≥50人次", "四十余人", "10", "10"), ""),
        (row("≥50人次", "40人次", "10", ""), ""),
        (row("≥50人次", "40人次", "", "10"), ""),
    ],
)
def test_the_share_and_what_is_beside_it(line: str, severity: str) -> None:
    """More than the share is an error (a question where the direction is inferred), clearly less a question."""
    assert said(score_off_pro_rata, hand_form(line)) == ([(SCORE, severity)] if severity else [])


def test_lower_is_better_is_not_its_business() -> None:
    """A cost above its target is S06's."""
    line = "成本 | 培训成本 | ≤10万元 | 12万元 | 10 | 10"
    assert said(score_off_pro_rata, hand_form(line)) == []


def test_satisfaction_and_nothing_done_are_told_by_their_own_rules() -> None:
    """S13 and S18 stand over it on their row."""
    rows = """
    满意 | 学员满意度 | ≥85% | 80% | 10 | 10 | 学员对场地不满，下年另选场地
    数量 | 建平台 | ≥1个 | 0个 | 5 | 5 | 受疫情影响，下年建设
    """
    found = [one.rule for one in check_form(hand_form(rows), "1.xlsx").findings if one.severity == "error"]
    assert found == ["S13", "S18"]


def test_an_issued_form(tmp_path: Path) -> None:
    """There the suggested score is the share; an adjusted one above it is found, and S25 does not say it again."""
    actual: Changes = {f"indicators.{QUANTITY}.actual": 40, f"indicators.{QUANTITY}.deviation_explanation": WHY}
    assert codes(returned(tmp_path, actual)) == []
    assert codes(returned(tmp_path, {**actual, f"indicators.{QUANTITY}.adjusted_score": "16.5"})) == ["S05"]
