"""S14: an actual value with an operator in it."""

import pytest
from byhand import hand_form, said

from perf_xlsx.rules.target_copied import target_copied

ACTUAL = "indicators.1.actual"


def row(target: str, actual: str) -> str:
    """One row of quality."""
    return f"质量 | 合格率 | {target} | {actual} | 10 | 10"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "≥95%"),
        ("大于等于95%", "大于等于95%"),
        ("≥95%", "不低于95%"),
        ("≥95%", "98%以上"),
        (">=75%", ">=80%"),
        ("≤90万元", "≤89万元"),
        ("≥10次", "至少12次"),
        ("≥100% 1000件", "≥100% 1000件"),
    ],
)
def test_an_interval_is_no_result(target: str, actual: str) -> None:
    """A sign, a word or a suffix that leaves the value open, copied or not."""
    assert said(target_copied, hand_form(row(target, actual))) == [(ACTUAL, "warning")]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "98.2%"),
        ("≥95%", "95%"),
        ("≥95%", "达到95%"),
        ("≥95%", "合格率达98.5%"),
        ("=100%", "100%"),
        ("=100%", "=100%"),
        ("≥10次", "11次"),
        ("≤30天", "30天以内"),
        ("有效提高", "较上年提高3个百分点"),
        ("≥3个", "完成3个，均通过验收"),
        ("效果明显", "覆盖全县十五个以上乡镇，效果明显"),
        ("有一定增强", "达成预期指标"),
    ],
)
def test_honest_results_are_silent(target: str, actual: str) -> None:
    """A number, however it is introduced, and sentences."""
    assert said(target_copied, hand_form(row(target, actual))) == []
