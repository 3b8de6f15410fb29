"""A clerk fills an issued form in an office program, clumsily: what comes back is read, flagged and judged rightly.

The real values are typed key by key; on the way the clerk cuts and pastes between inputs, pastes a word over a
drop-down, tries locked cells, empties one and types it again, and adds a sheet of his own. LibreOffice computes and
saves; nothing of that may shake what the form says, or what `check` says of it.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import law
import office
import openpyxl
import pytest
from returned import address, report
from tools import COST, QUALITY, QUANTITY, SATISFACTION, SOCIAL, filled, national, project

from perf_xlsx.api import finalize
from perf_xlsx.finding import FormReport
from perf_xlsx.form.checks import SHEET_NAME, check_lines
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.write import write_form

SHEET = sheet_of(national(), project())
PASSWORD = "demo"
REASON = "部分学员外出务工，满意度调查回收不足，下年改为网上调查"
COMPLETED = "培训六十人次，合格率达到目标"
# A word that is no grade leaves the row without a score: that is what is told (A13), once.
NO_GRADE, NO_SCORE = "完成得很好", "A13"
LOCKED = (
    "header.project_name",
    "goal.expected",
    *(f"indicators.{QUANTITY}.{column}" for column in ("target", "points", "score", "status")),
    "funds.total.score",
    "total.score",
)
# What is in the form when the clerk has done: everything below reasons from these.
ANSWERS: Mapping[str, Any] = {
    "funds.appropriation.initial_budget": 100,
    "funds.appropriation.annual_budget": 100,
    "funds.appropriation.annual_spending": 95,
    "goal.achieved": COMPLETED,
    f"indicators.{QUANTITY}.actual": 60,
    f"indicators.{QUALITY}.actual": "0.96",
    f"indicators.{COST}.actual": "9.5",
    f"indicators.{SOCIAL}.actual": NO_GRADE,
    f"indicators.{SATISFACTION}.actual": "0.85",
    f"indicators.{SATISFACTION}.deviation_explanation": REASON,
}


def where(place: str) -> str:
    """Where a value stands; a status is no value, but has a cell as well."""
    if not place.endswith(".status"):
        return address(place)
    cell = next(cell for cell in SHEET.page.cells if cell.place and str(cell.place) == place)
    return f"K{cell.row}"


def typing(place: str, value: object, how: str = "number") -> dict[str, object]:
    """One action on the form."""
    return {"sheet": 0, "cell": where(place), "type": how, "value": value}


def carried(place: str, target: str, how: str = "cut") -> dict[str, object]:
    """Cut or copy from one input to another."""
    return typing(place, where(target), how)


def clumsy() -> list[dict[str, object]]:
    """Everything the clerk does, in order."""
    actual = {row: f"indicators.{row}.actual" for row in (QUANTITY, QUALITY, COST, SOCIAL, SATISFACTION)}
    return [
        *(typing(f"funds.appropriation.{column}", 100) for column in ("initial_budget", "annual_budget")),
        typing("funds.carryover.annual_spending", 95),
        carried("funds.carryover.annual_spending", "funds.appropriation.annual_spending"),
        typing("goal.achieved", COMPLETED, "text"),
        *(typing(place, 1, "text") for place in LOCKED),
        typing(actual[COST], 60),
        carried(actual[COST], actual[QUANTITY]),
        typing(actual[COST], "9.5"),
        typing(actual[QUALITY], 69, "percent"),
        typing(actual[QUALITY], None, "clear"),
        typing(actual[QUALITY], 96, "percent"),
        carried(actual[QUALITY], actual[SOCIAL], "copy"),
        typing(actual[SOCIAL], NO_GRADE, "paste_text"),
        typing(actual[SATISFACTION], 85, "percent"),
        typing(f"indicators.{SOCIAL}.deviation_explanation", REASON, "text"),
        carried(f"indicators.{SOCIAL}.deviation_explanation", f"indicators.{SATISFACTION}.deviation_explanation"),
        {"sheet": SHEET_NAME, "cell": "C5", "type": "number", "value": 0},
        {"sheet": SHEET_NAME, "cell": "D5", "type": "text", "value": "通过"},
        {"type": "add_sheet", "value": "底稿"},
        {"sheet": "底稿", "cell": "A1", "type": "text", "value": "ROW:indicators.1"},
        {"sheet": "底稿", "cell": "B2", "type": "formula", "value": f"=自评表!{address(actual[QUANTITY])}*2"},
    ]


class Came(NamedTuple):
    """What came back: the file, the cells that refused the clerk, the form as read, what check says."""

    file: Path
    refused: list[str]
    form: FilledForm
    report: FormReport


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory, clerk: str) -> Came:
    """One session of the clerk at one form, issued with a key and a password."""
    folder = tmp_path_factory.mktemp("clerk")
    one = project()
    (empty := folder / "下发.xlsx").write_bytes(
        write_form(national(), one, identity_of(national(), one, b"key"), password=PASSWORD)
    )
    refused = office.typed(empty, clumsy(), folder / "报回.xlsx")
    book = read_book(folder / "报回.xlsx")
    assert isinstance(book, Book)
    [stamp] = stamps_of(book)
    return Came(folder / "报回.xlsx", refused, read_issued(stamp, national()), report(folder / "报回.xlsx"))


@pytest.mark.office
def test_locked_cells_refuse_the_clerk(came: Came) -> None:
    """Every locked cell, on the form and on 校验, and no input."""
    locked = [f"自评表!{where(place)}" for place in LOCKED]
    assert came.refused == [*locked, f"{SHEET_NAME}!C5", f"{SHEET_NAME}!D5"]


@pytest.mark.office
def test_the_form_is_identified(came: Came) -> None:
    """By its keys, with its own sheet, although another sheet of the clerk's carries something like a key."""
    found = came.report
    assert (found.issued, found.sheet, found.template) == (True, "自评表", national().id)
    assert (found.project_code, found.project_name, found.fiscal_year) == ("B001", "基层培训", 2020)


@pytest.mark.office
def test_the_values_are_what_was_typed(came: Came) -> None:
    """Each input holds what was typed there in the end, what was cut away is blank, what was issued is unchanged."""
    expected = filled(project(), ANSWERS)
    for place in expected.sheet.at if expected.sheet else ():
        assert (came.form.value(place) or None) == (expected.value(place) or None), place
    assert came.form.value(next(p for p in came.form.declared if str(p) == "indicators.1.actual")) == Decimal(60)


@pytest.mark.office
def test_no_formula_moved(came: Came) -> None:
    """Cut and paste left every formula as it was issued: what is stored is what Python computes, flag by flag."""
    form = filled(project(), ANSWERS)
    stored, checked = law.stored_values(came.file.read_bytes())
    expected = law.expectations(SHEET, form)
    wrong = {at: (value, stored.get(at)) for at, value in expected.items() if not law.same(value, stored.get(at))}
    assert not wrong
    for at, value in law.check_expectations(SHEET, form).items():
        assert law.same(value, checked.get(at)), at


@pytest.mark.office
def test_flags_are_what_the_clerk_did(came: Came) -> None:
    """Set for the score no word but a grade gives, and for nothing else; the others are 0 or not computable."""
    page: Any = openpyxl.load_workbook(came.file, data_only=True)["自评表"]
    stored = {flag: page.cell(flag.row, flag.column).value for flag in SHEET.flags}
    raised = {(flag.demand.case.rule.code, str(flag.demand.place)) for flag, value in stored.items() if value == 1}
    assert raised == {(NO_SCORE, f"indicators.{SOCIAL}.score")}
    assert {flag for flag, value in stored.items() if value not in {0, 1}} == {
        flag for flag in SHEET.flags if flag_value(came.form, flag) == ""
    }


@pytest.mark.office
def test_the_form_says_what_is_left(came: Came) -> None:
    """状态 row by row, one line of 校验 not passed with a link, and the headline counts it."""
    book: Any = openpyxl.load_workbook(came.file, data_only=True)
    status = {row: book["自评表"][where(f"indicators.{row}.status")].value for row in (QUANTITY, QUALITY, COST)}
    assert set(status.values()) == {"√"}
    assert book["自评表"][where(f"indicators.{SOCIAL}.status")].value == "× 得不出得分，请核对完成值"
    assert book["自评表"][where(f"indicators.{SATISFACTION}.status")].value == "√"
    lines = {line.rule.code: line.row for line in check_lines(SHEET)}
    failed = [code for code, row in lines.items() if book[SHEET_NAME].cell(row, 4).value == "未通过"]
    assert failed == [NO_SCORE]
    assert book[SHEET_NAME].cell(lines[NO_SCORE], 3).value == 1
    assert book[SHEET_NAME].cell(lines[NO_SCORE], 6).value == "转到"
    assert book[SHEET_NAME]["A2"].value == "还有1项未通过，点“转到”逐项修改"


@pytest.mark.office
def test_check_finds_the_word_and_nothing_else(came: Came) -> None:
    """One error, at the score of the row the word was pasted into; no result is stale, no formula overwritten."""
    serious = [(one.rule, one.cell, one.value) for one in came.report.findings if one.severity.value != "info"]
    assert serious == [(NO_SCORE, address(f"indicators.{SOCIAL}.score"), None)]
    assert came.report.score.declared == came.report.score.sum
    assert came.report.execution_rate == "0.95"


@pytest.mark.office
def test_it_is_printed_as_a_draft(came: Came, tmp_path: Path) -> None:
    """The form that came back prints, with the signature it was issued with and the fault on every page."""
    [made] = finalize([came.file], tmp_path / "打印稿")
    page: Any = openpyxl.load_workbook(made.path or "").worksheets[0]
    signed = identity_of(national(), project(), b"key")
    assert page.oddHeader.left.text == "草稿：尚有1处须改正"
    assert page.oddFooter.left.text.endswith(f"签名 {signed.printed}")
    assert NO_GRADE in {cell.value for row in page.iter_rows() for cell in row}
