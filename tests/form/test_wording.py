"""Rates in messages: as people write them, other words as they stand."""

from decimal import Decimal

import pytest
from tools import catalog

from perf_xlsx.form.wording import bare_in_percent, rate_in_percent

FUNDS = catalog().get("national/2020/project_self_evaluation").block("funds")


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("0.8", "0.8", "80%"),
        ("0.590932642487047", "0.590932642487047", "59.09%"),
        ("59.0932642487047", "0.590932642487047", "59.09%"),
        ("59.0932642487047%", "0.590932642487047", "59.09%"),
        ("80", "0.8", "80%"),
        ("1.2", "1.2", "120%"),
        ("59.10%", "0.591", "59.10%"),
        ("约95%", "0.95", "约95%"),
        ("≥95.125%", "0.95125", "≥95.125%"),
        ("95％", "0.95", "95％"),
    ],
)
def test_a_rate(text: str, value: str, shown: str) -> None:
    """Bare numbers and unrounded ones alone are written anew."""
    assert bare_in_percent(text, Decimal(value)) == shown


@pytest.mark.parametrize(("key", "shown"), [("execution_rate", "80%"), ("score", "0.8"), ("annual_budget", "0.8")])
def test_what_is_no_rate_stays(key: str, shown: str) -> None:
    """Points and amounts are told as they stand."""
    column = FUNDS.column(key) if FUNDS else None
    assert rate_in_percent("0.8", Decimal("0.8"), column, None) == shown
    assert rate_in_percent("八成", "八成", column, None) == "八成"
