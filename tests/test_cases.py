"""The real forms: every finding a reviewer reasoned out that a rule exists for, and none where there must be none.

The table of docs/cases.md is written anew with PERF_XLSX_ACCEPT_PICTURES=1.
"""

import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import case_book
import cases
import pytest
from case_truth import Expected, Silent, beyond, truth

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file, check_form
from perf_xlsx.finding import Finding, FormReport, Severity, Verdict
from perf_xlsx.form.place import Place

TABLE = Path(__file__).parents[1] / "docs" / "cases.md"
TYPED = {"数字": case_book.Style(), "文本": case_book.Style(as_text=True)}
EXPECTED, SILENT = truth()
MOST_ERRORS_BEYOND = 3
AS_TEXT = "A16"  # says of numbers typed as text that they are, and of nothing else on these forms
LEAST_WARNINGS = 0.9
# What a rule that exists does not say yet, by form and kind.
OPEN: dict[tuple[str, str], str] = {}
# Errors no reviewer wrote down that are right all the same, by form, rule and field.
ACCEPTED: dict[tuple[str, str, str], str] = {}

MOST_NOISE = 6


@pytest.mark.parametrize("form", range(1, 7))
def test_noise_budget(form: int) -> None:
    """At most six warnings on each of the six forms that no reviewer wrote down."""
    wanted = [one for one in EXPECTED if one.form == cases.SIX[form - 1]]
    noise = [one for one in beyond(report_of(cases.SIX[form - 1], "数字"), wanted) if one.severity is Severity.WARNING]
    assert len(noise) <= MOST_NOISE


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


# ---- every form of the cases, typed both ways --------------------------------------------------------------------


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="cases"))


@cache
def report_of(name: str, way: str) -> FormReport:
    """One real form, typed one way, checked."""
    file = _folder() / f"{name}.{len(way)}{list(TYPED).index(way)}.xlsx"
    case_book.workbook_of(name, file, TYPED[way])
    [report] = check_file(file, file.name, Checking())
    return report


def expected_of(name: str) -> list[Expected]:
    """What is asked of a form, what is left out taken out."""
    return [one for one in EXPECTED if one.form == name and not one.left_out]


def found(one: Expected) -> bool:
    """Whether it is found both ways."""
    return all(one.among(report_of(one.form, way).findings) for way in TYPED)


def waits(one: Expected) -> bool:
    """Whether it may still come with a rule that does not exist yet."""
    return bool(one.waits_for) and not found(one)


@pytest.mark.parametrize("name", case_book.FORMS)
def test_both_ways_say_the_same(name: str) -> None:
    """Numbers and text are read alike: the same findings in the same places."""
    first, second = (
        [(one.rule, one.severity, one.field, one.cell) for one in report_of(name, way).findings if one.rule != AS_TEXT]
        for way in TYPED
    )
    assert first == second
    assert not report_of(name, "数字").rules.crashed


@pytest.mark.parametrize("one", [one for one in EXPECTED if not one.left_out], ids=lambda one: f"{one.form} {one.kind}")
def test_errors_and_notes_are_found(one: Expected) -> None:
    """Every error a reviewer found is found, once the rules that may say it exist."""
    if one.severity is Severity.ERROR and not waits(one):
        if (one.form[:3], one.kind) in OPEN and not found(one):
            pytest.xfail(OPEN[one.form[:3], one.kind])
        assert found(one), f"{sorted(one.codes)} on rows {one.rows}"


def test_nine_in_ten_warnings_are_found() -> None:
    """Of the warnings a reviewer found whose rules exist, nine in ten."""
    asked = [one for one in EXPECTED if one.severity is Severity.WARNING and not one.left_out and not waits(one)]
    missed = [(one.form, one.kind, one.rows) for one in asked if not found(one)]
    assert len(missed) <= (1 - LEAST_WARNINGS) * len(asked), missed


@pytest.mark.parametrize("one", SILENT, ids=lambda one: f"{one.form} {' '.join(one.places)}")
def test_nothing_where_nothing_is_wrong(one: Silent) -> None:
    """No error and no warning where a reviewer says all is well."""
    for way in TYPED:
        assert [(hit.rule, hit.field) for hit in report_of(one.form, way).findings if one.broken_by(hit)] == []


def errors_beyond(name: str) -> Sequence[Finding]:
    """Errors that say nothing a reviewer found on a form."""
    wanted = [one for one in EXPECTED if one.form == name]
    found_too = [one for one in beyond(report_of(name, "数字"), wanted) if one.severity is Severity.ERROR]
    return [one for one in found_too if (name, one.rule, one.field or "") not in ACCEPTED]


def test_hardly_an_error_beyond_the_cases() -> None:
    """Over all forms at most three errors that no reviewer wrote down."""
    every = [(name, one.rule, one.field, one.message) for name in case_book.FORMS for one in errors_beyond(name)]
    assert len(every) <= MOST_ERRORS_BEYOND, every


@pytest.mark.parametrize("name", case_book.TARGET_TABLES)
@pytest.mark.parametrize("way", TYPED)
def test_tables_of_targets_are_named(name: str, way: str) -> None:
    """A 绩效目标表 is no self-evaluation form, and is told to be what it is."""
    report = report_of(name, way)
    assert [one.message for one in report.findings] == ["未找到绩效自评表，疑为绩效目标表"]
    assert report.verdict is Verdict.UNCHECKED


def table() -> str:
    """How much is found, form by form."""
    lines = [INTRODUCTION, "| 表 | 退回 | 核实 | 提示 | 超出：退回 | 超出：核实 |", "|---|---|---|---|---|---|"]
    for name in case_book.FORMS:
        counts = [
            _counted([one for one in EXPECTED if one.form == name and one.severity is level]) for level in Severity
        ]
        more = beyond(report_of(name, "数字"), [one for one in EXPECTED if one.form == name])
        extra = [sum(one.severity is level for one in more) for level in (Severity.ERROR, Severity.WARNING)]
        lines.append(f"| {name} | {' | '.join(counts)} | {extra[0]} | {extra[1]} |")
    every = [_counted([one for one in EXPECTED if one.severity is level]) for level in Severity]
    lines += [
        f"| 合计 | {' | '.join(every)} | | |",
        "",
        "## 等规则的",
        "",
        "| 表 | 级别 | 类 | 还没有的规则 |",
        "|---|---|---|---|",
    ]
    waiting = [one for one in EXPECTED if not one.left_out and waits(one)]
    lines += [
        f"| {one.form} | {one.severity.chinese} | {one.kind} {_rows(one)} | {' '.join(sorted(one.waits_for))} |"
        for one in waiting
    ]
    lines += ["", "## 规则齐了还没有找到的", ""]
    missed = [one for one in EXPECTED if not one.left_out and not waits(one) and not found(one)]
    lines += [f"- {one.form} {one.severity.chinese} {one.kind} {_rows(one)}" for one in missed] or ["没有。"]
    lines += ["", "## 不要求的", ""]
    lines += [f"- {one.form} {one.kind} {_rows(one)}：{one.left_out}" for one in EXPECTED if one.left_out]
    return "\n".join(lines) + "\n"


def _rows(one: Expected) -> str:
    return f"第{'、'.join(map(str, one.rows))}行" if one.rows else "全表"


def _counted(wanted: Sequence[Expected]) -> str:
    """Found of asked, and how many wait for a rule."""
    asked = [one for one in wanted if not one.left_out]
    waiting = sum(waits(one) for one in asked)
    return f"{sum(map(found, asked))}/{len(asked)}{f'（等规则{waiting}）' if waiting else ''}"


INTRODUCTION = f"""\
# 真实的表：找到多少

{len(case_book.FORMS)}张真实的表和报告分表（另有{len(case_book.TARGET_TABLES)}张绩效目标表，按 F04 指出），
数字和文本两种录法都认出，找到的问题相同。每格是“找到／应找到”。
评审人逐张写下的问题在 `tests/cases/expected.txt`，算法在 `tests/case_truth.py`；“超出”是评审人没有写的。
这张表由 `tests/test_cases.py` 写出，写着 `PERF_XLSX_ACCEPT_PICTURES=1` 时更新。
"""


def test_table_is_up_to_date() -> None:
    """docs/cases.md says what the rules find now."""
    text = table()
    print(text)  # noqa: T201 - the table is the result of this file
    if os.environ.get("PERF_XLSX_ACCEPT_PICTURES"):
        TABLE.write_text(text, "utf-8")
    assert TABLE.read_text("utf-8") == text
