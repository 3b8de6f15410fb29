"""Policies no shipped template has: a cap by the execution rate, points off for overshooting, Guangxi's 30 %.

Decided by a bureau's rules file over what was issued, and in a template of one's own, workbook included.
"""

import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import law
import pytest
from returned import report, returned
from tools import FILLED, NATIONAL, QUANTITY, Changes, catalog, project, values

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.local_rules_in import read_local_rules
from perf_xlsx.errors import ExemptionError
from perf_xlsx.finding import FormReport
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.write import write_form

DAY = date(2026, 3, 5)
WHY = 'reason = "自评通知"\nsince = 2026-01-01\n'
CAPS = "total_caps = [[0.5, 59], [0.6, 69], [0.7, 79], [0.8, 89]]"
ACTUAL, ADJUSTED = f"indicators.{QUANTITY}.actual", f"indicators.{QUANTITY}.adjusted_score"
REASON = f"indicators.{QUANTITY}.deviation_explanation"
SPENT = "funds.appropriation.annual_spending"
OVER = {ACTUAL: 65}  # 50人次 was asked for: thirty in a hundred more
LAW_FORMS = 6


def by_rules(folder: Path, text: str) -> Checking:
    """A check with a bureau's decisions."""
    file = folder / "本地.toml"
    file.write_text(text, "utf-8")
    return Checking(catalog(), local=read_local_rules(file, catalog(), DAY))


def said(one: FormReport, code: str) -> list[tuple[str, str | None, str | None]]:
    """What a rule says: how seriously, where, and what it should be."""
    return [(found.severity.value, found.field, found.expected) for found in one.findings if found.rule == code]


# 10 × rate + 90 points of indicators: at 75 % the total is 97.5, and may be 89; at 80 % nothing is capped.
@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        (75, [("error", "total.score", "89")]),
        (45, [("error", "total.score", "59")]),
        (80, []),
    ],
)
def test_a_cap_by_the_execution_rate(tmp_path: Path, spent: int, expected: list[tuple[str, str, str]]) -> None:
    """The steps of the manual: below 80 % at most 89, below 50 % at most 59."""
    file = returned(tmp_path, {SPENT: spent})
    assert said(report(file, by_rules(tmp_path, f"[[policy]]\nset = {{ {CAPS} }}\n{WHY}")), "S16") == expected
    assert report(file).rules.skipped["S16"] == "该模板未设执行率封顶"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (OVER, [("warning", f"indicators.{QUANTITY}.score", "18")]),
        ({**OVER, ADJUSTED: 18, REASON: "指标值定低，下年调高"}, []),
        ({ACTUAL: 64}, []),
    ],
)
def test_points_off_for_overshooting(tmp_path: Path, typed: Changes, expected: list[tuple[str, str, str]]) -> None:
    """Two of twenty points off from thirty per cent on."""
    file = returned(tmp_path, typed)
    made = by_rules(tmp_path, f"[[policy]]\nset = {{ overshoot_deduction = 2 }}\n{WHY}")
    assert said(report(file, made), "S17") == expected
    assert report(file).rules.skipped["S17"] == "该模板未设偏离扣分"


@pytest.mark.parametrize(("typed", "expected"), [(OVER, ["error"]), ({**OVER, REASON: "学员踊跃，下年调高指标"}, [])])
def test_guangxi_sends_back(tmp_path: Path, typed: Changes, expected: list[str]) -> None:
    """Thirty per cent over without a reason is an error there."""
    made = by_rules(tmp_path, f'[[grade]]\nrule = "S08"\nseverity = "error"\n{WHY}')
    one = report(returned(tmp_path, typed), made)
    assert [severity for severity, _, _ in said(one, "S08")] == expected


@pytest.mark.parametrize("wrong", ["total_caps = [[0.5]]", "total_caps = 59", 'overshoot_deduction = "两分"'])
def test_a_policy_that_cannot_be_meant(tmp_path: Path, wrong: str) -> None:
    """Told when the file is read, not when the first form is checked."""
    with pytest.raises(ExemptionError):
        by_rules(tmp_path, f"[[policy]]\nset = {{ {wrong} }}\n{WHY}")


# ---- a template of one's own -------------------------------------------------------------------------------------

DEDUCTED = """IF(met = 1, IF(AND(direction = "higher", target_number > 0,
        actual - target_number >= policy.overshoot * target_number),
      MAX(0, points - policy.overshoot_deduction), points),"""
RULES = """
[[rules]]
code = "S08"
name = "overshoot-unexplained"
title = "超额过多未说明"
severity = "error"
basis = "示例：完成值达到指标值1.3倍的须说明；指标值为0的，完成值达到30的须说明"
why = "指标值定低了。"
fix = "请说明原因。"
passing = "指标值50，完成64"
failing = "指标值50，完成65，未说明"
cases = [
  { message = "完成值{actual}超出指标值{target}，未说明原因", on = ["indicators.actual"], require = '''
    IF(AND(measured = 1, direction = "higher"),
    OR(EXPLAINED(deviation_explanation),
    IF(target_number = 0, actual < policy.overshoot_of_nothing,
      actual - target_number < policy.overshoot * target_number)), TRUE)''' },
]

[[rules]]
code = "N01"
name = "total-above-cap"
title = "执行率封顶"
severity = "error"
basis = "示例：执行率低于80%的，总分不超过89分"
why = "执行率低的封顶。"
fix = "请按规定扣减。"
passing = "执行率75%，总分89"
failing = "执行率75%，总分97.5"
cases = [
  { message = "执行率低，总分最高{policy.capped_at}，自评总分{this}", on = ["total.score"], require = '''
    IF(AND(ISNUMBER(this), ISNUMBER(funds.total.execution_rate)),
    OR(funds.total.execution_rate >= policy.capped_below, this <= policy.capped_at), TRUE)''' },
]
"""
POLICY = """overshoot_deduction = 2
overshoot_of_nothing = 30
capped_below = 0.8
capped_at = 89
"""


@cache
def own_folder() -> Path:
    """A folder with a template that declares all three."""
    folder = Path(tempfile.mkdtemp(prefix="policies"))
    source = catalog().files[NATIONAL].read_text("utf-8")
    text = source.replace('region = "national"', 'region = "guangxi"', 1).replace(
        "[policy]\n", f"[policy]\n{POLICY}", 1
    )
    assert text.count("IF(met = 1, points,") == 1
    file = folder / "guangxi" / "2020" / "project_self_evaluation.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text.replace("IF(met = 1, points,", DEDUCTED) + RULES, "utf-8")
    return folder


def own_template() -> Template:
    """That template."""
    return Catalog(own_folder()).get("guangxi/2020/project_self_evaluation")


def checked(folder: Path, typed: Changes) -> FormReport:
    """An issued form of it, filled and checked."""
    template, one = own_template(), project(template=own_template())
    book = write_form(template, one, identity_of(template, one), inputs=values({**FILLED, **typed}))
    file = folder / "回收.xlsx"
    file.write_bytes(book)
    return report(file, Checking(Catalog(own_folder())))


def test_declared_in_a_template_of_ones_own(tmp_path: Path) -> None:
    """The workbook takes two points off by itself; the check says the rest, as the flags of the workbook do."""
    assert [one.rule for one in checked(tmp_path, {}).findings] == []
    over, late = (
        checked(tmp_path, OVER),
        checked(tmp_path, {SPENT: 75, "funds.total.deviation_explanation": "合同尾款未付，二月支付"}),
    )
    assert said(over, "S08") == [("error", ACTUAL, None)]
    assert said(over, "S17") == []
    assert said(late, "N01") == [("error", "total.score", None)]
    score = issued_form(own_template(), project(template=own_template()), values({**FILLED, **OVER}))
    assert score.value(Place("indicators", QUANTITY, "score")) == 18


@pytest.mark.office
def test_the_workbook_says_the_same(tmp_path: Path) -> None:
    """Every formula and flag of that template, computed by the office program."""
    tally = law.differences(own_template(), LAW_FORMS, tmp_path)
    assert tally.forms == LAW_FORMS
    assert not tally.differences, "\n".join(tally.differences[:20])
