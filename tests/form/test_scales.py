"""Two readings on one scale: what a reviewer would compare, and what he would not."""

from decimal import Decimal

import pytest

from perf_xlsx.form.scales import on_scale_of
from perf_xlsx.notation import read_notation

# target | actual | the actual value on the target's scale; "-" cannot be compared
PAIRS = """
≥95% | 98% | 0.98
≥95% | 98 | 0.98
≥95% | 0.98 | 0.98
≥95% | 1 | 1
≥95% | 2 | 0.02
≥100百分比 | 100 | 1
≥10次 | 11次 | 11
≥10次 | 11 | 11
≧735人次 | 735 | 735
≥100家 | 115个 | 115
2 | 2次 | 2
30 | 30万元 | 30
13 | 13 | 13
200万 | 195.5万元 | 195.5
200万元 | 1955000元 | 195.5
20000元 | 1.5万元 | 15000
1亿元 | 9000万元 | 0.9
>=530元/人*月 | 583元/人*月 | 583
一年 | 100% | -
1年 | 12个月 | -
≤5万元 | 3万人 | -
≤530元/人*月 | 600元/天 | -
13 | 100% | -
有效提高 | 100% | -
≥5% | 有效提高 | -
""".strip().splitlines()


@pytest.mark.parametrize("line", PAIRS)
def test_on_one_scale(line: str) -> None:
    """A value without unit is in the target's, a percentage is never a count, money is converted."""
    target, actual, expected = (part.strip() for part in line.split("|"))
    number = on_scale_of(read_notation(target), read_notation(actual))
    assert number == (None if expected == "-" else Decimal(expected))


def test_a_bare_target_of_a_rate() -> None:
    """100 and 0.95 of a 合格率 are percentages of their own: 98% is 98 beside the one, 0.98 beside the other."""
    actual = read_notation("98%")
    assert on_scale_of(read_notation("100"), actual, rate=True) == 98
    assert on_scale_of(read_notation("0.95"), actual, rate=True) == Decimal("0.98")
