"""S24: the weight of costs, where the policy caps it."""

from dataclasses import replace

import pytest
from byhand import hand_form, said, skipped, with_policy
from tools import typed

from perf_xlsx.rules.cost_points_above_cap import cost_points_above_cap

CAP = {"cost_points_cap": 5}
ROWS = """
数量 | 培训人次 | ≥50人次 | 60人次 | 50 | 50
成本 | 培训成本 | ≤10万元 | 9万元 | 3 | 3
成本 | 场地成本 | ≤2万元 | 2万元 | {} | {}
"""


@pytest.mark.parametrize(("points", "found"), [("2", False), ("2.01", True)])
def test_all_cost_rows_together(points: str, found: bool) -> None:
    """Five points are allowed."""
    form = hand_form(ROWS.format(points, points), policy=CAP)
    assert said(cost_points_above_cap, form) == ([("indicators.2.points", "warning")] if found else [])


def test_off_by_default_and_on_issued_weights() -> None:
    """Without the policy, and where the weights are locked, it is skipped."""
    assert skipped(cost_points_above_cap, hand_form(ROWS.format(9, 9))) == "该模板未设成本指标分值上限"
    issued = typed()
    issued = replace(issued, template=with_policy(issued.template, CAP))
    assert skipped(cost_points_above_cap, issued) == "下发表的分值由下发单位定"
