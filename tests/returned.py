"""Workbooks as they come back: issued, filled in, and then changed by a program or by hand."""

import functools
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from tools import FILLED, Changes, at, national, project, values

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.form.hidden import ROW
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.project import Project
from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.write import write_form

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"

Edit = Callable[[str], str]
Moved = Callable[[int], int]
_CELL = re.compile(r'("[^"]*")|(\$?)([A-Z]{1,3})(\$?)([1-9]\d*)(?![\w(])')


def workbook(inputs: Changes | None = None, one: Project | None = None) -> bytes:
    """An issued workbook with what has been filled in; the clean form unless told."""
    return _clean() if inputs is None and one is None else _written(inputs or {}, one or project())


@functools.cache
def _clean() -> bytes:
    return _written(FILLED, project())


def _written(inputs: Changes, one: Project) -> bytes:
    return write_form(national(), one, identity_of(national(), one), inputs=values(inputs))


def returned(folder: Path, inputs: Changes | None = None, name: str = "回收.xlsx") -> Path:
    """A filled workbook in a folder; `inputs` stand beside the clean form's."""
    file = folder / name
    file.write_bytes(workbook(None if inputs is None else {**FILLED, **inputs}))
    return file


def address(place: str) -> str:
    """Where a value stands in the issued workbook, A1 style."""
    cell = sheet_of(national(), project()).at[at(place)]
    return f"{letters_of_number(cell.column)}{cell.row}"


def resaved(file: Path, change: Callable[[Any], object] = lambda _book: None) -> Path:
    """Load, change and save a workbook with openpyxl, which keeps formulas and stores no results."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def edited(file: Path, edits: Mapping[str, Edit | None]) -> Path:
    """Edit parts of a workbook as text; None takes a part out."""
    source = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            edit = edits.get(name, str)
            if edit is not None:
                data = source.read(name)
                target.writestr(name, edit(data.decode()).encode() if name in edits else data)
    return file


def put(file: Path, place: str, inner: str, kind: str = "") -> Path:
    """Replace what stands in a cell (XML: formula and value), its style kept, nothing recalculated."""
    where = address(place) if "." in place else place

    def edit(xml: str) -> str:
        pattern = rf'<c r="{where}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
        mark = f' t="{kind}"' if kind else ""
        xml, count = re.subn(pattern, lambda found: f'<c r="{where}"{found[1] or ""}{mark}>{inner}</c>', xml)
        assert count == 1, where
        return xml

    return edited(file, {SHEET: edit})


def store(file: Path, place: str, value: str, kind: str = "") -> Path:
    """Change the result stored beside a formula, the formula left as it is."""
    where = address(place)

    def edit(xml: str) -> str:
        pattern = rf'<c r="{where}"( s="\d+")?[^>]*?><f[^>]*>(.*?)</f>.*?</c>'
        mark = f' t="{kind}"' if kind else ""
        cell = f'<c r="{where}"\\1{mark}><f>\\2</f><v>{value}</v></c>'
        xml, count = re.subn(pattern, cell, xml)
        assert count == 1, where
        return xml

    return edited(file, {SHEET: edit})


def formula_in(file: Path, place: str) -> str:
    """The formula that stands in a cell."""
    formula = openpyxl.load_workbook(file).worksheets[0][address(place)].value
    assert isinstance(formula, str)
    return formula


def key_column(file: Path) -> int:
    """The column the row keys stand in."""
    page = openpyxl.load_workbook(file).worksheets[0]
    columns = (cell.column for row in page.iter_rows() for cell in row if str(cell.value).startswith(ROW))
    return next(column for column in columns if column)


def reports(file: Path, checking: Checking | None = None) -> list[FormReport]:
    """Every form of a file, checked."""
    return check_file(file, file.name, checking or Checking())


def report(file: Path, checking: Checking | None = None) -> FormReport:
    """The one form of a file, checked."""
    [only] = reports(file, checking)
    return only


def found(file: Path, code: str, checking: Checking | None = None) -> list[Finding]:
    """What one rule finds in a file."""
    return [one for one in report(file, checking).findings if one.rule == code]


def the_one(file: Path, code: str, checking: Checking | None = None) -> Finding:
    """The one thing a rule finds in a file."""
    [only] = found(file, code, checking)
    return only


def codes(file: Path, checking: Checking | None = None) -> list[str]:
    """The rules that find something, in report order."""
    return [one.rule for one in report(file, checking).findings]


def rearranged(file: Path, down: Moved, right: Moved) -> Path:
    """Move rows and columns as an office program does when some are inserted: cells, formulas and merges follow."""
    return edited(file, {SHEET: lambda xml: rearranged_xml(xml, down, right)})


def rearranged_xml(xml: str, down: Moved, right: Moved) -> str:
    """The same in the text of a sheet."""

    def cell(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        column = letters_of_number(right(number_of_letters(found[3])))
        return f"{found[2]}{column}{found[4]}{down(int(found[5]))}"

    xml = re.sub(r'<row r="(\d+)"', lambda found: f'<row r="{down(int(found[1]))}"', xml)
    xml = re.sub(r' spans="[^"]*"', "", xml)
    xml = re.sub(r'<c r="([A-Z]+\d+)"', lambda found: f'<c r="{_CELL.sub(cell, found[1])}"', xml)
    xml = re.sub(r"<f>(.*?)</f>", lambda found: f"<f>{_CELL.sub(cell, found[1])}</f>", xml)
    xml = re.sub(r' sqref="([^"]*)"', lambda found: f' sqref="{_CELL.sub(cell, found[1])}"', xml)
    return re.sub(r'<mergeCell ref="([^"]*)"', lambda found: f'<mergeCell ref="{_CELL.sub(cell, found[1])}"', xml)


def still(number: int) -> int:
    """Nothing moves."""
    return number


def from_on(first: int, by: int = 1) -> Moved:
    """What begins here moves on."""
    return lambda number: number + by if number >= first else number
