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
    if value.__class__ is str:
        return strip_blanks(value)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return None
    return ERROR_WORD if isinstance(value, ErrorText) else strip_blanks(str(value))


def same_word(left: Value, right: Value) -> bool:
    """Two words are the same, case too; a number is no word."""
    word = word_of(left)
    return word is not None and word == word_of(right)


def is_word(value: Value, word: str) -> bool:
    """As `same_word`, for a word that has no blanks."""
    if value.__class__ is str and value:
        return value == word or (not value.isalnum() and strip_blanks(value) == word)
    return word_of(value) == word


def chosen_by(word: Value, criterion: Value) -> bool:
    """SUMIF chooses a word whatever its case, as spreadsheets do; by a blank or a number it chooses nothing."""
    wanted, found = word_of(criterion), word_of(word)
    return bool(wanted and found) and (wanted == found or str(wanted).lower() == str(found).lower())


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
    return value is not None and (value.__class__ is Decimal or word_of(value) != "")


def is_placeholder(value: Value) -> bool:
    """Nothing stands there, or a mark for "not applicable"."""
    if value is None or value.__class__ is Decimal:
        return value is None
    word = word_of(value)
    return not word or word in PLACEHOLDERS


def is_explanation(value: Value, least: int) -> bool:
    """A reason of substance: `least` characters or more, and no mark for "not applicable"."""
    return value is not None and text_length(value) >= least and word_of(value) not in PLACEHOLDERS


def agrees(declared: Decimal, exact: Decimal, least: int, most: int) -> bool:
    """`declared` is `exact` rounded half up to the decimals it is shown with, `least` to `most` of them."""
    shown = excel_round(declared, most)
    return excel_round(exact, most) == shown or any(excel_round(exact, one) == shown for one in range(least, most))


def numbers_among(values: Sequence[Value]) -> list[Decimal]:
    """The numbers among values; blanks and words are skipped."""
    return [value for value in values if isinstance(value, Decimal)]


def total_of(values: Sequence[Value]) -> Decimal:
    """SUM of values."""
    return sum(numbers_among(values), ZERO)


def smallest(values: Sequence[Value]) -> Decimal:
    """MIN of values, 0 of none."""
    return min(numbers_among(values), default=ZERO)


def largest(values: Sequence[Value]) -> Decimal:
    """MAX of values, 0 of none."""
    return max(numbers_among(values), default=ZERO)


def chosen_sum(words: Sequence[Value], criterion: Value, amounts: Sequence[Value]) -> Decimal:
    """SUMIF: the sum of the numbers beside the words that are chosen."""
    if not word_of(criterion):
        return ZERO
    pairs = zip(words, amounts, strict=True)
    return sum([amount for word, amount in pairs if isinstance(amount, Decimal) and chosen_by(word, criterion)], ZERO)


Operation = Callable[[Decimal, Decimal], Decimal]
Comparison = Callable[[Decimal, Decimal], bool]


def _guarded(operation: Operation) -> Operation:
    """An operation whose result, where no spreadsheet can hold it, is not computable."""

    def run(left: Decimal, right: Decimal) -> Decimal:
        try:
            result = operation(left, right)
        except DecimalException:
            raise NotComputableError from None
        if result.adjusted() > LARGEST_EXPONENT:
            raise NotComputableError
        return result

    return run


def _rounded(comparison: Comparison) -> Comparison:
    """A comparison of two numbers, each rounded to six places."""

    def run(left: Decimal, right: Decimal) -> bool:
        return comparison(excel_round(left, COMPARED_PLACES), excel_round(right, COMPARED_PLACES))

    return run


ARITHMETIC: dict[str, Operation] = {
    "+": _guarded(Decimal.__add__),
    "-": _guarded(Decimal.__sub__),
    "*": _guarded(Decimal.__mul__),
    "/": _guarded(Decimal.__truediv__),
}
COMPARISONS: dict[str, Comparison] = {
    "=": _rounded(Decimal.__eq__),
    "<>": _rounded(Decimal.__ne__),
    "<": _rounded(Decimal.__lt__),
    "<=": _rounded(Decimal.__le__),
    ">": _rounded(Decimal.__gt__),
    ">=": _rounded(Decimal.__ge__),
}
