"""C20: money among the outputs."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.money_as_output import money_as_output


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 指标1工程资金金额 | 43.2 | 37.24 |",
        "| 数量 | 发放补助资金 | ≥100万元 | 100万元 |",
        "| 质量 | 预算执行率 | 100% | 100% |",
        "| 数量 | 资金拨付率（%） | 100 | 100 |",
    ],
)
def test_money(row: str) -> None:
    """Amounts, sums without unit, rates of spending."""
    assert told(money_as_output, form_of(row)) == [("indicators.1.level3", "warning")]


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 培训人次 | ≥50人次 | 60人次 |",
        "| 质量 | 农村低保标准 | >=530元/人*月 | 583元/人*月 |",
        "| 质量 | 救助标准 | ≥530元 | 583元 |",
        "| 成本 | 项目总成本 | ≤90万元 | 90 |",
        "| 经济 | 增加收入 | ≥90万元 | 95万元 |",
        "| 时效 | 资金支付率 | 100% | 100% |",
        "| 质量 | 资金使用合规率 | 100% | 100% |",
        "| 数量 | 采购原原种 | 550万粒 | 550万粒 |",
        "| 质量 | 经费支出合规性 | 严格执行相关制度规定 | 达成预期指标 |",
        "| 数量 | 资金项目数量 | 3个 | 3个 |",
    ],
)
def test_no_money_or_in_its_place(row: str) -> None:
    """Work done, standards for one, costs, income, timeliness."""
    assert told(money_as_output, form_of(row)) == []


def test_why_is_said() -> None:
    """The row and the reason."""
    form = form_of("| 数量 | 指标1工程资金金额 | 43.2 | 37.24 |")
    assert message(money_as_output, form) == "“工程资金金额”是资金，不是产出，与预算执行率重复计分"


def test_issued_names_are_locked() -> None:
    """Not the filler's to mend."""
    assert told(money_as_output, typed(given={"indicators.1.level3": "资金拨付率"})) == []
