"""A16: words where the issued workbook asks for a number."""

from dataclasses import replace

import pytest
from byhand import found, said
from tools import at, by_hand, check_clean, check_finds, typed

from perf_xlsx.form.as_found import AsFound
from perf_xlsx.numbers import ErrorText
from perf_xlsx.rules.not_a_number import not_a_number

INPUTS = [
    "indicators.1.actual", "indicators.1.adjusted_score",
    "funds.appropriation.initial_budget", "funds.other.annual_budget", "funds.carryover.annual_spending",
]  # fmt: skip


@pytest.mark.parametrize("address", INPUTS)
@pytest.mark.parametrize("text", ["约70", "68.43万元", "７０", "/", "1,000"])
def test_words_are_found(address: str, text: str) -> None:
    """A unit, a thousands sign, full-width digits, a mark: found at that cell alone."""
    check_finds(typed({address: text}), "A16", address)


@pytest.mark.parametrize("address", INPUTS)
def test_numbers_and_blanks_are_silent(address: str) -> None:
    """A number, nothing, or nothing but blanks."""
    for value in (1, 0, None, "\u3000"):
        check_clean(typed({address: value}), "A16")


def test_money_is_not_below_zero_a_growth_may_be() -> None:
    """-1 in a funds cell is found; an indicator may well have gone down."""
    check_finds(typed({"funds.other.annual_spending": -1}), "A16", "funds.other.annual_spending")
    check_clean(typed({"indicators.1.actual": -1}), "A16")


def test_a_qualitative_answer_is_in_words() -> None:
    """Where the target is in words the answer may be."""
    check_clean(typed({"indicators.6.actual": "完成"}), "A16")


def test_a_form_made_by_hand_is_not_asked() -> None:
    """There words are read with their units, and judged by other rules."""
    check_clean(by_hand({"indicators.1.actual": "60人次"}), "A16")
    assert said(not_a_number, by_hand({"indicators.1.actual": "约六十人次"})) == []


@pytest.mark.parametrize("address", ["funds.total.annual_budget", "indicators.1.score", "total.score"])
def test_an_error_value_is_found_on_every_form(address: str) -> None:
    """#REF! is no number and no word, wherever it stands."""
    assert said(not_a_number, by_hand({address: ErrorText("#REF!")})) == [(address, "error")]


def test_numbers_kept_as_text_are_one_note() -> None:
    """A paste from Word: every number is text, and is read all the same."""
    places = frozenset(at(f"indicators.{row}.points") for row in (1, 2, 4))
    [one] = found(not_a_number, replace(by_hand(), found=AsFound(as_text=places)))
    assert (one.place, one.severity) == (None, "info")
    assert "等3格的数字以文本存放" in one.message


def test_an_actual_value_may_be_text() -> None:
    """11次 and 85% are how people write them."""
    places = frozenset(at(f"indicators.{row}.actual") for row in (1, 2, 4))
    assert found(not_a_number, replace(by_hand(), found=AsFound(as_text=places))) == []
