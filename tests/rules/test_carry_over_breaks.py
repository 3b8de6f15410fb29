"""B07: this year's 上年结转 against what last year left."""

from decimal import Decimal

import pytest
from tiny_returns import batch, by_hand, messages, one, reason
from tools import filled, project, typed

from perf_xlsx.form.extracted import extract_of
from perf_xlsx.rules.carry_over_breaks import carry_over_breaks


def pair(left: str, carried: str | None) -> list[str]:
    """What is said of a project that left so much and carried so much."""
    now = one(carried=None if carried is None else Decimal(carried))
    return messages(carry_over_breaks, batch(now, previous=[one(file="旧.xlsx", fiscal_year=2019, left=Decimal(left))]))


@pytest.mark.parametrize(("left", "carried"), [("5", "5"), ("5.004", "5"), ("-3", "0"), ("5", None)])
def test_years_that_join(left: str, carried: str | None) -> None:
    """Equal to the hundredth; overspending carries nothing; a form without the row is not asked."""
    assert pair(left, carried) == []


def test_years_that_do_not_join() -> None:
    """Both amounts and both files are named."""
    [message] = pair("5", "8")
    assert message == "“项目P1”（P1）的上年结转资金为8万元（P1.xlsx），上年的全年预算数减全年执行数为5万元（旧.xlsx）"
    assert len(pair("5", "5.01")) == 1


def test_a_hand_made_form_of_last_year() -> None:
    """It is found by name and department."""
    last = by_hand("项目P1", left=Decimal(5))
    assert len(messages(carry_over_breaks, batch(one(carried=Decimal(8)), previous=[last]))) == 1


def test_what_a_form_remembers() -> None:
    """100 less 95 is left; a carry-over row left blank is 0, in a form without any funds it is unknown."""
    assert extract_of(filled()).left == 5
    assert extract_of(filled()).carried == 0
    assert extract_of(typed({"funds.carryover.annual_budget": 7})).carried == 7
    assert extract_of(filled(project(), {})).carried is None


def test_without_last_year() -> None:
    """Nothing to compare with."""
    assert reason(carry_over_breaks, batch(one())) == "没有给上年的表（--previous）"
