"""The money of a form as rules compare it: budget, spending, what the cost rows say, all in the form's own unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.as_written import as_written
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import bare_name, has_word, unit_in_name
from perf_xlsx.form.once import once
from perf_xlsx.form.place import Place
from perf_xlsx.form.units import in_yuan, is_money, unit_at_start
from perf_xlsx.notation import Kind, Notation
from perf_xlsx.template.judgement import Judgement, judgement_of

COST = "cost"
TOTAL = "total"
_RATIO_LIMIT = 10**9


@dataclass(frozen=True, slots=True)
class Funds:
    """The total row: 年初预算数, 全年预算数, 全年执行数 and the rate of the last two, None where there is none."""

    initial_budget: Decimal | None
    annual_budget: Decimal | None
    annual_spending: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        """全年执行数 ÷ 全年预算数."""
        if self.annual_budget is None or self.annual_spending is None or self.annual_budget <= 0:
            return None
        rate = self.annual_spending / self.annual_budget
        return rate if rate < _RATIO_LIMIT else None


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost row in money, in the form's unit; `stated` when the unit stands somewhere on the row."""

    row: Indicator
    target: Decimal
    actual: Decimal | None
    stated: bool


@once
def funds_of(form: FilledForm) -> Funds:
    """The total row as typed, or the sum of its sources where it was left blank or 0."""
    return Funds(*(_total(form, column) for column in ("initial_budget", "annual_budget", "annual_spending")))


def _total(form: FilledForm, column: str) -> Decimal | None:
    place = Place("funds", TOTAL, column)
    for value in (form.value(place), form.computed(place)):
        if isinstance(value, Decimal) and value:
            return value
    declared = form.value(place)
    return declared if isinstance(declared, Decimal) else None


def is_cost(row: Indicator) -> bool:
    """Whether a row stands under 成本指标, as first level or as second."""
    return COST in {row.level1, row.level2}


@once
def money_unit_of(form: FilledForm) -> str:
    """The unit of the funds block: what a hand-made form prints, else what the template's label says."""
    if form.found.money_unit in judgement_of(form.template).money_units:
        return form.found.money_unit
    block = form.template.block("funds")
    _, _, inside = (block.label if block else "").partition("（")
    return unit_at_start(inside, judgement_of(form.template)) or "万元"


@once
def costs_of(form: FilledForm) -> Sequence[Cost]:
    """The cost rows that are amounts of money; rates, prices and costs for one of something are none."""
    return [cost for row in indicators_of(form) if is_cost(row) and (cost := _cost(form, row)) is not None]


def _cost(form: FilledForm, row: Indicator) -> Cost | None:
    judgement = judgement_of(form.template)
    if has_word(bare_name(row.name), judgement.unit_cost_words):
        return None
    named = unit_in_name(row.name, judgement)
    target = _amount(form, row.target, named, judgement)
    actual = _amount(form, as_written(row), row.target.unit or named, judgement)
    stated = bool(row.target.unit or row.actual.unit or named)
    return Cost(row, target, actual, stated) if target is not None else None


def _amount(form: FilledForm, reading: Notation, otherwise: str, judgement: Judgement) -> Decimal | None:
    """A reading in the form's unit; a bare number is taken in the unit named elsewhere, else in the form's."""
    if reading.kind is not Kind.QUANTITY or reading.number is None:
        return None
    own = money_unit_of(form)
    unit = reading.unit or otherwise or own
    return reading.number * in_yuan(unit, judgement) / in_yuan(own, judgement) if is_money(unit, judgement) else None
