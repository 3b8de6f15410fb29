"""Target and actual value of an indicator: comparator, number and unit, in one cell or in three, made comparable."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.form.scales import on_scale_of
from perf_xlsx.notation import Kind, Notation, read_notation
from perf_xlsx.numbers import ErrorText, Value
from perf_xlsx.recognise.grid import Seen, bare

QUALITATIVE = "定性"
PERCENT = "%"
# What a column 指标性质 may say besides a comparator; a direction stands for the comparator that goes that way.
CLASSES = frozenset({"定量", "数量", "数值"})
DIRECTIONS = {
    **dict.fromkeys(("正", "正向", "正向性", "越大越好", "越高越好", "越多越好", "极大型", "↑"), "≥"),
    **dict.fromkeys(("反", "负", "逆", "反向", "负向", "逆向", "越小越好", "越低越好", "越少越好", "极小型", "↓"), "≤"),
}
# 12 of such a unit is a day by which something is done: more of it is not better.
DEADLINES = frozenset({"月", "月底", "月份", "月底前", "日", "号"})
_RATE_NAME = re.compile(r"率|比例|比重|占比|满意度|覆盖面|%|百分比|知晓度")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is declared of a target and an actual value."""

    target: str | None
    reading: Notation
    actual: Value


def joined(nature: str, value: str, unit: str) -> str:
    """A target split over three cells as one text: ≧, 735 and 人次 give ≧735人次."""
    sign = sign_of(nature, value, unit)
    if not value.strip() or not any(one.isdigit() for one in value):
        return value
    have = bare(value)
    sign = "" if sign and have.startswith(bare(sign)) else sign
    unit = "" if unit.strip() and have.endswith(bare(unit)) else unit.strip()
    return f"{sign}{value.strip()}{unit}"


def sign_of(nature: str, value: str, unit: str) -> str:
    """What stands before a value: the comparator beside it, or the one a direction (正向, 越小越好) stands for."""
    words = bare(nature).removesuffix("指标")
    if QUALITATIVE in words or words in CLASSES:
        return ""
    sign = DIRECTIONS.get(words)
    if sign is None:
        return nature.strip()
    read = read_notation(value)
    plain_number = read.kind is Kind.QUANTITY and not read.comparator and not read.bare_period
    return sign if plain_number and bare(unit) not in DEADLINES else ""


def comparator_of(sign: str) -> str:
    """What a cell of comparators says: ≥ for ≧ and 大于等于, 定性 for that word."""
    return QUALITATIVE if QUALITATIVE in sign else read_notation(f"{sign.strip()}1").comparator if sign.strip() else ""


def measure(target: str, actual: Seen | None, name: str) -> Measure:
    """Read both cells: percentages as 0–1 on both sides, amounts of money in the unit of the target."""
    wanted = read_notation(target)
    if actual is None:
        return Measure(target or None, wanted, None)
    if isinstance(actual.value, ErrorText):
        return Measure(target or None, wanted, actual.value)
    # A number shown as 100% is a percentage; every other one is read like its text.
    got = read_notation(actual.text if PERCENT in actual.text or isinstance(actual.value, str) else actual.value)
    if got.kind is not Kind.QUANTITY or got.number is None:
        return Measure(target or None, wanted, actual.text.strip() or None)
    if wanted.kind is not Kind.QUANTITY or wanted.number is None:
        return Measure(target or None, wanted, got.number)
    wanted, value = _alike(wanted, got, name)
    return Measure(target or None, wanted, actual.text.strip() if value is None else value)


def _alike(wanted: Notation, got: Notation, name: str) -> tuple[Notation, Decimal | None]:
    """Both numbers on one scale; None for an actual value that cannot be held against the target."""
    want, have = wanted.number or Decimal(0), got.number or Decimal(0)
    if got.unit == PERCENT != wanted.unit:
        bare_rate = not wanted.unit and not wanted.bare_period and _RATE_NAME.search(name)
        if not bare_rate:
            return wanted, None
        return (wanted if abs(want) <= 1 else replace(wanted, number=want / 100, unit=PERCENT)), have
    return wanted, on_scale_of(wanted, got)
