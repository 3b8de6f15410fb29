"""C09: money not paid out, scored as a saving."""

import pytest
from consistent import form_of, message, told
from tools import check_finds, typed

from perf_xlsx.rules.unpaid_as_saving import unpaid_as_saving

ACTUAL, SPENT = "indicators.1.actual", "funds.total.annual_spending"


@pytest.mark.parametrize(
    ("row", "spent"),
    [
        ("| 成本 | 宣传成本 | 100万元 | 79万元 | 5 | 5 | / |", 100),
        ("| 成本 | 宣传成本 | 100万元 | 79万元 | 5 | 5 | / |", "99.5"),
        ("| 成本 | 宣传成本 | 100万元 | 90.01万元 | 5 | 5 | / |", 76),
        ("| 成本 | 宣传成本 | 100万元 | 79万元 | 5 | 5 | 公开招标节约21万元 |", 79),
        ("| 成本 | 控制经费成本 | 115.8 | 68.43 | 10 | 5.9 | |", 59),
        ("| 成本 | 制作费 | 200万 | 150万元 | | 10 | |", 75),
        ("| 成本 | 成本控制率 | 100% | 80% | 5 | 5 | |", 80),
        ("| 时效 | 资金支付率 | 100% | 86% | 5 | 4 | |", 86),
        ("| 时效 | 工程完成率 | 100% | 100% | 5 | 5 | |", 86),
    ],
)
def test_silent(row: str, spent: object) -> None:
    """All spent, a small saving, a reason, points taken off, no points on the form, a rate, another rate."""
    assert told(unpaid_as_saving, form_of(row, {SPENT: str(spent)})) == []


@pytest.mark.parametrize("amount", ["90万元", "79万元", "0"])
def test_a_tenth_saved_without_a_word(amount: str) -> None:
    """Exactly a tenth below the target is the boundary."""
    form = form_of(f"| 成本 | 宣传成本 | 100万元 | {amount} | 5 | 5 | / |", {SPENT: 79})
    assert told(unpaid_as_saving, form) == [(ACTUAL, "warning")]


def test_nothing_spent_has_one_cause() -> None:
    """S19 asks about the scores of a form with nothing spent; a payment of 100 % contradicts it and is told still."""
    cost = "| 成本 | 宣传成本 | 100万元 | 0万元 | 5 | 5 | / |"
    assert told(unpaid_as_saving, form_of(cost, {SPENT: "0.01"})) == [(ACTUAL, "warning")]
    form = form_of(cost, {SPENT: 0})
    assert told(unpaid_as_saving, form) == []
    check_finds(form, "S19", SPENT, severity="warning")
    paid = form_of("| 时效 | 11月底前完成资金支付 | 100% | 100% | 8 | 8 | |", {SPENT: 0})
    assert told(unpaid_as_saving, paid) == [(ACTUAL, "warning")]


def test_all_paid_says_the_row_and_not_the_funds() -> None:
    """Payment of 100 % beside 86.5 % of the money."""
    form = form_of("| 时效 | 11月底前完成资金支付 | 100% | 100% | 8 | 8 | |", {SPENT: "86.5"})
    assert message(unpaid_as_saving, form) == ("“11月底前完成资金支付”完成值100%，资金栏的执行率只有86.5%，请核对")


def test_what_was_typed_into_an_issued_form() -> None:
    """The score is computed there, the actual value and the missing reason are the filler's."""
    changes = {"indicators.4.actual": 9, "funds.appropriation.annual_spending": 80}
    assert told(unpaid_as_saving, typed(changes)) == [("indicators.4.actual", "warning")]
    assert told(unpaid_as_saving, typed({**changes, "indicators.4.actual": "9.5"})) == []
