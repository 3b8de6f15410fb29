"""C07: cost rows beside the money of the project."""

import pytest
from consistent import form_of, message, told
from tools import Changes, typed

from perf_xlsx.rules.costs_against_funds import costs_against_funds

TARGET, ACTUAL = "indicators.1.target", "indicators.1.actual"
SPENT = "funds.total.annual_spending"


@pytest.mark.parametrize(
    ("rows", "spent"),
    [
        ("| 成本 | 油画成本 | 60万元 | 60万元 |\n| 成本 | 志愿成本 | 40万元 | 10万元 |", 70),
        ("| 成本 | 培训成本 | ≤10万元 | 9.5万元 |", 100),
        ("| 成本 | 项目总成本 | ≤100万元 | 95 |\n| 成本 | 其中印刷 | ≤30万元 | 20 |", 95),
        ("| 成本 | 人均培训成本 | ≤500元/人 | 480元/人 |", 100),
        ("| 成本 | 成本控制率 | ≤100% | 96% |", 100),
        ("| 成本 | 印刷费 | 5000 | 4800 |", 100),
        ("| 成本 | 项目成本 | 100 | 70.005 |", 70),
        ("| 成本 | 项目成本 | 100万 | 955000元 |", "95.5"),
        ("| 数量 | 投资额 | ≥300万元 | 300万元 |", 100),
    ],
)
def test_money_that_agrees(rows: str, spent: float) -> None:
    """Sums that agree, parts of a total, single costs, prices, rates, no unit, another unit, no cost row."""
    assert told(costs_against_funds, form_of(rows, {SPENT: spent})) == []


def test_a_cost_above_all_money() -> None:
    """One hundredth above is still rounding; more goes back, in the form's unit."""
    assert told(costs_against_funds, form_of("| 成本 | 印刷成本 | 100万元 | 100.01万元 |")) == []
    form = form_of("| 成本 | 印刷成本 | 300万元 | 300万元 |")
    assert told(costs_against_funds, form) == [(ACTUAL, "error")]
    assert message(costs_against_funds, form) == "“印刷成本”为300万元，大于项目全部资金100万元"


def test_targets_are_the_budget_but_actual_values_not_the_spending() -> None:
    """Where the targets make the budget exactly, the actual values must make the spending."""
    form = form_of("| 成本 | 项目总成本 | ≤100万元 | 100 |", {SPENT: "89.974"})
    assert told(costs_against_funds, form) == [(ACTUAL, "warning")]
    assert message(costs_against_funds, form) == "成本指标完成值合计100，全年执行数为89.974，请核对"


def test_targets_above_the_budget() -> None:
    """Each below all money, together above it."""
    rows = "| 成本 | 油画成本 | 60万元 | 60万元 |\n| 成本 | 志愿成本 | {0}万元 | 40万元 |"
    assert told(costs_against_funds, form_of(rows.format("40.01"))) == []
    assert told(costs_against_funds, form_of(rows.format("40.02"))) == [(TARGET, "warning")]


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({}, []),
        ({"indicators.4.actual": 120}, [("indicators.4.actual", "error")]),
    ],
)
def test_issued_forms_answer_for_what_was_typed(changes: Changes, places: list[tuple[str, str]]) -> None:
    """An actual cost above all money is the filler's; a locked target is not."""
    given: Changes = {"indicators.4.target": "≤200万元", "indicators.4.target_number": 200}
    assert told(costs_against_funds, typed(changes, given=given)) == places
