"""What values mean to a formula: the agreement with Excel, one small function a sentence of it.

Written in architecture.md section 3; held by tests/test_law.py against a spreadsheet program's own calculation.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal, DecimalException

from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.numbers import COMPARED_PLACES, ErrorText, Value, excel_round, plain

ZERO = Decimal(0)
ERROR_WORD = "#N/A"
LARGEST_EXPONENT = 307
JOINED_PLACES = 4
JOINED_LIMIT = Decimal(10**11)


class NotComputableError(Exception):
    """A word stands where a number is needed, or a number is past all bounds."""


def number_of(value: Value) -> Decimal:
    """A cell as a number: blank is 0, a word is not computable."""
    if isinstance(value, Decimal):
        return value
    if word_of(value):
        raise NotComputableError
    return ZERO


def word_of(value: Value) -> str | None:
    """A cell as a word, without blanks; None for a number, which equals no word."""
    if value is None:
        return ""
    if isinstance(value, ErrorText):
        return ERROR_WORD
    return strip_blanks(value) if isinstance(value, str) else None


def same_word(left: Value, right: Value) -> bool:
    """Two words are the same, case too; a number is no word."""
    word = word_of(left)
    return word is not None and word == word_of(right)


def chosen_by(word: Value, criterion: Value) -> bool:
    """SUMIF chooses a word whatever its case, as spreadsheets do; by a blank or a number it chooses nothing."""
    wanted, found = word_of(criterion), word_of(word)
    return bool(wanted and found) and str(wanted).lower() == str(found).lower()


def text_length(value: Value) -> int:
    """Count a text as spreadsheets do, in UTF-16 units, blanks left out: a rare character counts twice."""
    text = plain(value) if isinstance(value, Decimal) else word_of(value) or ""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def joined(values: Sequence[Value]) -> str:
    """Values as one text: numbers to four decimals, those past what every program writes alike left out."""
    return "".join(_written(value) for value in values)


def _written(value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(excel_round(value, JOINED_PLACES)) if abs(value) < JOINED_LIMIT else ""
    return word_of(value) or ""


def is_filled(value: Value) -> bool:
    """Something other than blanks stands there."""
    return word_of(value) != ""


def is_number(value: Value) -> bool:
    """A number stands there."""
    return isinstance(value, Decimal)


def is_placeholder(value: Value) -> bool:
    """Nothing stands there, or a mark for "not applicable"."""
    word = word_of(value)
    return word is not None and (not word or word in PLACEHOLDERS)


def is_explanation(value: Value, least: int) -> bool:
    """A reason of substance: `least` characters or more, and no mark for "not applicable"."""
    return text_length(value) >= least and word_of(value) not in PLACEHOLDERS


def agrees(declared: Decimal, exact: Decimal, least: int, most: int) -> bool:
    """`declared` is `exact` rounded half up to the decimals it is shown with, `least` to `most` of them."""
    shown = excel_round(declared, most)
    return any(excel_round(exact, places) == shown for places in range(least, most + 1))


def numbers_among(values: Sequence[Value]) -> list[Decimal]:
    """The numbers among values; blanks and words are skipped."""
    return [value for value in values if isinstance(value, Decimal)]


def arithmetic(sign: str, left: Decimal, right: Decimal) -> Decimal:
    """One of + - * /; a result no spreadsheet can hold is not computable."""
    try:
        result = OPERATIONS[sign](left, right)
    except DecimalException:
        raise NotComputableError from None
    if result.adjusted() > LARGEST_EXPONENT:
        raise NotComputableError
    return result


def compare(sign: str, left: Decimal, right: Decimal) -> bool:
    """Compare two numbers, each rounded to six places."""
    if left == right:  # as most of what is compared is: what is the same stays the same when it is rounded
        return sign in REFLEXIVE
    return COMPARISONS[sign](excel_round(left, COMPARED_PLACES), excel_round(right, COMPARED_PLACES))


OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": Decimal.__add__,
    "-": Decimal.__sub__,
    "*": Decimal.__mul__,
    "/": Decimal.__truediv__,
}
REFLEXIVE = frozenset({"=", "<=", ">="})
COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
    "<": Decimal.__lt__,
    "<=": Decimal.__le__,
    ">": Decimal.__gt__,
    ">=": Decimal.__ge__,
}
