"""A06: the rate written against spending over budget, at the digits shown."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds, typed

from perf_xlsx.check.engine import check_form

RATE = "funds.total.execution_rate"
REAL: dict[str, Plain] = {"funds.total.annual_budget": "1060.58", "funds.total.annual_spending": "805.51"}  # 75.94995…%


@pytest.mark.parametrize("rate", ["0.76", "0.759", "0.7595", "0.759500", None, "—"])
def test_a_rounded_rate_is_silent(rate: Plain) -> None:
    """Rounded half up to whole percents or finer; blanks and dashes are no rate."""
    check_clean(by_hand({**REAL, RATE: rate}), "A06")


@pytest.mark.parametrize("rate", ["0.75", "0.8", "0.7594", "0.759499", "0.77", 76])
def test_any_other_rate_is_found(rate: Plain) -> None:
    """Cut off instead of rounded, coarser than a percent, the wrong denominator, 76 for 76 %."""
    check_finds(by_hand({**REAL, RATE: rate}), "A06", RATE)


def test_no_budget_no_rate() -> None:
    """Without a budget there is no rate to compare with."""
    check_clean(by_hand({"funds.total.annual_budget": 0, "funds.appropriation.annual_budget": 0, RATE: 1}), "A06")
    check_clean(by_hand({"funds.total.annual_budget": None, RATE: 1}), "A06")
    check_clean(typed(), "A06")


def test_a_total_of_nothing_over_sources() -> None:
    """A total row of zeros over sources with money: the rate is that of the sources, and 0 is wrong."""
    zeros: dict[str, Plain] = {"funds.total.annual_budget": 0, "funds.total.annual_spending": 0}
    check_finds(by_hand({**zeros, RATE: 0}), "A06", RATE)
    check_clean(by_hand({**zeros, RATE: "0.95"}), "A06")


@pytest.mark.parametrize(("rate", "over_initial"), [("0.5", True), ("0.6", False)])
def test_the_wrong_denominator_is_named(rate: Plain, over_initial: bool) -> None:
    """40 of 80 is 50 % of 年初预算 and 40 % of 全年预算 100: the message says so, and only then."""
    money: dict[str, Plain] = {"funds.total.initial_budget": 80, "funds.total.annual_spending": 40}
    [one] = [one for one in check_form(by_hand({**money, RATE: rate}), "1.xlsx").findings if one.rule == "A06"]
    assert one.expected == "0.4"
    assert ("似以年初预算为分母" in one.message) is over_initial
