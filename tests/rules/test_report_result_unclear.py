"""R02: the total and the grade, twice, missing, or not of one band."""

import pytest
from told_reports import codes, told

UNCLEAR = {
    "two totals": ("自评得分96分，等级为优，详见自评表。综合得分94分。", "总分写了两个数"),
    "two grades": ("自评得分96分，等级为优，详见自评表。评价结果为良。", "等级写了两个"),
    "another band": ("自评得分86分，等级为优，详见自评表。", "86分应为“良”"),
    "poor": ("自评得分59.5分，等级为中，见附件。", "59.5分应为“差”"),
    "no total": ("项目全部完成，结果较好。", "没有写自评得分"),
    "nowhere to look": ("自评得分96分，等级为优。", "没有分项的分值和得分"),
    "satisfaction of nothing": ("自评得分96分，等级为优，详见自评表。满意度指标已完成。", "没有满意度的指标和数据"),
}
CLEAR = [
    "自评得分96分，等级为优，详见自评表。",
    "自评总分为96.5分（满分100分），评定等级为“优秀”，分项得分见附件。",
    "自评得分96分，其中预算执行率10分，产出指标48分，效益指标28分，满意度指标10分，等级为优。",
    "得分90分以上等级为优，80分以上等级为良。自评得分84分，等级为良，打分见附表。",
    "上年度自评得分90分，等级为优。本年度自评得分84分，等级为良，打分见附表。",
    "自评得分96.50分，等级为优。综合得分96.5分，见自评表。",
    "评价结果：优。自评得分90分，见自评表。",
]


@pytest.mark.parametrize("name", UNCLEAR)
def test_unclear_results(name: str) -> None:
    """One finding that says what is wrong."""
    result, words = UNCLEAR[name]
    [found] = told(result=result)
    assert (found.rule, found.severity.value) == ("R02", "warning")
    assert words in found.message
    assert found.cell in {"第8行", "第9行"}


@pytest.mark.parametrize("result", CLEAR)
def test_clear_results(result: str) -> None:
    """Parts of the score, the bands themselves and last year's result are no second result."""
    assert codes(result=result) == []
