"""R01: one sum of money with two amounts, a rate its amounts do not give."""

import pytest
from told_reports import codes, told

DIFFERENT = {
    "two budgets": "本项目预算为445万元。项目预算安排为860.867958万元，实际支出445万元。",
    "two spendings": "项目预算500万元。项目实际支出438万元。经核算，本项目实际支出483万元。",
    "two units": "项目预算500万元。本项目预算为500元。",
    "two rates": "项目预算100万元，项目支出86万元。预算执行率86%。本项目预算执行率为98%。",
    "rate of other amounts": "项目预算100万元，项目支出86万元，预算执行率96%。",
    "neither budget": "年初预算数为400万元，全年预算数为420万元。项目预算460万元，实际支出420万元。",
}
HONEST = {
    "rounded": "项目预算445万元。本项目预算为444.998万元，实际支出386.2万元，预算执行率86.8%。",
    "in yuan": "项目预算3456700元。本项目预算为345.67万元。",
    "of the sum": "项目预算100万元，其中市级60万元，县级40万元。项目支出100万元，其中人员经费预算安排30万元。",
    "adjusted": "年初预算数为400万元，全年预算数为420万元，项目预算420万元，实际支出420万元，预算执行率100%。",
    "other years": "2019年项目预算300万元，2020年项目预算445万元，2021年项目预算500万元。",
    "arrived later": "项目预算500万元，实际到位资金450万元，实际支出450万元，预算执行率90%。",
    "rate of what arrived": "项目预算500万元，实际到位资金450万元，实际支出450万元，预算执行率100%。",
    "other projects": "甲项目预算20万元，实际支出18万元。乙项目预算30万元，实际支出30万元。",
    "about": "项目预算约500万元。本项目预算为486.3万元。",
    "carried over": "项目预算100万元，上年结转20万元。实际支出90万元，结余30万元。上年结转资金支出20万元。",
    "by quarter": "一季度预算执行率20%，二季度预算执行率45%，全年预算执行率100%。",
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_amounts(name: str) -> None:
    """One finding, with both quotations and the place of the second."""
    [found] = told(funds=DIFFERENT[name])
    assert (found.rule, found.severity.value, found.cell) == ("R01", "warning", "第5行")
    assert found.message.count("第5行“") >= 2


@pytest.mark.parametrize("name", HONEST)
def test_honest_amounts(name: str) -> None:
    """Rounding, parts, other years, other projects and stages are no contradiction."""
    assert codes(funds=HONEST[name]) == []


def test_the_year_of_the_report_counts() -> None:
    """Two amounts of one year that is named are one thing; a part in its own paragraph is none."""
    twice = "2020年项目预算300万元。2020年项目预算445万元。"
    assert codes(funds=twice) == ["R01"]
    assert (
        codes(funds="（一）材料费。预算安排20万元，实际支出20万元。\n（二）人工费。预算安排30万元，实际支出30万元。")
        == []
    )
