"""The issued workbook as a file: equal every time, locked, unlocked where it is filled in, every result stored."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from returned import STRINGS, address, workbook
from tools import ROWS, Changes, filled, national, project, values

from perf_xlsx.form.cells import Role
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.project import Project
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.hidden_out import mirror_value
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.write import unit_format, write_form

SHEET = sheet_of(national(), project())


def parts(data: bytes) -> dict[str, str]:
    """The parts of a workbook as text."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def page_of(data: bytes, *, results: bool = False) -> Any:
    """The form's sheet as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=results).worksheets[0]


def written(one: Project, inputs: Changes | None = None, password: str = "") -> bytes:
    """Write a project's form."""
    typed = None if inputs is None else values(inputs)
    return write_form(national(), one, identity_of(national(), one), password=password, inputs=typed)


def test_two_builds_are_equal() -> None:
    """Byte for byte, fixed dates in the zip and in the properties."""
    assert written(project(), {}, "甲") == written(project(), {}, "甲")
    assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in zipfile.ZipFile(io.BytesIO(workbook())).infolist())


def test_every_result_is_stored() -> None:
    """Beside every formula, mirror and flag stands what Python computes: nobody has to calculate."""
    page, form = page_of(workbook(), results=True), filled()
    for cell in SHEET.cells:
        if cell.role is Role.FORMULA and cell.place:
            found, expected = page.cell(cell.row, cell.column).value, form.value(cell.place)
            if isinstance(expected, Decimal):
                assert found == pytest.approx(float(expected)), cell.place
            else:
                assert (found or "") == (expected or ""), cell.place
    for flag in SHEET.flags:
        found = page.cell(flag.row, flag.column).value
        assert ("" if found is None else found) == flag_value(form, flag)
    for mirror in SHEET.hidden.mirrors:
        found, expected = page.cell(mirror.row, mirror.column).value, mirror_value(form, mirror)
        assert found in {"", None} if expected is None else str(found) == str(expected) or found == float(expected)


def test_no_formula_is_an_array_or_volatile() -> None:
    """Old scalar functions only, and none that makes a workbook dirty when it is opened."""
    xml = parts(workbook())["xl/worksheets/sheet1.xml"]
    for word in ('t="array"', "_xlfn", "NOW(", "TODAY(", "INDIRECT(", "OFFSET(", "LET("):
        assert word not in xml


def test_inputs_are_open_and_all_else_is_locked() -> None:
    """Input cells are unlocked, every other cell of the form is locked, and so is all that is not used."""
    page = page_of(workbook())
    assert page.protection.sheet
    assert not page.protection.formatRows
    assert not page.protection.formatColumns
    for cell in SHEET.cells:
        locked = page.cell(cell.row, cell.column).protection.locked
        assert locked is (cell.role is not Role.INPUT), (cell.row, cell.column)


def test_unused_cells_are_locked_and_pasted_text_stays_open(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Columns to the very last are locked; the Normal style, which pasted text takes, is not (workbook.md, 2)."""
    file = tmp_path_factory.mktemp("locks") / "表.xlsx"
    file.write_bytes(workbook())
    book = read_book(file)
    assert isinstance(book, Book)
    for sheet in book.sheets:
        assert book.locked(sheet, 500, 5000)
        assert book.locked(sheet, 1, 16384)
    styles = parts(workbook())["xl/styles.xml"]
    assert '<protection locked="0"/>' in styles.split("</cellStyleXfs>")[0]


def test_password_protects_sheet_and_structure() -> None:
    """With a password both carry its hash; without one the structure stays open."""
    locked, open_ = parts(written(project(), {}, "demo")), parts(written(project(), {}))
    assert 'workbookPassword="' in locked["xl/workbook.xml"]
    assert 'lockStructure="1"' in locked["xl/workbook.xml"]
    assert "<sheetProtection password=" in locked["xl/worksheets/sheet1.xml"]
    assert "workbookProtection" not in open_["xl/workbook.xml"]
    assert "<sheetProtection sheet=" in open_["xl/worksheets/sheet1.xml"]


def test_indicator_rows_grow() -> None:
    """Their height is a start, not fixed; every other row's is fixed (workbook.md, 1)."""
    xml = parts(workbook())["xl/worksheets/sheet1.xml"]
    first, last = SHEET.page.list_rows
    rows = xml.split("<row ")[1:]
    for row in rows:
        head = row.split(">")[0]
        number = int(head.split('r="')[1].split('"')[0])
        assert ("customHeight" in head) is ("ht=" in head and not first <= number <= last), number


@pytest.mark.parametrize(
    ("unit", "code"),
    [("次", 'General"次"'), ("%", "0.00%"), ("", "General"), (None, "General"), ('a"b', 'General"ab"')],
)
def test_unit_is_the_number_format(unit: str | None, code: str) -> None:
    """A bare number is typed and shown with its unit."""
    assert unit_format(unit) == code


def test_units_on_the_form() -> None:
    """The clerk types 60 and sees 60人次, 0.96 as 96%."""
    page = page_of(workbook())
    assert page[address("indicators.1.actual")].number_format == 'General"人次"'
    assert page[address("indicators.2.actual")].number_format == "0.00%"
    assert page[address("indicators.6.actual")].number_format == "General"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+2", "@x", "http://x.cn", "<b>&\"'</b>", "a_x000D_b", " 首尾 ", "{=A1}"]
)
def test_text_is_text(text: str) -> None:
    """Nothing in a list becomes a formula, a link or markup."""
    one = project(ROWS, given={"header.project_name": text})
    data = written(one, {})
    cell = page_of(data)[address("header.project_name")]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_keys_stand_in_cells_in_the_hidden_sheet_and_in_the_properties() -> None:
    """Identity in three places, the digest in all of them."""
    found = parts(workbook())
    digest = identity_of(national(), project()).digest
    assert f'"digest": "{digest}"'.replace('"', "&quot;") in found[STRINGS] or f'"digest": "{digest}"' in found[STRINGS]
    assert f"<t>{digest}</t>" in found[STRINGS]
    assert digest in found["docProps/custom.xml"]


def test_key_signs_the_content() -> None:
    """With a key file the footer and the cells carry its signature, another key another one."""
    one = project()
    first, second = (identity_of(national(), one, key) for key in (b"1", b"2"))
    assert first.digest == second.digest
    assert first.signature != second.signature
    data = parts(write_form(national(), one, first))
    assert f"SIG:{first.signature[:16]}" in data[STRINGS]
    assert f"签名 {first.printed}" in data["xl/worksheets/sheet1.xml"]


def test_prefilled_and_typed() -> None:
    """Inputs given replace what is prefilled; without any the prefilled stand there."""
    one = project()
    prefilled = Project(one.code, one.fiscal_year, one.given, one.shape, values({"signature.filled_by": "张三"}))
    where = address("signature.filled_by")
    assert page_of(written(prefilled))[where].value == "张三"
    assert page_of(written(prefilled, {}))[where].value is None
    assert page_of(written(prefilled, {"signature.filled_by": "李四"}))[where].value == "李四"


def test_project_without_indicators() -> None:
    """Every class of indicators prints one line of strokes; nothing fails."""
    page = page_of(written(project("")))
    assert {page.cell(row, 4).value for row in range(13, 22)} == {"/"}


def test_the_list_of_checks_repeats_its_headings() -> None:
    """校验 runs over a page when it is printed: each page says what its columns are."""
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    assert book["校验"].print_title_rows == "$4:$4"
