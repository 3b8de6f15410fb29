"""The money and the result a report states, against its form."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perf_xlsx.form.money import funds_of, money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.units import in_yuan
from perf_xlsx.narrative.difference import Difference, honest
from perf_xlsx.narrative.facts import ReportFacts, Side
from perf_xlsx.narrative.figures import Fact
from perf_xlsx.narrative.results import GRADES
from perf_xlsx.numbers import excel_round, percent, plain

TOTAL, GRADE = Place("total", "", "score"), Place("total", "", "grade")
RATE = Place("funds", "total", "execution_rate")
_AMOUNTS = {
    "initial_budget": ("initial_budget",),
    "annual_budget": ("annual_budget",),
    "budget": ("annual_budget", "initial_budget"),
    "spending": ("annual_spending",),
}
_LABELS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "annual_spending": "全年执行数"}
_RATE_PLACES = 4


def funds_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """Amounts and execution rates that are none of the form's."""
    form, funds = side.form, funds_of(side.form)
    unit = money_unit_of(form)
    for fact in facts.amounts:
        columns = [column for column in _AMOUNTS.get(fact.slot, ()) if getattr(funds, column) is not None]
        values: list[Decimal] = [getattr(funds, column) for column in columns]
        scale = in_yuan(unit, facts.judgement)
        if values and not any(honest(fact, value, scale) for value in values):
            place = Place("funds", "total", columns[0])
            says = f"{side.cell(place)}的{_LABELS[columns[0]]}是“{plain(values[0])}{unit}”"
            yield Difference(fact.place, fact.told, says, plain(fact.value / scale), plain(values[0]))
    rates = [value for value in (form.value(RATE), funds.rate) if isinstance(value, Decimal)]
    for fact in facts.rates:
        if fact.slot == "execution" and rates and not any(fact.agrees(rate) for rate in rates):
            stated = percent(excel_round(rates[0], _RATE_PLACES))
            says = f"{side.cell(RATE)}的执行率是“{stated}”"
            yield Difference(fact.place, fact.told, says, plain(fact.value), plain(rates[0]))


def result_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """Total scores and grades that are not the form's."""
    form = side.form
    totals = totals_of(side)
    for fact in facts.scores:
        if totals and not any(_scored(fact, total) for total in totals):
            says = f"{side.cell(TOTAL)}的总分是“{plain(totals[0])}”"
            yield Difference(fact.place, fact.told, says, plain(fact.value), plain(totals[0]))
    word = form.value(GRADE) or form.computed(GRADE)
    key = GRADES.get(word.strip()) if isinstance(word, str) else None
    for grade in facts.grades:
        if key is not None and grade.key != key:
            yield Difference(grade.place, grade.told, f"{side.called}的等级是“{word}”", grade.word, str(word))


def totals_of(side: Side) -> list[Decimal]:
    """The total as it stands on a form and as its scores add up; a form whose rows have no scores has none."""
    form = side.form
    found = (form.value(TOTAL), form.computed(TOTAL))
    scored = any(row.score is not None for row in side.rows.values())
    return [value for value in found if isinstance(value, Decimal)] if scored else []


def _scored(fact: Fact, total: Decimal) -> bool:
    """A total to the digits shown, with what a sum of rounded scores may be off."""
    return fact.agrees(total) or replace(fact, step=Decimal(0)).agrees(excel_round(total, 2))


def missing_result(facts: ReportFacts) -> str:
    """The form's total, as words for a report that states none; "" where the form has none either."""
    totals = totals_of(facts.form) if facts.form else []
    return f"{facts.form.cell(TOTAL)}的总分是“{plain(totals[0])}”" if facts.form and totals else ""
