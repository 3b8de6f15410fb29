"""What single values mean: the small functions both the evaluator and the writer of mirrors stand on."""

from decimal import Decimal

import pytest

from perf_xlsx.expr.meaning import (
    ARITHMETIC,
    COMPARISONS,
    ERROR_WORD,
    NotComputableError,
    agrees,
    chosen_by,
    is_explanation,
    is_placeholder,
    number_of,
    numbers_among,
    same_word,
    text_length,
    word_of,
)
from perf_xlsx.numbers import ErrorText, Value


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (None, ""),
        ("", ""),
        (" 无\u3000", "无"),
        ("甲 乙\n丙", "甲乙丙"),
        ("\u200b", "\u200b"),
        (Decimal(5), None),
        (ErrorText("#DIV/0!"), ERROR_WORD),
    ],
)
def test_a_cell_as_a_word(value: Value, word: str | None) -> None:
    """Six blanks count as nothing, a number is no word, every error value is the same word."""
    assert word_of(value) == word


def test_a_cell_as_a_number() -> None:
    """Nothing and blanks are 0, a number itself, a word cannot be computed with."""
    assert number_of(None) == number_of("\u3000") == 0
    assert number_of(Decimal("-1.5")) == Decimal("-1.5")
    with pytest.raises(NotComputableError):
        number_of("0")


@pytest.mark.parametrize(
    ("value", "length"),
    [(None, 0), (" 甲 乙 ", 2), ("\U0001f600a", 3), (Decimal("7.50"), 3), ("\ud800", 1), (ErrorText("#REF!"), 4)],
)
def test_length_is_counted_in_utf16(value: Value, length: int) -> None:
    """As Excel's LEN counts; half a pair, which a damaged file may hold, is one."""
    assert text_length(value) == length


def test_words_and_numbers_do_not_mix() -> None:
    """A number is the same as no word and chosen by no word."""
    assert same_word(" a", "a\n")
    assert not same_word("a", "A")
    assert not same_word(Decimal(1), Decimal(1))
    assert same_word(None, "")
    assert chosen_by("A b", "ab")
    assert not chosen_by(None, None)
    assert not chosen_by(Decimal(1), Decimal(1))


def test_a_mark_is_no_reason_however_short_reasons_may_be() -> None:
    """不适用 has three signs and says nothing."""
    assert not is_explanation("不适用", 3)
    assert is_explanation("下雨了", 3)


def test_a_number_is_no_placeholder() -> None:
    """0 typed by a filler is an answer."""
    assert not is_placeholder(Decimal(0))
    assert not is_placeholder(ErrorText("#N/A"))


@pytest.mark.parametrize(
    ("declared", "exact", "result"),
    [("0.759512", "0.7595123", True), ("0.76", "0.7595", True), ("0.759", "0.7595", False), ("0.7595", "0.7595", True)],
)
def test_agreement_in_digits(declared: str, exact: str, result: bool) -> None:
    """Rounded half up, not cut off."""
    assert agrees(Decimal(declared), Decimal(exact), 2, 6) is result


@pytest.mark.parametrize(("left", "right"), [("1E+300", "1E+300"), ("1", "0"), ("0", "0")])
def test_no_result_is_not_computable(left: str, right: str) -> None:
    """A quotient or product no spreadsheet can hold."""
    sign = "*" if right != "0" else "/"
    with pytest.raises(NotComputableError):
        ARITHMETIC[sign](Decimal(left), Decimal(right))


def test_comparisons_take_huge_and_tiny_numbers() -> None:
    """Rounding to six places never fails."""
    assert COMPARISONS["<"](Decimal("1E-200"), Decimal("1E+200"))
    assert COMPARISONS["="](Decimal("1E-200"), Decimal(0))
    assert COMPARISONS[">"](Decimal("1E+299"), Decimal("9E+298"))


def test_only_numbers_are_aggregated() -> None:
    """Blanks, words and error values are left out."""
    assert numbers_among([None, "5", Decimal(5), ErrorText("#N/A"), Decimal(0)]) == [5, 0]
