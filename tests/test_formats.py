"""One form in every format: what came back as .xlsx is the same as .xls and .ods, and stays an issued workbook."""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import office
import openpyxl
import pytest
from case_book import FORMS, Style, workbook_of
from documents import seed_002_document, word, word_of_sheet
from returned import address, put, report, reports, returned, the_one
from tools import QUANTITY

from perf_xlsx.finding import FormReport, Severity
from perf_xlsx.form.results import one_formula_spelling
from perf_xlsx.numbers import Value, same_number
from perf_xlsx.workbook.book import Book, SheetGrid, cell_value, split_a1
from perf_xlsx.workbook.issued_in import stamps_of
from perf_xlsx.workbook.read import read_book

RETURNED = sorted((Path(__file__).parents[1] / "samples" / "returned").glob("*.xlsx"))
KINDS: tuple[Literal["xls", "ods"], ...] = ("xls", "ods")
Place = tuple[int, int]


@pytest.fixture(scope="module")
def saved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The returned samples in every format, by format and name, saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("formats")
    found: dict[tuple[str, str], Path] = {}
    for kind in KINDS:
        made = office.converted(RETURNED, folder / kind, kind)
        again = office.converted(made, folder / f"{kind} again", "xlsx")
        for before, one, back in zip(RETURNED, made, again, strict=True):
            found[kind, before.stem] = one
            found[f"{kind} and back", before.stem] = back
    return found


def read(path: Path) -> Book:
    """Read a file that must be readable."""
    book = read_book(path)
    assert isinstance(book, Book), book
    return book


def same(left: Value, right: Value) -> bool:
    """Whether two cells hold the same."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return same_number(left, right)
    return left == right


def columns_of(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """The columns of some ranges."""
    return {column for first, last in ranges for column in range(first, last + 1)}


def checked_cells(grid: SheetGrid) -> set[tuple[str, Place]]:
    """The cells that have a validation, each with its kind."""
    found = set()
    for one in grid.validations:
        for area in one.ranges.split():
            first, _, last = area.partition(":")
            (top, left), (bottom, right) = split_a1(first) or (0, 0), split_a1(last or first) or (0, 0)
            places = itertools.product(range(top, bottom + 1), range(left, right + 1))
            found |= {(one.kind, place) for place in places}
    return found


def places_of(grid: SheetGrid) -> Iterator[Place]:
    """Every cell with a value or a style."""
    yield from grid.cells
    yield from grid.blanks


@pytest.mark.office
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_a_workbook_reads_the_same(saved: Mapping[tuple[str, str], Path], kind: str, file: Path) -> None:
    """Values, merges, locks, what is hidden and protected: equal, sheet by sheet and cell by cell."""
    before, after = read(file), read(saved[kind, file.stem])
    assert [(one.name, one.state == "visible") for one in after.sheets] == [
        (one.name, one.state == "visible") for one in before.sheets
    ]
    for left, right in zip(before.sheets, after.sheets, strict=True):
        assert sorted(left.merges) == sorted(right.merges)
        assert left.hidden_rows == right.hidden_rows
        assert columns_of(left.hidden_columns) == columns_of(right.hidden_columns)
        assert (left.protection is None) == (right.protection is None)
        assert left.cells.keys() == right.cells.keys()
        for place, cell in left.cells.items():
            other = right.cells[place]
            # LibreOffice writes 0 into an .xls for a formula's text it has not computed itself.
            lost = kind == "xls" and cell.formula is not None and cell.kind == "s"
            assert lost or same(cell_value(cell), cell_value(other)), (left.name, place, cell, other)
            assert (cell.formula is None) == (other.formula is None), place
        assert checked_cells(left) == checked_cells(right)
        for place in places_of(left):
            assert before.locked(left, *place) == after.locked(right, *place), place
            shown = before.style_of(left, *place).number_format, after.style_of(right, *place).number_format
            assert ("%" in shown[0]) is ("%" in shown[1]), (place, shown)


@pytest.mark.office
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_formulas_of_ods_are_those_of_the_workbook(saved: Mapping[tuple[str, str], Path], file: Path) -> None:
    """Every formula comes back in the spelling it was issued in."""
    for left, right in zip(read(file).sheets, read(saved["ods", file.stem]).sheets, strict=True):
        for place, cell in left.cells.items():
            formula = right.cells[place].formula
            assert one_formula_spelling(cell.formula or "") == one_formula_spelling(formula or ""), place


def found_in(one: FormReport) -> list[tuple[str, str | None, str | None, str]]:
    """What is found above a note, and where."""
    noted = [finding for finding in one.findings if finding.severity is not Severity.INFO]
    return [(finding.rule, finding.cell, finding.value, finding.message) for finding in noted]


@pytest.mark.office
@pytest.mark.parametrize("kind", [*KINDS, "xls and back", "ods and back"])
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_an_issued_workbook_stays_one(saved: Mapping[tuple[str, str], Path], kind: str, file: Path) -> None:
    """Its keys are found, what is found is the same, and rules a format hides their cells from say so."""
    path = saved[kind, file.stem]
    assert [one.identity for one in stamps_of(read(path))] == [one.identity for one in stamps_of(read(file))]
    before, after = report(file), report(path)
    assert found_in(after) == found_in(before)
    assert after.verdict is before.verdict
    assert (after.execution_rate, after.score) == (before.execution_rate, before.score)
    hidden = {"T03", "T04"} if kind == "xls" else set()
    for code in hidden:
        assert ".xls" in after.rules.skipped[code]
    assert set(before.rules.ran) - set(after.rules.ran) == hidden


@pytest.mark.office
@pytest.mark.parametrize("kind", KINDS)
def test_a_formula_overwritten_is_seen_in_every_format(soffice: str, tmp_path: Path, kind: Any) -> None:
    """A number typed over a formula is T03 in .xls too, where formulas cannot be read but their absence can."""
    file = returned(tmp_path)
    book = openpyxl.load_workbook(file)
    book.worksheets[0][address("total.score")] = 99
    book.save(file)
    [calculated] = office.recalculate([file], tmp_path / "calculated")
    [path] = office.converted([calculated], tmp_path / kind, kind)
    assert the_one(path, "T03").field == "total.score"


@pytest.mark.office
def test_another_formula_in_an_old_workbook(soffice: str, tmp_path: Path) -> None:
    """What the formula is cannot be read there; that its result is another is told all the same."""
    file = put(returned(tmp_path), "total.score", "<f>50+49</f><v>99</v>")
    [path] = office.converted([file], tmp_path / "xls", "xls")
    told = the_one(path, "T04")
    assert (told.field, told.value, told.expected) == ("total.score", "99", "99.5")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", *KINDS])
def test_a_date_made_of_3_5_is_shown_as_one(soffice: str, tmp_path: Path, kind: Any) -> None:
    """A completed value that Excel turned into a date keeps its number, and is shown as the day the filler sees."""
    file = returned(tmp_path, {f"indicators.{QUANTITY}.actual": 45356})
    book = openpyxl.load_workbook(file)
    where = address(f"indicators.{QUANTITY}.actual")
    book.worksheets[0][where].number_format = 'm"月"d"日"'
    book.save(file)
    [path] = [file] if kind == "xlsx" else office.converted([file], tmp_path / kind, kind)
    opened = read(path)
    row, column = split_a1(where) or (0, 0)
    assert opened.value_at(opened.sheets[0], row, column) == "3月5日"
    assert report(path).issued


Told = list[tuple[object, ...]]


def told(file: Path) -> Told:
    """All that is said of the forms of a file, but for their sheets' names and the cells, which move."""
    return [
        (one.template, one.project_name, one.fiscal_year, one.score, one.verdict, one.rules.ran, what_of(one))
        for one in reports(file)
    ]


def what_of(one: FormReport) -> list[tuple[str, str | None, str | None, str]]:
    """What is found in a form, wherever it stands on the sheet."""
    return sorted(((found.rule, found.field, found.value, found.message) for found in one.findings), key=str)


@pytest.mark.office
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_made_by_hand_is_the_same_in_every_format(soffice: str, tmp_path: Path, kind: Any) -> None:
    """Every published form, typed as a workbook and saved in the other formats, is read and judged the same."""
    files = [tmp_path / f"{name}.xlsx" for name in FORMS]
    for name, file in zip(FORMS, files, strict=True):
        workbook_of(name, file)
    for file, other in zip(files, office.converted(files, tmp_path / kind, kind), strict=True):
        assert told(other) == told(file), file.stem


def test_six_forms_in_one_document_are_six_reports(tmp_path: Path) -> None:
    """Seed 002, one document, is judged as its six forms are one by one as workbooks."""
    document = tmp_path / "自评表.docx"
    document.write_bytes(seed_002_document())
    names = [name for name in FORMS if name.startswith("002-")]
    for name in names:
        workbook_of(name, tmp_path / f"{name}.xlsx")
    assert told(document) == [one for name in names for one in told(tmp_path / f"{name}.xlsx")]
    assert [one.sheet for one in reports(document)] == [f"表格{number}" for number in range(1, 7)]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_made_in_word(tmp_path: Path, name: str) -> None:
    """Every published form as a Word table is judged as its workbook of texts, whose note on them it does not need."""
    file, document = tmp_path / "a.xlsx", tmp_path / "a.docx"
    workbook_of(name, file, Style(as_text=True))
    document.write_bytes(word(word_of_sheet(openpyxl.load_workbook(file).worksheets[0])))
    [made], [typed] = told(document), told(file)
    assert made[:-1] == typed[:-1]
    found = what_of(report(file))
    assert what_of(report(document)) == [one for one in found if not one[3].endswith("以文本存放，已按数字审核")]
