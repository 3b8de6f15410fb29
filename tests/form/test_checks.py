"""校验: every rule that can be unmet has a line; a warning about the whole form can be explained there."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from tools import Changes, filled, project, typed

from perf_xlsx.api import check_file
from perf_xlsx.finding import Verdict
from perf_xlsx.form.checks import (
    ALL_PASSED,
    EXPLAINED,
    FAILED,
    NOTE_COLUMN,
    PASSED,
    SHEET_NAME,
    check_lines,
    count_of,
    headline_of,
    link_text,
    result_of,
    result_text,
)
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import identity_of
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.write import write_form

LOW: Changes = {"funds.appropriation.annual_spending": "85"}
REASON = "尾款按合同下年支付，已列入计划"


def results(form: FilledForm, note: str = "") -> dict[str, str]:
    """What 校验 says of each rule."""
    assert form.sheet
    return {line.rule.code: result_of(form, line, note, 6) for line in check_lines(form.sheet)}


def test_a_finished_form_passes() -> None:
    """Every line, and the headline says that it may be printed."""
    found = results(typed())
    assert set(found.values()) == {PASSED}
    assert headline_of(list(found.values())) == ALL_PASSED


def test_every_rule_that_can_be_unmet_has_a_line() -> None:
    """A09 is only noted on issued forms and has none."""
    template = Catalog().get("national/2020/project_self_evaluation")
    codes = {case.rule.code for case in template.cases} - {"A09"}
    assert set(results(typed())) == codes


def test_what_is_unmet_is_counted() -> None:
    """Two blanks are two, and the headline counts rules."""
    form = typed({"indicators.1.actual": None, "indicators.2.actual": None})
    assert form.sheet
    [line] = [line for line in check_lines(form.sheet) if line.rule.code == "A13"]
    assert count_of(form, line) == 2
    assert headline_of(list(results(form).values())).startswith("还有1项未通过")


def test_a_warning_about_the_whole_form_can_be_explained_an_error_cannot() -> None:
    """S04 with a note of six signs is 已说明; A13 stays 未通过."""
    form = typed({**LOW, "indicators.1.actual": None})
    found = results(form, "尾款下年支付")
    assert (found["S04"], found["A13"]) == (EXPLAINED, FAILED)
    assert results(form, "尾款下年")["S04"] == FAILED


@pytest.mark.parametrize(("note", "verdict"), [(REASON, Verdict.PASS), ("无", Verdict.REVIEW)])
def test_a_note_travels_with_the_form(tmp_path: Path, note: str, verdict: Verdict) -> None:
    """Written on 校验, read by check: an explained warning asks for no review any more."""
    form = filled(project(), {})
    template, one = form.template, project()
    inputs = {place: value for place, value in typed(LOW).declared.items() if place not in one.given}
    data = write_form(template, one, identity_of(template, one), inputs=inputs)
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book[SHEET_NAME]
    [row] = [cell.row for cell in page["A"] if cell.value == "S04"]
    assert row
    page.cell(row, NOTE_COLUMN).value = note
    file = tmp_path / "回收.xlsx"
    book.save(file)
    [report] = check_file(file)
    [finding] = [finding for finding in report.findings if finding.rule == "S04"]
    assert (finding.explanation, report.verdict) == (note if verdict is Verdict.PASS else None, verdict)


def test_formulas_keep_within_excel() -> None:
    """Not too long, not too deep, nothing newer than Excel 2010."""
    known = {"SUM", "IF", "LEN", "SUBSTITUTE", "CHAR", "INDEX", "MATCH", "HYPERLINK"}
    sheet = typed().sheet
    assert sheet
    lines = check_lines(sheet)
    for line in lines:
        for text in (link_text(sheet, line), result_text(sheet, line, lines[-1].row)):
            assert len(text) < 8192
            assert max(text[:n].count("(") - text[:n].count(")") for n in range(len(text))) < 64
            assert set(re.findall(r"([A-Z]+)\(", text)) <= known
