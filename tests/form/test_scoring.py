"""Met, missed, pro rata and the reverse formulas (rules.md, section 1)."""

from decimal import Decimal

import pytest
from byhand import hand_form

from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.scoring import met, missed, pro_rata, reverse_scores


def one(target: str, actual: str, sort: str = "数量", points: str = "10") -> Indicator:
    """One row as a rule reads it."""
    return indicators_of(hand_form(f"{sort} | 某项 | {target} | {actual} | {points} | 10"))[0]


# target | actual | class | met | missed
TABLE = [
    ("≥50次", "50次", "数量", True, False),
    ("≥50次", "49次", "数量", False, True),
    ("50次", "49次", "数量", False, True),
    ("≤10万元", "10万元", "成本", True, False),
    ("≤10万元", "10.01万元", "成本", False, True),
    ("10万元", "9万元", "成本", True, False),
    ("=5个", "6个", "数量", True, False),
    ("=5个", "4个", "数量", False, True),
    ("=0起", "1起", "数量", False, True),
    ("=0起", "0起", "数量", True, False),
    ("1年", "1年", "时效", True, False),
    ("1年", "2年", "时效", False, False),
    ("有效提高", "100%", "社会", False, False),
    ("13", "100%", "成本", False, False),
    ("≥95%", "约九成", "质量", False, False),
]


@pytest.mark.parametrize(("target", "actual", "sort", "is_met", "is_missed"), TABLE)
def test_met_and_missed(target: str, actual: str, sort: str, is_met: bool, is_missed: bool) -> None:
    """In the direction of the row; what cannot be compared is neither."""
    row = one(target, actual, sort)
    assert (met(row), missed(row)) == (is_met, is_missed)


def test_pro_rata() -> None:
    """分值 × 完成值 ÷ 指标值; below nothing is nothing, and nothing is not divided by."""
    assert pro_rata(one("≥50次", "20次")) == 4
    assert pro_rata(one("≥50次", "-20次")) == 0
    assert pro_rata(one("≥0次", "20次")) is None
    assert pro_rata(one("≥50次", "20次", points="")) is None


def test_reverse_formulas() -> None:
    """15 of at most 10: R1 two thirds, R2 a half; from twice the target on R2 gives nothing."""
    row = one("≤10万元", "15万元", "成本")
    assert [round(score, 2) for score in reverse_scores(row, ["R1", "R2"])] == [Decimal("6.67"), Decimal(5)]
    assert reverse_scores(row, ["R2"]) == [Decimal(5)]
    assert reverse_scores(one("≤10万元", "25万元", "成本"), ["R2"]) == [Decimal(0)]
    assert reverse_scores(one("≤0起", "2起", "成本"), ["R1", "R2"]) == [Decimal(0), Decimal(0)]
