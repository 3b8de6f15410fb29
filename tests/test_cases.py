"""The six real forms of 2020: every finding the reviewer reasoned out that a rule exists for, and none besides."""

import cases
import pytest

from perf_xlsx.check.engine import check_form
from perf_xlsx.finding import Severity, Verdict
from perf_xlsx.form.place import Place

# What a competent reviewer finds, reasoned form by form; W-L1 is A09, F-LOW is S04 or S23, D-OVERSHOOT is S08,
# S-FULL is S13, D-MISSING is S09. Everything else on these forms must stay silent: blank source rows, "—" in them,
# rows of "/", 24 of 20 (20 % over), 80 % of ≥80 %, 76 % for 75.95 %, 7.6 for 7.595, 59 % and 5.9, money that adds up.
FINDINGS = {
    1: set(),
    2: set(),
    3: {
        ("S04", "funds.total.execution_rate"),
        ("S08", "indicators.2.actual"),
        ("S08", "indicators.4.actual"),
        ("S08", "indicators.6.actual"),
        ("A09", "levels.output.level_points"),
        ("A09", "levels.benefit.level_points"),
    },
    4: {
        ("S08", "indicators.13.actual"),
        ("A09", "levels.output.level_points"),
        ("A09", "levels.benefit.level_points"),
    },
    5: set(),
    6: {
        ("S13", "indicators.15.score"),
        ("S09", "indicators.15.deviation_explanation"),
        ("S08", "indicators.3.actual"),
        ("S23", "total.score"),
        ("A09", "levels.output.level_points"),
        ("A09", "levels.benefit.level_points"),
    },
}
VERDICTS = {
    1: Verdict.REVIEW,
    2: Verdict.REVIEW,
    3: Verdict.REVIEW,
    4: Verdict.REVIEW,
    5: Verdict.REVIEW,
    6: Verdict.RETURN,
}


@pytest.mark.parametrize("form", range(1, 7))
def test_real_form_as_hand_made(form: int) -> None:
    """Errors and warnings are exactly the reasoned ones; the verdict follows from them."""
    report = check_form(cases.real_form(form), f"{form}.xlsx")
    # The C rules are justified form by form in test_consistency.py.
    others = [one for one in report.findings if not one.rule.startswith("C")]
    assert {(one.rule, one.field) for one in others if one.severity is not Severity.INFO} == FINDINGS[form]
    assert report.verdict is VERDICTS[form]
    assert not report.rules.crashed


@pytest.mark.parametrize("form", range(1, 7))
def test_noise_budget(form: int) -> None:
    """At most six warnings on each real form."""
    report = check_form(cases.real_form(form), f"{form}.xlsx")
    assert sum(one.severity is Severity.WARNING for one in report.findings) <= 6


def test_rounding_that_is_honest() -> None:
    """文化强州 as printed: 76 %, 7.6 and 87.6 are right; by policy it is 87.59."""
    report = check_form(cases.real_form(3), "3.xlsx")
    assert not {"A06", "S01", "A11"} & {one.rule for one in report.findings}
    assert (report.score.declared, report.score.sum) == ("87.6", "87.6")


@pytest.mark.parametrize(
    ("place", "value", "rule"),
    [
        (Place("funds", "total", "execution_rate"), "100%", "A06"),
        (Place("funds", "total", "score"), "10", "S01"),
        (Place("funds", "total", "annual_spending"), "70", "A04"),
        (Place("total", "", "score"), "95", "A11"),
        (Place("total", "", "points"), "98", "A10"),
        (Place("indicators", "2", "score"), "6", "A12"),
        (Place("indicators", "2", "score"), "3", "S15"),
        (Place("indicators", "11", "score"), "5", "A14"),
        (Place("indicators", "1", "actual"), "", "A13"),
    ],
)
def test_a_changed_cell_is_found(place: Place, value: str, rule: str) -> None:
    """One cell of the sixth form changed: the rule that is about it speaks."""
    form = cases.real_form(6)
    form.declared = {**form.declared, place: cases.number(value)}
    before = {(one.rule, one.field) for one in check_form(cases.real_form(6), "6.xlsx").findings}
    after = {(one.rule, one.field) for one in check_form(form, "6.xlsx").findings}
    assert rule in {code for code, _ in after - before}


def test_every_rule_is_accounted_for() -> None:
    """Ran, skipped or crashed: each rule once."""
    rules = check_form(cases.real_form(1), "1.xlsx").rules
    codes = [*rules.ran, *rules.skipped, *rules.crashed]
    assert len(codes) == len(set(codes))
    assert {"A03", "S13", "S25", "T01", "T03", "T04"} <= set(codes)
    assert rules.skipped["T03"] == "不是下发的工作簿"
