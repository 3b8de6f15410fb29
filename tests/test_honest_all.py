"""What people and programs do to a form without harm: on every template, nothing above a note is found."""

import functools
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import office
import openpyxl
import pytest
from openpyxl.comments import Comment
from returned import SHEET
from subjects import (
    BOOK,
    CUSTOM,
    KEY,
    STYLES,
    Change,
    Subject,
    coloured,
    drawn,
    formatted,
    looking,
    matched,
    row_marked,
    saved,
    subjects,
    swapped,
    texted,
)
from tampering_all import repainted, typed_number

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.cells import Role
from perf_xlsx.template.model import Kind
from perf_xlsx.workbook.book import a1
from perf_xlsx.workbook.write import write_form

CORE = "docProps/core.xml"
ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
LINES = '<row r="{0}"><c r="A{0}" t="str"><v>以上内容属实，请领导审阅。</v></c></row></sheetData>'


SIGNED = frozenset({"signature", "remarks", "conclusion"})


def _seal(subject: Subject) -> Change:
    """An official seal below the scores, over the signature and the notes, where there are any."""
    page, columns = subject.sheet.page, [cell.last_column for cell in subject.sheet.page.cells]
    first = max(cell.last_row for cell in page.cells if cell.place and cell.place.block not in SIGNED)
    return drawn(first + 1, 1, page.bottom + 2, max(columns))


def _number(subject: Subject) -> str:
    return subject.at(typed_number(subject))


def _money(subject: Subject) -> str:
    """An amount the unit has typed; another number on a form without money."""
    cells = (cell for cell in subject.cells(Role.INPUT) if cell.kind is Kind.MONEY and cell.place in subject.inputs)
    return next((a1(cell.row, cell.column) for cell in cells), None) or _number(subject)


def _other_way(subject: Subject) -> str:
    return "portrait" if subject.sheet.template.definition.sheet.landscape else "landscape"


def _idle_row(subject: Subject) -> Change:
    """A row that does not apply put away; one that holds something made higher where all rows apply."""
    idle = sorted(map(int, subject.form.idle_rows))
    if idle:
        return row_marked(subject.sheet.page.list_rows[0] + idle[0] - 1, 'hidden="1"')
    return row_marked(subject.row(), 'ht="180"')


HONEST: Mapping[str, Callable[[Subject], Change]] = {
    "columns widened": lambda _: matched(SHEET, r'(<col min="\d+" max="\d+" )width="[\d.]+"', r'\1width="40"', 5),
    "row made higher": lambda one: row_marked(one.row(), 'ht="200"'),
    "zoom": lambda _: matched(SHEET, "<sheetView ", '<sheetView zoomScale="150" '),
    "zeros not shown on the sheet": lambda _: matched(SHEET, "<sheetView ", '<sheetView showZeros="0" '),
    "printed the other way": lambda one: matched(SHEET, 'orientation="\\w+"', f'orientation="{_other_way(one)}"'),
    "another footer": lambda _: matched(SHEET, "<oddFooter>", "<oddFooter>内部资料"),
    "unprotected": lambda _: matched(SHEET, r"<sheetProtection[^>]*/>", ""),
    "lists shown": lambda _: matched(BOOK, r'( name="_lists"[^>]*?) state="\w+"', r"\1"),
    "author and title": lambda _: texted(CORE, lambda xml: xml.replace("</cp:coreProperties>", _creator(xml))),
    "property of a document system": lambda _: matched(
        CUSTOM, "</Properties>", f"{PROPERTY}<vt:lpwstr>某局</vt:lpwstr></property></Properties>"
    ),
    "note below the form": lambda one: swapped(SHEET, "</sheetData>", LINES.format(one.sheet.page.bottom + 30)),
    "red letters": lambda one: coloured(_number(one), '<sz val="14"/><color rgb="FFFF0000"/><name val="楷体"/>'),
    "accounting format": lambda one: formatted(_money(one), ACCOUNTING),
    "format with its unit": lambda one: formatted(_money(one), '#,##0.00"万元"'),
    "rounded input": lambda one: formatted(_money(one), "0"),
    "zeros not shown": lambda one: formatted(_money(one), "0.00;-0.00;;@"),
    "input locked": lambda one: looking(_number(one), lambda xf: re.sub(r"<protection[^>]*/>", "", xf)),
    "seal": _seal,
    "colour by condition": lambda one: repainted(_number(one), '<font><color rgb="FF006100"/></font>'),
    "calculated in circles": lambda _: matched(BOOK, "<calcPr ", '<calcPr iterate="1" fullPrecision="0" '),
    "another theme of styles": lambda _: matched(STYLES, 'name val="宋体"', 'name val="等线"'),
    "idle row put away": _idle_row,
}
PROPERTY = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="公司">'


def _creator(xml: str) -> str:
    return "<dc:title>自评</dc:title></cp:coreProperties>" if "<dc:title>" not in xml else "</cp:coreProperties> "


def above_a_note(file: Path, subject: Subject) -> list[Finding]:
    """What is found that is more than a note, with the register and the key at hand."""
    [report] = check_file(file, file.name, Checking(register=subject.register(), key=KEY))
    assert not report.rules.crashed
    return [one for one in report.findings if one.severity is not Severity.INFO]


@pytest.mark.parametrize("number", range(len(subjects())), ids=[one.name for one in subjects()])
def test_honest_handling(tmp_path: Path, number: int) -> None:
    """One thing after the other on the same workbook, which has another name in the end; then each is one of many."""
    subject = subjects()[number]
    parts = dict(subject.parts)
    for name, change in HONEST.items():
        change(subject)(parts)
        found = above_a_note(saved(parts, tmp_path / "最终版 (3) - 副本.XLSX"), subject) if name in HALTS else []
        assert found == [], name


# After each of these is looked; what stands between them is found by the next one.
HALTS = ("unprotected", "rounded input", "seal", "idle row put away")


def test_there_are_enough_kinds() -> None:
    """Twelve at the least, besides what programs do."""
    assert len(HONEST) >= 12
    assert list(HONEST)[-1] in HALTS


class Kept(NamedTuple):
    """A workbook somebody saves: as it was issued, or filled in."""

    subject: Subject
    filled: bool

    @property
    def data(self) -> bytes:
        """The workbook before the save."""
        if self.filled:
            return self.subject.data
        return write_form(self.subject.template, self.subject.project, self.subject.identity)

    @property
    def name(self) -> str:
        """What it is, in words."""
        return f"{self.subject.name}，{'已填' if self.filled else '未填'}"


# An office program takes a second for each: here one state of every workbook, and of every template one flavour goes
# through openpyxl. PERF_XLSX_EVERY_KIND=1 saves every state of every workbook in every way.
EVERY = bool(os.environ.get("PERF_XLSX_EVERY_KIND"))
ROUTES = ("xlsx", "ods", "xls")


@functools.cache
def _kept() -> Sequence[Kept]:
    states = (True, False) if EVERY else (None,)
    return [
        Kept(one, (number + number // 2) % 2 == 0 if state is None else state)
        for number, one in enumerate(subjects())
        for state in states
    ]


def told_more(before: Path, after: Path, subject: Subject) -> list[Finding]:
    """What is more than a note and was not there before the save."""
    known = {(one.rule, one.field, one.message) for one in above_a_note(before, subject)}
    return [one for one in above_a_note(after, subject) if (one.rule, one.field, one.message) not in known]


def _by_a_program(book: Any) -> None:
    """What openpyxl can do more: a note sheet in front, a comment, another order of sheets, a panel put away."""
    book.create_sheet("说明", 0)["A1"] = "请领导审阅 ROW:1 KEY:"
    book.worksheets[1]["A1"].comment = Comment("已核对", "张三")
    book.move_sheet("校验", -1)


def _by_openpyxl() -> Sequence[Kept]:
    return _kept() if EVERY else [one for number, one in enumerate(_kept()) if (number + number // 2) % 2 == 0]


@pytest.mark.parametrize("number", range(len(_by_openpyxl())), ids=[one.name for one in _by_openpyxl()])
def test_saved_by_openpyxl(tmp_path: Path, number: int) -> None:
    """Loaded, changed and saved by a program that stores no results: nothing above a note that was not there."""
    kept, file = _by_openpyxl()[number], tmp_path / "回收.xlsx"
    file.write_bytes(kept.data)
    book = openpyxl.load_workbook(file)
    _by_a_program(book)
    again = tmp_path / "再存.xlsx"
    book.save(again)
    assert told_more(file, again, kept.subject) == []


def _saved_by_office(files: Sequence[Path], via: str, folder: Path) -> list[tuple[Path, ...]]:
    """What comes back of each file: saved as .xlsx, or in an older format and from there as .xlsx."""
    if via == "xlsx":
        return [(file,) for file in office.converted(files, folder / "xlsx", "xlsx")]
    between = office.converted(files, folder / via, via)  # type: ignore[arg-type]
    return list(zip(between, office.converted(between, folder / f"{via} xlsx", "xlsx"), strict=True))


@pytest.mark.office
@pytest.mark.parametrize("via", ROUTES)
def test_saved_by_an_office_program(tmp_path: Path, via: str) -> None:
    """Saved by LibreOffice as .xlsx, as .ods and as .xls, returned so or saved as .xlsx again: nothing is told more."""
    turn = ROUTES.index(via)
    chosen = [one for number, one in enumerate(_kept()) if EVERY or number % len(ROUTES) == turn]
    files = [tmp_path / f"{number:02}.xlsx" for number in range(len(chosen))]
    for one, file in zip(chosen, files, strict=True):
        file.write_bytes(one.data)
    wrong: dict[tuple[str, str], list[Finding]] = {}
    for one, file, saves in zip(chosen, files, _saved_by_office(files, via, tmp_path), strict=True):
        for after in saves:
            found = told_more(file, after, one.subject)
            if found:
                wrong[one.name, after.name] = found
    assert wrong == {}
