"""What a report says of a form besides findings: whose it is, its execution rate and its scores."""

from dataclasses import replace
from decimal import Decimal

from perf_xlsx.check.declared import JSON_PLACES
from perf_xlsx.extract import CellRead
from perf_xlsx.finding import FormReport, Funds, RuleLog, Score
from perf_xlsx.form.extracted import extract_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.named import name_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value, excel_round, plain

TOTAL, GRADE = Place("total", "", "score"), Place("total", "", "grade")
AMOUNTS = ("initial_budget", "annual_budget", "annual_spending")
RATE, RATE_SCORE, RATE_POINTS = (Place("funds", "total", key) for key in ("execution_rate", "score", "points"))


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
        project_name=_text(name_of(form)),
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
    """The total of the scores the policy gives; one it cannot tell, or only by an inferred direction, as it stands.

    None where neither the policy nor the form says what a row scores, and on a form without scores.
    """
    plainly, block = form.by_policy(), form.template.indicators
    if block is None or block.column("suggested_score") is None:
        return plainly.value(TOTAL)
    rows = [one for one in indicators_of(form) if one.points is not None or one.score is not None]
    scores = {one.place("score"): _score_of(one, plainly) for one in rows}
    if RATE_SCORE not in form.absent:
        rate = plainly.value(RATE_SCORE)
        weighed = isinstance(rate, Decimal) and form.value(RATE_POINTS) is not None
        scores[RATE_SCORE] = rate if weighed else form.value(RATE_SCORE)
    if not rows or not all(isinstance(score, Decimal) for score in scores.values()):
        return None
    if RATE_SCORE in scores and all(plainly.value(place) == score for place, score in scores.items()):
        return plainly.value(TOTAL)
    return replace(plainly, declared={**plainly.declared, RATE_SCORE: None, **scores}, memory={}).value(TOTAL)


def _score_of(one: Indicator, plainly: FilledForm) -> Value:
    suggested = plainly.value(one.place("suggested_score"))
    told = isinstance(suggested, Decimal) and not one.inferred and one.points is not None
    return suggested if told else one.score


def _grade(form: FilledForm) -> str | None:
    """The key of the grade (excellent, good, fair, poor)."""
    word = form.value(GRADE) or form.computed(GRADE)
    words = form.template.policy.get("grade_words", {})
    return next((key for key, text in words.items() if text == word), None)


def _header(form: FilledForm, column: str) -> str | None:
    return _text(form.value(Place("header", "", column)))


def _text(value: Value) -> str | None:
    return plain(value) if isinstance(value, Decimal) else value


def _number(value: Value) -> str | None:
    return plain(value) if isinstance(value, Decimal) else None
