"""Money as rules compare it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from consistent import form_of
from tools import typed

from perf_xlsx.form.as_found import AsFound
from perf_xlsx.form.money import Funds, costs_of, funds_of, money_unit_of


def test_the_total_row_as_typed() -> None:
    """Three amounts and their rate."""
    funds = funds_of(form_of("", {"funds.total.annual_spending": "59.09"}))
    assert funds == Funds(Decimal(100), Decimal(100), Decimal("59.09"))
    assert funds.rate == Decimal("0.5909")


def test_a_total_left_at_zero_is_the_sum_of_its_sources() -> None:
    """0/0/0 above 90/89.974/89.974 (A04 tells the fault)."""
    changes = {f"funds.total.{key}": 0 for key in ("initial_budget", "annual_budget", "annual_spending")}
    changes |= {"funds.appropriation.initial_budget": 90, "funds.appropriation.annual_budget": 80}
    funds = funds_of(form_of("", changes))
    assert funds == Funds(Decimal(90), Decimal(80), Decimal(0))


@pytest.mark.parametrize("budget", [0, None, -1])
def test_no_rate_without_a_budget(budget: int | None) -> None:
    """Nothing is divided by nothing."""
    assert funds_of(form_of("", {"funds.total.annual_budget": budget})).rate is None


@pytest.mark.parametrize(
    ("row", "amounts"),
    [
        ("| 成本 | 制作费 | ≤30万元 | 28万元 |", (30, 28, True)),
        ("| 成本 | 制作费（元） | 300000 | 28万元 |", (30, 28, True)),
        ("| 成本 | 制作费 | 115.8 | 68.43 |", (Decimal("115.8"), Decimal("68.43"), False)),
        ("| 成本 | 制作费 | 30万元 | 完成 |", (30, None, True)),
    ],
)
def test_cost_rows_in_the_forms_unit(row: str, amounts: tuple[object, object, bool]) -> None:
    """万元 whatever the cell says, the bare number taken as it is."""
    (cost,) = costs_of(form_of(row))
    assert (cost.target, cost.actual, cost.stated) == amounts


@pytest.mark.parametrize(
    "row",
    [
        "| 成本 | 人均成本 | 500元 | 480元 |",
        "| 成本 | 成本控制率 | 100% | 96% |",
        "| 成本 | 培训费 | ≤500元/人 | 480元/人 |",
        "| 成本 | 业务成本 | 符合规定 | 符合 |",
        "| 数量 | 投资 | 30万元 | 28万元 |",
    ],
)
def test_rows_that_are_no_amounts(row: str) -> None:
    """For one of something, a rate, a price, words, another class."""
    assert costs_of(form_of(row)) == []


def test_unit_of_the_funds_block() -> None:
    """As the template's label prints it, or a hand-made form of its own."""
    assert money_unit_of(typed()) == "万元"
    assert money_unit_of(replace(form_of(""), found=AsFound(money_unit="元"))) == "元"
