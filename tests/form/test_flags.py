"""Flags: what a hidden cell shows is a finding, and one cause has one."""

from dataclasses import replace
from graphlib import TopologicalSorter

import pytest
from tools import SATISFACTION, Changes, national, typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.form.checks import check_lines, count_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import Flag, one_cause

ACTUAL, ADJUSTED = f"indicators.{SATISFACTION}.actual", f"indicators.{SATISFACTION}.adjusted_score"


def counted(form: FilledForm) -> list[str]:
    """The rules 校验 shows as not passed."""
    assert form.sheet
    return [line.rule.code for line in check_lines(form.sheet) if count_of(form, line)]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({ACTUAL: "0.95", ADJUSTED: 9}, ["S15"]),  # met, deducted, no reason: not S09 and S25 as well
        ({ACTUAL: "0.8", ADJUSTED: 10}, ["S09", "S13"]),  # the score and the missing reason are two faults; S25 none
        ({ACTUAL: "0.008"}, ["A27"]),  # a slip of the percent sign, not a shortfall
        ({ACTUAL: "0.8", ADJUSTED: 8}, ["S09"]),
        ({}, []),
    ],
)
def test_one_cause_is_counted_once(changes: Changes, codes: list[str]) -> None:
    """What one rule says another does not repeat, on 校验 as in the check."""
    form = typed(changes)
    assert counted(form) == codes
    told = {one.rule for one in check_form(form, "1.xlsx").findings}
    assert set(codes) <= told
    assert not {"S09", "S15", "S25", "A27", "S13"} & (told - set(codes))


def test_another_row_is_another_cause() -> None:
    """Precedence ends at the row: the other row's reason is still owed."""
    form = typed({ACTUAL: "0.95", ADJUSTED: 9, "indicators.1.actual": 40})
    assert counted(form) == ["S09", "S15"]


def silencing(flag: Flag, code: str, *codes: str) -> Flag:
    """The flag as laid out, its rule silencing these where it has this code."""
    if flag.demand.case.rule.code != code:
        return flag
    rule = replace(flag.demand.case.rule, silences=codes)
    return flag._replace(demand=flag.demand._replace(case=replace(flag.demand.case, rule=rule)))


def test_rules_that_silence_each_other_make_no_circle() -> None:
    """S09 stands over S25; where an author lets S25 stand over S09 too, no flag's formula leads back to itself."""
    sheet = typed().sheet
    assert sheet
    flags = one_cause(national(), [silencing(flag._replace(earlier=()), "S25", "S09") for flag in sheet.flags])
    over = {(one.row, one.column): {(up.row, up.column) for up in one.earlier} for one in flags}
    assert list(TopologicalSorter(over).static_order())
    stands = {(one.demand.case.rule.code, up.demand.case.rule.code) for one in flags for up in one.earlier}
    assert len(stands & {("S09", "S25"), ("S25", "S09")}) == 1
