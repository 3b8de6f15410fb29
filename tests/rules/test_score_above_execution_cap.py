"""S16: the total capped by the execution rate, where the policy says so."""

import pytest
from byhand import hand_form, said, skipped
from tools import Changes, Plain

from perf_xlsx.rules.score_above_execution_cap import score_above_execution_cap

CAPS = {"total_caps": [[0.5, 59], [0.6, 69], [0.7, 79], [0.8, 89]]}


@pytest.mark.parametrize(
    ("rate", "total", "found"),
    [
        ("0.8", 95, False),
        ("0.7999", 89, False),
        ("0.7999", "89.01", True),
        ("0.7", 89, False),
        ("0.6999", 79, False),
        ("0.6999", 80, True),
        ("0.49", 59, False),
        ("0.49", 60, True),
    ],
)
def test_the_cap_of_each_step(rate: Plain, total: Plain, found: bool) -> None:
    """Below 80 % at most 89, below 70 % at most 79, and so on down."""
    form = hand_form("", {"funds.total.execution_rate": rate, "total.score": total}, policy=CAPS)
    assert said(score_above_execution_cap, form) == ([("total.score", "error")] if found else [])


def test_off_by_default_and_where_nothing_can_be_computed() -> None:
    """Without the policy, or without a rate, it is skipped with the reason."""
    low: Changes = {"funds.total.execution_rate": "0.4", "total.score": 95}
    assert skipped(score_above_execution_cap, hand_form("", low)) == "该模板未设执行率封顶"
    form = hand_form("", {"total.score": 95, "funds.total.execution_rate": None}, policy=CAPS)
    assert skipped(score_above_execution_cap, form) == "没有总分或执行率，无法计算"
