"""C30: three times the target."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.target_far_too_low import target_far_too_low

ACTUAL = "indicators.1.actual"


@pytest.mark.parametrize(
    "row",
    [
        "| 数量 | 稿件数量 | ≥5篇 | 14.9篇 | 5 | 5 | |",
        "| 数量 | 稿件数量 | ≥5篇 | 15篇 | 5 | 5 | 上级追加任务 |",
        "| 成本 | 制作费 | ≤5万元 | 15万元 | 5 | 0 | |",
        "| 成本 | 制作费 | 5万元 | 15万元 | 5 | 0 | |",
        "| 数量 | 事故 | ≥0起 | 3起 | 5 | 0 | |",
        "| 时效 | 时间 | 1年 | 3年 | 5 | 0 | |",
        "| 数量 | 稿件数量 | ＝5篇 | 15篇 | 5 | 5 | |",
        "| 数量 | 稿件数量 | ≥5篇 | 100% | 5 | 5 | |",
    ],
)
def test_silent(row: str) -> None:
    """Below three times, explained, less is better, zero, durations, exactly so many, another unit."""
    assert told(target_far_too_low, form_of(row)) == []


@pytest.mark.parametrize("actual", ["15篇", "15", "400篇"])
def test_three_times_is_asked_about(actual: str) -> None:
    """Exactly three times is the boundary."""
    form = form_of(f"| 数量 | 稿件数量 | ≥5篇 | {actual} | 5 | 5 | / |")
    assert told(target_far_too_low, form) == [(ACTUAL, "warning")]


def test_how_many_times_is_told() -> None:
    """Both values and the factor."""
    form = form_of("| 数量 | 稿件数量 | ≥5篇 | 18篇 | 5 | 5 | |")
    assert message(target_far_too_low, form) == ("“稿件数量”完成值18篇是指标值≥5篇的3.6倍，请核对，指标值偏低的请说明")


def test_on_an_issued_form_it_is_asked_once() -> None:
    """The filler can explain; S08 is silent beside it."""
    report = check_form(typed({ACTUAL: 150}), "1.xlsx")
    assert [one.rule for one in report.findings] == ["C30"]
    assert report.rules.skipped.get("S08") == "同一处已由C30指出" or "S08" in report.rules.ran


def test_completion_rate_stands_over_it() -> None:
    """100 % for a target of 2 % is a completion rate, not fifty times the target."""
    report = check_form(form_of("| 社会 | 阅读覆盖率 | ≥2% | 100% | 6 | 6 | |"), "1.xlsx")
    codes = {one.rule for one in report.findings if one.field == ACTUAL}
    assert "C06" in codes
    assert not {"C30", "S08"} & codes
