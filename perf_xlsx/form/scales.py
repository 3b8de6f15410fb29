"""Two readings of one row on one scale: 100 beside ≥95%, 195.5万元 beside 200万, 735 beside 735人次."""

from decimal import Decimal

from perf_xlsx.notation import Notation
from perf_xlsx.periods import DURATIONS

HUNDREDTH = Decimal("0.01")
# A bare number up to this beside a percentage is a rate already: 1 and 0.98 are 100 % and 98 %, 2 is 2 %.
LARGEST_BARE_RATE = 1
RATE = "%"
TEN_THOUSAND, HUNDRED_MILLION = "万", "亿"
MONEY = frozenset({"元", "万元", "亿元"})


def on_scale_of(target: Notation, actual: Notation, *, rate: bool = False) -> Decimal | None:
    """The number of an actual value in the unit of its target; None where the two cannot be compared.

    A value without unit is in the target's. `rate` says that the row is about a rate, so that a bare target of 100
    beside 98% is 100%.
    """
    if target.number is None or actual.number is None or (target.unit == "" and actual.unit == ""):
        return actual.number if target.number is not None else None
    if target.unit == RATE and not actual.unit:
        return actual.number if abs(actual.number) <= LARGEST_BARE_RATE else actual.number * HUNDREDTH
    if actual.unit == RATE and not target.unit:
        return _beside_bare(target.number, actual.number) if rate else None
    if not actual.unit or not target.unit or actual.unit == target.unit:
        return actual.number
    return _converted(target.unit, actual.unit, actual.number)


def _beside_bare(target: Decimal, actual: Decimal) -> Decimal:
    return actual if target <= LARGEST_BARE_RATE else actual / HUNDREDTH


def _converted(target: str, actual: str, number: Decimal) -> Decimal | None:
    """A number from one unit to another of the same kind; counted things by another measure word stay as they are."""
    (size, plain), (own, other) = _scale(target), _scale(actual)
    if RATE in {target, actual} or (target in DURATIONS) is not (actual in DURATIONS) or "/" in target + actual:
        return None
    if plain and other and plain != other:
        same_sort = not ({plain, other} & (MONEY | DURATIONS))
        return number * own / size if same_sort else None
    return number * own / size


def _scale(unit: str) -> tuple[Decimal, str]:
    """The size of a unit and what it counts: 万元 is 10000 of 元, 万 10000 of whatever."""
    for sign, size in ((TEN_THOUSAND, 10**4), (HUNDRED_MILLION, 10**8)):
        if unit.startswith(sign):
            return Decimal(size), unit.removeprefix(sign)
    return Decimal(1), unit
