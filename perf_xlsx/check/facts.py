"""What a report says of a form besides findings: whose it is, its execution rate and its scores."""

from dataclasses import replace
from decimal import Decimal

from perf_xlsx.check.declared import JSON_PLACES
from perf_xlsx.finding import CellRead, FormReport, Funds, RuleLog, Score
from perf_xlsx.form.extracted import extract_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value, excel_round, plain

TOTAL, GRADE = Place("total", "", "score"), Place("total", "", "grade")
AMOUNTS = ("initial_budget", "annual_budget", "annual_spending")
RATE = Place("funds", "total", "execution_rate")


def about(form: FilledForm) -> FormReport:
    """A report without file, findings and rules."""
    declared = form.stored[TOTAL][0] if TOTAL in form.stored else form.value(TOTAL)
    rate = form.computed(RATE)
    return FormReport(
        file="",
        findings=(),
        rules=RuleLog(),
        template=form.template.id,
        issued=form.issued,
        fiscal_year=form.fiscal_year,
        project_code=form.project_code or None,
        project_name=_header(form, "project_name"),
        supervising_department=_header(form, "supervising_department"),
        implementing_unit=_header(form, "implementing_unit"),
        execution_rate=plain(excel_round(rate, JSON_PLACES)) if isinstance(rate, Decimal) else None,
        assumptions=form.found.assumptions,
        reading=tuple(CellRead(one.address, one.text, str(one.place or ""), one.reason) for one in form.found.cells),
        score=Score(_number(declared), _number(form.computed(TOTAL)), _number(_by_policy(form)), _grade(form)),
        funds=_funds(form),
        extract=extract_of(form),
    )


def _funds(form: FilledForm) -> Funds:
    """The amounts of the total row; a blank or a word there is no amount."""
    block = form.template.block("funds")
    unit = next((unit for unit in ("万元", "亿元", "元") if block is not None and unit in block.label), "万元")
    initial, annual, spending = (_number(form.value(Place("funds", "total", column))) for column in AMOUNTS)
    return Funds(initial, annual, spending, unit)


def _by_policy(form: FilledForm) -> Value:
    """The total without the scores that were adjusted by hand, where the policy suggests one.

    None for a form that prints no weights: nothing follows from them then.
    """
    if Place("indicators", next(iter(form.indicator_rows), ""), "points") in form.absent:
        return None
    plainly = form.by_policy()
    block = form.template.indicators
    by_hand = {row: Place(block.key, row, "adjusted_score") for row in form.indicator_rows} if block else {}
    adjusted = [
        place
        for row, place in by_hand.items()
        if block is not None
        and plainly.declared.get(place) is not None
        and isinstance(plainly.value(Place(block.key, row, "suggested_score")), Decimal)
    ]
    if not adjusted:
        return plainly.value(TOTAL)
    inputs = {place: value for place, value in plainly.declared.items() if place not in set(adjusted)}
    return replace(plainly, declared=inputs, memory={}).value(TOTAL)


def _grade(form: FilledForm) -> str | None:
    """The key of the grade (excellent, good, fair, poor)."""
    word = form.value(GRADE) or form.computed(GRADE)
    words = form.template.policy.get("grade_words", {})
    return next((key for key, text in words.items() if text == word), None)


def _header(form: FilledForm, column: str) -> str | None:
    value = form.value(Place("header", "", column))
    return plain(value) if isinstance(value, Decimal) else value


def _number(value: Value) -> str | None:
    return plain(value) if isinstance(value, Decimal) else None
