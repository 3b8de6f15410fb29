"""Declared rules on a form: every instance evaluated, messages with values in them, values for programs exact."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from tools import COST, FILLED, QUANTITY, SATISFACTION, Changes, at, filled, project

from perf_xlsx.check.declared import difference_of, evaluate_demands, exact, finding_of, needs
from perf_xlsx.expr.evaluate import NotComputableError
from perf_xlsx.finding import Finding
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import ErrorText, Value
from perf_xlsx.template.bound import BoundCase

ACTUAL, ADJUSTED = f"indicators.{SATISFACTION}.actual", f"indicators.{SATISFACTION}.adjusted_score"


def form_with(inputs: Changes) -> FilledForm:
    """The clean form with something else in it."""
    return filled(project(), {**FILLED, **inputs})


def finding(inputs: Changes, code: str) -> Finding:
    """The first finding of a rule."""
    form = form_with(inputs)
    return finding_of(form, evaluate_demands(form)[code].failed[0])


def test_clean_form_holds_everywhere() -> None:
    """Every rule has instances, and none fails."""
    outcomes = evaluate_demands(filled())
    assert [code for code, outcome in outcomes.items() if outcome.failed or outcome.crashed] == []
    assert all(outcome.held for outcome in outcomes.values())


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (None, "未说明原因"),
        ("／", "未说明原因"),
        ("材料 涨价", "原因只有4个字，须不少于6个字"),
        ("12345", "原因只有5个字，须不少于6个字"),
    ],
)
def test_message_says_what_the_reason_lacks(reason: str | None, said: str) -> None:
    """None at all, or one that is too short: how long it is, blanks left out, and how long it has to be."""
    row, funds = f"indicators.{QUANTITY}", "funds.total.deviation_explanation"
    missed = finding({f"{row}.actual": 30, f"{row}.deviation_explanation": reason}, "S09")
    assert missed.message == f"指标值≥50人次，完成值30人次，得分12（分值20），{said}"
    low = finding({"funds.appropriation.annual_spending": 80, funds: reason}, "S04")
    assert low.message == f"执行率80%低于90%，{said}"
    exceeded = finding({f"{row}.actual": 80, f"{row}.deviation_explanation": reason}, "S08")
    assert exceeded.message == f"完成值80人次超出指标值≥50人次达30%以上，{said}"


@pytest.mark.parametrize(
    ("inputs", "code", "message"),
    [
        (
            {ACTUAL: "0.8", ADJUSTED: 10},
            "S13",
            "满意度80%低于目标90%，得分应为8.89，填报10",
        ),
        ({f"indicators.{QUANTITY}.actual": 30}, "S09", "指标值≥50人次，完成值30人次，得分12（分值20），未说明原因"),
        ({ACTUAL: None}, "A13", "未填写实际完成值"),
        ({ACTUAL: "约 八成\n多"}, "A16", "实际完成值“约 八成 多”不是能计算的数字"),
        ({ACTUAL: "很" * 100}, "A16", f"实际完成值“{'很' * 60}…”不是能计算的数字"),
        ({"funds.appropriation.annual_spending": 80}, "S04", "执行率80%低于90%，未说明原因"),
        ({"funds.appropriation.annual_budget": 0}, "S03", "全年预算数为0，执行数为95"),
        ({f"indicators.{COST}.actual": "12.5"}, "S09", "指标值≤10万元，完成值12.5万元，得分8（分值10），未说明原因"),
    ],
)
def test_message_has_the_values_in_it(inputs: Changes, code: str, message: str) -> None:
    """Values as the form shows them: units, percents, long texts cut, on one line."""
    assert finding(inputs, code).message == message


def test_values_for_programs() -> None:
    """Value, expected value and their difference are exact decimal texts; words are as they stand."""
    one = finding({ACTUAL: "0.8", ADJUSTED: 10}, "S13")
    assert (one.value, one.expected, one.difference) == ("10", "8.89", "1.11")
    assert finding({ACTUAL: " 八成\n"}, "A16").value == " 八成\n"
    assert finding({ACTUAL: None}, "A13").value is None
    assert finding({"funds.appropriation.annual_spending": "88.888888888"}, "S04").value == "0.888889"


@pytest.mark.parametrize(
    ("place", "value", "text"),
    [
        ("funds.total.execution_rate", Decimal(1) / 3, "0.333333"),
        ("funds.total.annual_budget", Decimal("0.1234567890"), "0.123456789"),
        ("funds.total.annual_budget", Decimal("1E+3"), "1000"),
        ("funds.total.annual_budget", Decimal("-0"), "0"),
        ("total.grade", "优", "优"),
        ("total.grade", ErrorText("#N/A"), "#N/A"),
        ("nichts.nirgends", Decimal("1.50"), "1.5"),
        ("total.score", None, None),
    ],
)
def test_exact(place: str, value: Value, text: str | None) -> None:
    """Rates to six places, everything else to the last digit, never an exponent."""
    assert exact(filled(), value, at(place)) == text
    assert exact(None, Decimal("0.1234567"), None) == "0.1234567"


def test_difference_is_of_numbers() -> None:
    """Where one side is a word there is none."""
    assert difference_of(Decimal(3), Decimal("1.5")) == Decimal("1.5")
    assert difference_of("优", Decimal(1)) is difference_of(Decimal(1), None) is None


def test_first_case_of_a_cell_counts() -> None:
    """A rule says one thing of a cell, however many of its cases fail: here the error, not the warning."""
    form = form_with({"funds.appropriation.annual_budget": 0})
    [demand] = evaluate_demands(form)["S03"].failed
    assert demand.case.severity == "error"
    assert len(evaluate_demands(form)["S03"].failed) == 1


def test_crash_is_kept_to_its_rule() -> None:
    """A rule that fails in the program is noted with the error; the others are evaluated."""
    form = filled()
    whole = next(one.case for one in form.demands() if one.case.scope.row is not None)
    code = whole.rule.code
    cases = (_broken(whole), *form.template.cases)
    outcomes = evaluate_demands(replace(form, template=replace(form.template, cases=cases), memory={}))
    assert outcomes[code].crashed == "ZeroDivisionError: 故意"
    assert [other for other, outcome in outcomes.items() if outcome.crashed] == [code]


def _broken(case: BoundCase) -> BoundCase:
    def holds(_form: object, _row: str) -> bool:
        raise ZeroDivisionError("故意")

    made = replace(case)
    made.__dict__["holds"] = holds
    return made


def test_a_row_in_order_is_told_as_its_rules_one_by_one() -> None:
    """Rows that are settled with one call count like the others; a row that is not is gone through rule by rule."""
    form = form_with({ACTUAL: "0.8"})
    at_once = evaluate_demands(form)
    held = Counter(demand.case.rule.code for demand in _computable(form) if demand.case.holds(form, demand.row))
    assert {code: outcome.held for code, outcome in at_once.items() if outcome.held} == dict(held)
    assert [one.row for one in at_once["S09"].failed] == [SATISFACTION]


def _computable(form: FilledForm) -> Iterator[Demand]:
    """Every demand that can be computed."""
    for demand in form.demands():
        with suppress(NotComputableError):
            demand.case.holds(form, demand.row)
            yield demand


def test_needs_reach_through_formulas() -> None:
    """A rule on the score needs what the score is made of, and nothing of another row."""
    form = form_with({ACTUAL: "0.8"})
    [demand] = evaluate_demands(form)["S09"].failed
    needed = needs(form, demand)
    assert {Place("indicators", SATISFACTION, column) for column in ("actual", "adjusted_score", "score")} <= needed
    assert {place.row for place in needed if place.block == "indicators"} == {SATISFACTION}
    assert Place("funds", "total", "annual_budget") not in needed
