"""C13: bare numbers."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.missing_unit import missing_unit

TARGET = "indicators.1.target"


@pytest.mark.parametrize(
    "row",
    [
        "| 成本 | 成本概算（万元） | 13 | 13 |",
        "| 数量 | 宣传活动举办次数（次） | 2 | 2次 |",
        "| 数量 | 学生受资助情况 | ≧735人次 | 735 |",
        "| 成本 | 印刷成本 | 30 | 30万元 |",
        "| 时效 | 完成时间 | 1年 | 1年 |",
        "| 成本 | 成本控制率 | 100 | 100 |",
        "| 社会 | 服务能力 | 有效提高 | 有效 |",
        "| 满意度 | 群众满意度% | 95 | 95 |",
    ],
)
def test_a_unit_stands_somewhere(row: str) -> None:
    """In the name, the target or the actual value; words and rates of cost need none."""
    assert told(missing_unit, form_of(row)) == []


def test_a_bare_number_is_a_note() -> None:
    """The clerk is told, the verdict does not change."""
    form = form_of("| 数量 | 建设村庄数量 | ≥200 | 202 |")
    assert told(missing_unit, form) == [(TARGET, "info")]
    assert message(missing_unit, form) == "“建设村庄数量”的指标值“≥200”没有写单位"


def test_money_without_unit_is_asked_about_once() -> None:
    """元 or 万元 is ten thousand times: one finding for all cost rows, and for a sum in another class."""
    assert told(missing_unit, form_of("| 数量 | 工程资金金额 | 43.2 | 37.24 |")) == [(TARGET, "warning")]
    form = form_of("| 成本 | 试点成本概算 | 3 | 3 |\n| 成本 | 培训班成本概算 | 2 | 2 |")
    assert told(missing_unit, form) == [(TARGET, "warning")]
    assert message(missing_unit, form) == ("金额没有写单位，分不清是元还是万元：“试点成本概算”、“培训班成本概算”")


def test_issued_forms_are_let_alone() -> None:
    """Names, targets and units are locked there."""
    given = {"indicators.1.target": "50", "indicators.1.measure_unit": None, "indicators.1.comparator": None}
    assert told(missing_unit, typed(given=given)) == []
