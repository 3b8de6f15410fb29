"""What a cell of a hand-made form is worth: numbers out of text, percentages out of bare numbers, marks as nothing."""

from decimal import Decimal
from functools import lru_cache

from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.numbers import ErrorText, Value
from perf_xlsx.recognise.grid import Seen, bare

# Written without %, an execution rate above this is in percent: no budget is overspent tenfold.
LARGEST_RATE = 10
LONGEST_NUMBER = 24
# What a number may begin and end with; all else is a word, and most cells are.
BEFORE_NUMBERS = "+-.−－—–＋．¥￥(（约共计人"
AFTER_NUMBERS = "分元万%％.．整)）"
UNITS = frozenset({"", "分", "元", "万元", "亿元", "万", "%"})
# How many of one unit make the other.
SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "万": Decimal(10_000), "亿元": Decimal(100_000_000)}


def number(seen: Seen) -> Value:
    """A number cell: marks and blanks are nothing, what cannot be read stays text."""
    if isinstance(seen.value, Decimal | ErrorText):
        return seen.value
    found = read_notation(seen.value)
    if found.kind in {Kind.BLANK, Kind.NOT_APPLICABLE}:
        return None
    if found.number is None or found.comparator or found.unit not in UNITS:
        return found.text
    return found.number


def points(seen: Seen) -> Value:
    """A weight or a score: 25% of the whole is 25 points."""
    value = number(seen)
    return value * 100 if isinstance(value, Decimal) and "%" in bare(seen.text) else value


def is_number(seen: Seen) -> bool:
    """Whether a cell holds a number, told cheaply: most cells are asked this many times."""
    if not isinstance(seen.value, str) or isinstance(seen.value, ErrorText):
        return isinstance(seen.value, Decimal)
    return _is_written_number(seen.value)


@lru_cache(maxsize=8192)
def _is_written_number(value: str) -> bool:
    words = value.strip()
    if not 0 < len(words) <= LONGEST_NUMBER:
        return False
    may_be = (words[0].isdecimal() or words[0] in BEFORE_NUMBERS) and (
        words[-1].isdecimal() or words[-1] in AFTER_NUMBERS
    )
    return may_be and isinstance(number(Seen(value, value)), Decimal)


def money(seen: Seen, form_unit: str) -> Value:
    """An amount in the form's own unit, when the cell names another one."""
    value = number(seen)
    unit = read_notation(seen.value).unit if isinstance(seen.value, str) else ""
    if isinstance(value, Decimal) and unit in SCALES and form_unit in SCALES:
        return value * SCALES[unit] / SCALES[form_unit]
    return value


def rate(seen: Seen, *, in_percent: bool, likely: Decimal | None) -> Value:
    """A rate as 0–1; a number without % is taken for what is nearer to the likely rate."""
    value = number(seen)
    if not isinstance(value, Decimal) or "%" in bare(seen.text):
        return value
    as_percent = value / 100
    if likely is not None and value != 0:
        return value if abs(value - likely) <= abs(as_percent - likely) else as_percent
    return as_percent if in_percent or value > LARGEST_RATE else value


def text(seen: Seen) -> Value:
    """A text cell: as shown, blanks around it taken off; an error value stays one."""
    if isinstance(seen.value, ErrorText):
        return seen.value
    return seen.text.strip() or None
