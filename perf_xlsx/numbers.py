"""Decimals in and out: what a cell holds, Excel's ROUND, and how a number is written."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
EXACT = Context(prec=50, rounding=ROUND_HALF_UP)
LARGEST_EXPONENT = 300
MOST_DIGITS = 30
COMPARED_PLACES = 6
SHORT = 40
"""Signs of a number that loses no digit when it is written."""


class ErrorText(str):
    """An error value of a cell (#REF!, #DIV/0! …): a word to every formula, never a number."""

    __slots__ = ()


class PastReckoning(ErrorText):
    """A number so large or so small that nothing is computed with it; a spreadsheet program may have done so."""

    __slots__ = ()


Value = Decimal | str | None


def decimal_of(text: str) -> Decimal | None:
    """Read a number as a cell stores it, to the 15 digits a spreadsheet keeps; None when it is no finite number."""
    short = text.__class__ is str and len(text) <= LONGEST_REMEMBERED
    return (_decimal_of if short else _decimal_of.__wrapped__)(text)


# The same few numbers stand in form after form.
LONGEST_REMEMBERED = 20


@lru_cache(maxsize=1024)
def _decimal_of(text: str) -> Decimal | None:
    try:
        value = SIGNIFICANT.create_decimal(text)
    except ArithmeticError:  # no number, or an exponent past what Decimal itself can hold
        return None
    return value if value.is_finite() and abs(value.adjusted()) < LARGEST_EXPONENT else None


@lru_cache(maxsize=1024)
def excel_round(value: Decimal, places: int) -> Decimal:
    """Round as Excel's ROUND does: half away from zero, on the 15 digits it keeps.

    Measured: workbook.md section 3, agreement of three spreadsheet programs. Remembered, as the same few constants,
    points and scores are compared over and over.
    """
    kept = SIGNIFICANT.plus(value)
    if kept.adjusted() + places > MOST_DIGITS:
        return kept
    return EXACT.quantize(kept, _QUANTA[places] if 0 <= places < len(_QUANTA) else Decimal(1).scaleb(-places))


_QUANTA = tuple(Decimal(1).scaleb(-places) for places in range(10))


def same_number(left: Decimal, right: Decimal) -> bool:
    """Tell whether two numbers are equal to six places, the way every comparison of an audit formula is made."""
    return left == right or excel_round(left, COMPARED_PLACES) == excel_round(right, COMPARED_PLACES)


def plain(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros: 7.60 is 7.6, 1E+2 is 100."""
    text = str(value)
    if len(text) > SHORT or "E" in text:
        text = format(value.normalize(EXACT), "f")
    elif "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: Decimal) -> str:
    """Write a rate of 0–1 as a percentage: 0.7595 is 75.95%."""
    return plain(value * 100) + "%"
