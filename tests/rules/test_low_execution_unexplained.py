"""S04: a rate below 90 % without a reason."""

import pytest
from tools import COST, Changes, check_clean, check_finds, typed

RATE = "funds.total.execution_rate"
LOW: Changes = {"funds.appropriation.annual_spending": "89.99"}
REASON = "funds.total.deviation_explanation"


def test_from_ninety_percent_on_nothing_is_owed() -> None:
    """Exactly 90 % is enough."""
    check_clean(typed({"funds.appropriation.annual_spending": 90}), "S04")


def test_below_a_reason_is_asked_for() -> None:
    """89.99 % without a word."""
    check_finds(typed(LOW), "S04", RATE, severity="warning")


@pytest.mark.parametrize(
    ("reason", "enough"), [("尾款下年支付", True), ("尾款下年付", False), ("/", False), ("无", False)]
)
def test_a_reason_of_substance(reason: str, enough: bool) -> None:
    """Six signs are one, five are not, marks are not."""
    form = typed({**LOW, REASON: reason})
    if enough:
        check_clean(form, "S04")
    else:
        check_finds(form, "S04", RATE, severity="warning")


def test_a_reason_in_the_cost_row_is_noted() -> None:
    """The cost stayed below its target and the row says why: worth a word, no question."""
    explained = {f"indicators.{COST}.deviation_explanation": "教材集中采购，单价下降"}
    check_finds(typed({**LOW, **explained}), "S04", RATE, severity="info")
    check_finds(typed({**LOW, **explained, REASON: "/"}), "S04", RATE, severity="info")
    elsewhere = {"indicators.1.deviation_explanation": "教材集中采购，单价下降"}
    check_finds(typed({**LOW, **elsewhere}), "S04", RATE, severity="warning")
    check_finds(typed({**LOW, **explained, f"indicators.{COST}.actual": 10}), "S04", RATE, severity="warning")
