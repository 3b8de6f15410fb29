"""C14: comparators missing or the wrong way round."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.odd_comparator import odd_comparator

TARGET = "indicators.1.target"


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 开展精品示范村建设数量 | ≤4 | 4 |",
        "| 满意度 | 群众评价 | ≤90% | 95% |",
        "| 质量 | 验收合格率 | ≤95% | 96% |",
        "| 成本 | 项目成本 | ≥90万元 | 80万元 |",
    ],
)
def test_the_wrong_way_round(row: str) -> None:
    """Things made held down, satisfaction and pass rates held down, costs driven up."""
    assert told(odd_comparator, form_of(row)) == [(TARGET, "warning")]


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 新建省级中心村数量 | ≥10 | 10 |",
        "| 数量 | 公务用车数量 | ≤5辆 | 5辆 |",
        "| 数量 | 开展活动发生安全事故数 | ≤0起 | 0起 |",
        "| 成本 | 项目总成本 | ≤90万元 | 90 |",
        "| 成本 | 成本节约额 | ≥5万元 | 6万元 |",
        "| 成本 | 人均补助标准 | ≥530元 | 583元 |",
        "| 质量 | 救助标准 | ≤5300元/户 | 5300元/户 |",
        "| 时效 | 完成培训所需时间 | ≤3个月 | 2个月 |",
        "| 时效 | 项目完成所需时间 | 1年 | 1年 |",
        "| 质量 | 不合格率 | ≤2% | 1% |",
        "| 社会 | 服务能力 | 有效提高 | 有效 |",
        "| 满意度 | 满意度 | ≥90% | 95% |",
    ],
)
def test_as_it_should_be(row: str) -> None:
    """More is better with ≥, less is better with ≤, savings, standards, durations, words."""
    assert told(odd_comparator, form_of(row)) == []


def test_what_is_missing_is_one_note() -> None:
    """All rows without a comparator in one piece of information."""
    form = form_of("| 满意度 | 群众满意度 | 90% | 95% |\n| 数量 | 村庄数 | 4个 | 4个 |\n| 数量 | 户数 | ≥3户 | 3户 |")
    assert told(odd_comparator, form) == [(TARGET, "info")]
    assert message(odd_comparator, form) == "指标值没有写比较符：“群众满意度”、“村庄数”"


def test_at_least_all_of_it() -> None:
    """≥100 % can only be =100 %."""
    assert (
        message(odd_comparator, form_of("| 质量 | 合格率 | ≥100% | 100% |")) == "比率最高为100%，宜写“＝100%”：“合格率”"
    )


def test_one_finding_a_form() -> None:
    """A reversed comparator is told alone; what else is missing waits."""
    form = form_of("| 满意度 | 群众满意度 | 90% | 95% |\n| 数量 | 建设村庄数量 | ≤4个 | 4个 |")
    assert told(odd_comparator, form) == [("indicators.2.target", "warning")]
    assert message(odd_comparator, form) == "比较符的方向可能写反：“建设村庄数量”（≤4个）"


def test_issued_comparators_are_locked() -> None:
    """Not the filler's to mend."""
    given = {"indicators.1.target": "≤50人次", "indicators.1.comparator": "≤", "indicators.1.level3": "举办培训人次"}
    assert told(odd_comparator, typed(given=given)) == []


def test_the_execution_of_the_budget_needs_no_comparator() -> None:
    """A row of 预算执行率 is asked for no comparator; a row of an output that says the same is."""
    row = "| 质量 | 执行率 | 100% | 100% |"
    execution = form_of(row, {"indicators.1.level1_key": "execution"})
    assert told(odd_comparator, execution) == []
    assert told(odd_comparator, form_of(row)) == [(TARGET, "info")]
