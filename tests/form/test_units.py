"""Units: wording, scale, kind."""

import pytest
from tools import national

from perf_xlsx.form.units import Difference, difference, family_of, in_yuan, is_money, unit_at_start
from perf_xlsx.template.judgement import judgement_of

JUDGEMENT = judgement_of(national())


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("个", "个", Difference.NONE),
        ("个", "家", Difference.WORDING),
        ("人", "人次", Difference.WORDING),
        ("元", "万元", Difference.SCALE),
        ("天", "年", Difference.SCALE),
        ("万", "万元", Difference.WORDING),
        ("次", "人", Difference.KIND),
        ("天", "%", Difference.KIND),
        ("%", "％", Difference.NONE),
        ("%", "%(百分比)", Difference.NONE),
        ("个", "", Difference.NONE),
        ("万粒", "个", Difference.NONE),
        ("元/人", "元", Difference.NONE),
        ("元/人·月", "元/人*月", Difference.NONE),
    ],
)
def test_two_units(left: str, right: str, expected: Difference) -> None:
    """The same both ways round; what nobody listed and what is missing differ from nothing."""
    assert difference(left, right, JUDGEMENT) is difference(right, left, JUDGEMENT) is expected


def test_money() -> None:
    """Plain money has a scale; a price has none."""
    assert [in_yuan(unit, JUDGEMENT) for unit in ("元", "万元", "亿元")] == [1, 10_000, 100_000_000]
    assert is_money("万元", JUDGEMENT)
    assert not is_money("元/亩", JUDGEMENT)


def test_no_unit_is_in_two_families() -> None:
    """Every listed unit means one thing."""
    listed = [*JUDGEMENT.money_units, *JUDGEMENT.duration_units]
    listed += [unit for family in JUDGEMENT.unit_families for unit in family.units]
    assert len(listed) == len(set(listed))
    assert all(family_of(unit, JUDGEMENT) for unit in listed)


def test_the_longest_unit_counts() -> None:
    """人次 is not 人; a text that begins with none has none."""
    assert unit_at_start("人次以上", JUDGEMENT) == "人次"
    assert unit_at_start("万元）", JUDGEMENT) == "万元"
    assert unit_at_start("粒", JUDGEMENT) == ""
