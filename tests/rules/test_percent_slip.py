"""A27: a rate typed a hundredfold or at a hundredth of what was meant."""

import pytest
from tools import QUALITY, QUANTITY, check_clean, check_finds, typed

RATE = f"indicators.{QUALITY}.actual"  # target ≥95%


@pytest.mark.parametrize("value", ["95", "0.0095", "47.5", "0.019"])
def test_fifty_times_or_a_fiftieth_is_a_slip(value: str) -> None:
    """9500 %, 0.95 %, and the boundary itself: 50 times 95 %, a fiftieth of it."""
    check_finds(typed({RATE: value}), "A27", RATE)


@pytest.mark.parametrize("value", ["47.49", "0.0191", "0", "-0.001", "1.5", "约95"])
def test_less_is_none(value: str) -> None:
    """Just inside the boundary, nothing at all, a fall, an ordinary surplus, a word."""
    check_clean(typed({RATE: value}), "A27")


def test_a_reason_says_that_it_is_meant() -> None:
    """An honest rate that far off is explained in the row."""
    check_clean(typed({RATE: "0.0095", f"indicators.{QUALITY}.deviation_explanation": "当年仅试点一所学校"}), "A27")


def test_a_completion_rate_is_none() -> None:
    """100 % against a growth of ≥2 % is the wrong sort of rate, and S08's to ask about."""
    given = {f"indicators.{QUALITY}.{key}": one for key, one in {"target": "≥2%", "target_number": "0.02"}.items()}
    check_clean(typed({RATE: 1}, given=given), "A27")


def test_numbers_that_are_no_rates_may_be_far_off() -> None:
    """5,000 persons instead of 50 is a large surplus, and S08's."""
    check_clean(typed({f"indicators.{QUANTITY}.actual": 5000}), "A27")


@pytest.mark.parametrize(("value", "slip"), [("0.001", False), ("10", True), ("9.99", False)])
def test_low_is_good_where_less_is_better(value: str, *, slip: bool) -> None:
    """A failure rate of 0.1 % against ≤5 % is a success; 1000 %, from where on nothing is believed, is a slip."""
    given = {f"indicators.{QUALITY}.{key}": one for key, one in LOWER.items()}
    form = typed({RATE: value}, given=given)
    if slip:
        check_finds(form, "A27", RATE)
    else:
        check_clean(form, "A27")


LOWER = {"target": "≤5%", "comparator": "≤", "target_number": "0.05", "direction": "lower"}
