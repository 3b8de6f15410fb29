"""C01: indicator scores a quarter above what the money spent would explain."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.results_above_spending import results_above_spending

ROWS = """
| 数量 | 培训人次 | ≥50人次 | 60人次 | 50 | 50 |
| 质量 | 考试合格率 | ≥95% | 96% | 40 | 40 |
"""
SPENDING = "funds.total.annual_spending"


@pytest.mark.parametrize("spent", [75, 76, 100, 120, None])
def test_a_quarter_apart_is_silent(spent: int | None) -> None:
    """All points with three quarters of the money spent is the boundary; no spending known is no question."""
    assert told(results_above_spending, form_of(ROWS, {SPENDING: spent})) == []


@pytest.mark.parametrize("spent", ["74.99", 59, 1])
def test_more_than_a_quarter_is_asked_about(spent: object) -> None:
    """The finding stands on the total score."""
    form = form_of(ROWS, {SPENDING: str(spent)})
    assert told(results_above_spending, form) == [("total.score", "warning")]


def test_low_scores_go_with_low_spending() -> None:
    """Half the money, 60 % of the points: (60−50)/60 is below a quarter."""
    rows = "| 数量 | 培训人次 | ≥50人次 | 30人次 | 90 | 54 |"
    assert told(results_above_spending, form_of(rows, {SPENDING: 50})) == []


def test_both_rates_are_told() -> None:
    """People read the two rates."""
    assert message(results_above_spending, form_of(ROWS, {SPENDING: 59})) == (
        "指标得分率100%，预算执行率只有59%，相差较大，请核实"
    )


def test_issued_forms_are_looked_at_too() -> None:
    """What was typed into an issued form is the filler's."""
    form = typed({"funds.appropriation.annual_spending": 40})
    assert told(results_above_spending, form) == [("total.score", "warning")]
