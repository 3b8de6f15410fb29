"""C03: units of name, target and actual value."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.units_clash import units_clash

ACTUAL, TARGET = "indicators.1.actual", "indicators.1.target"


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 宣传活动举办次数（次） | 2 | 2次 |",
        "| 数量 | 学生受资助情况 | ≧735人次 | 735 |",
        "| 质量 | 申报对象覆盖率 | >=98% | 100% |",
        "| 成本 | 成本概算（万元） | 13 | 13 |",
        "| 成本 | 低保标准 | >=530元/人*月 | 583元/人·月 |",
        "| 数量 | 采购原原种 | 550万粒 | 550万粒 |",
        "| 时效 | 项目完成所需时间 | 1年 | 1年 |",
        "| 数量 | 扶贫临时救助人数(按月平均)(≥**人) | >=7人 | 7人 |",
        "| 社会 | 服务能力 | 有效提高 | 100% |",
        "| 质量 | 农村户厕验收通过率 | ≥95% | 100% |",
    ],
)
def test_units_that_agree(row: str) -> None:
    """The same unit, one left out, one nobody listed, words."""
    assert told(units_clash, form_of(row)) == []


@pytest.mark.parametrize(
    ("row", "place", "severity"),
    [
        ("| 时效 | 宣传天数（天） | 一年 | 100% |", TARGET, "warning"),
        ("| 数量 | 培训次数 | ≥10次 | 12人 |", ACTUAL, "warning"),
        ("| 成本 | 印刷成本（元） | 30 | 30万元 |", ACTUAL, "error"),
        ("| 成本 | 印刷成本 | 30元 | 30万元 |", ACTUAL, "error"),
    ],
)
def test_units_that_clash(row: str, place: str, severity: str) -> None:
    """Another kind is asked about; 元 for 万元 goes back."""
    assert told(units_clash, form_of(row)) == [(place, severity)]


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 开展软件正版化安装（个） | ≧100家 | 115家 |",
        "| 数量 | 学生受资助人数 | ≧735人次 | 735 |",
        "| 成本 | 制作费 | 200万 | 195.5万元 |",
        "| 成本 | 制作费 | 5万元 | 49000元 |",
    ],
)
def test_wording_is_a_note(row: str) -> None:
    """个 and 家, 人 and 人次, 万 and 万元; the same money in another unit: information."""
    assert [one.severity for one in told(units_clash, form_of(row))] == ["info"]


def test_a_hundred_times_is_the_boundary() -> None:
    """元 and 万元 whose amounts are 99 times apart may be what happened; 100 times is a slip."""
    severities = [
        told(units_clash, form_of(f"| 成本 | 制作费 | 1万元 | {amount}元 |"))[0].severity
        for amount in (990_000, 1_000_000)
    ]
    assert severities == ["info", "error"]


def test_what_stands_where_is_told() -> None:
    """Both units and both places."""
    form = form_of("| 成本 | 宣传资料印刷成本（元） | 30 | 30万元 |")
    assert message(units_clash, form) == ("“宣传资料印刷成本（元）”的单位不一致：指标名称为“元”，完成值为“万元”")


def test_issued_forms_are_let_alone() -> None:
    """Name and target are locked, the actual value is typed without unit."""
    assert told(units_clash, typed(given={"indicators.1.level3": "培训天数（天）"})) == []
