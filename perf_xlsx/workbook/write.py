"""A project's form as a locked workbook: every result computed here and stored beside its formula."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.issued import issued_form, sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.prompts import grade_words
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.texts import fill_text
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind
from perf_xlsx.template.report_texts import blank_texts
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.check_sheet import add_check_sheet, add_headline
from perf_xlsx.workbook.furniture import finish_book
from perf_xlsx.workbook.guide_sheet import add_guide_sheet
from perf_xlsx.workbook.heights import fitting_size, text_pixels
from perf_xlsx.workbook.hidden_out import stored, write_hidden, write_value
from perf_xlsx.workbook.hints import add_hints
from perf_xlsx.workbook.ooxml_out import FormSheet, FormWorkbook
from perf_xlsx.workbook.report_sheet import add_report_sheet
from perf_xlsx.workbook.review_sheet import Review, add_comments, add_review_sheet
from perf_xlsx.workbook.style import NUMBER_FORMATS, Styles, font_size_of, literal_format, look_of
from perf_xlsx.workbook.validation import add_validation

UNIT_COLUMNS = frozenset({"actual", "target_number"})
BOOK_OPTIONS = {
    "in_memory": True,
    "default_format_properties": {"font_name": "宋体", "font_size": 11},
    "default_row_height": 18,
    "default_column_width": 72,
}


@dataclass(slots=True)
class Writing:
    """What is at hand while one workbook is written."""

    template: Template
    project: Project
    identity: Identity
    sheet: Sheet
    form: FilledForm
    book: FormWorkbook
    page: Worksheet
    styles: Styles
    last_printed: int
    review: Review = field(default_factory=Review)


def write_form(
    template: Template,
    project: Project,
    identity: Identity,
    *,
    password: str = "",
    inputs: Mapping[Place, Value] | None = None,
) -> bytes:
    """Write a project's form; `inputs` replaces what is prefilled. Two calls with the same arguments give equal bytes.

    Fonts, locks, mirrors and post-processing: workbook.md, D1–D10.
    """
    work = _begun(template, project, identity, inputs)
    if project.report or template.definition.sheet.report:
        work.form = replace(work.form, texts=blank_texts())
    return _finished(work, password)


def write_marked(
    template: Template, project: Project, identity: Identity, inputs: Mapping[Place, Value], review: Review
) -> bytes:
    """Write a form anew as the unit filled it in, marked with what a check found; the rest is as it was issued."""
    work = _begun(template, project, identity, inputs)
    work.review = review
    work.form = replace(work.form, notes=review.notes, texts=review.texts)
    return _finished(work, "")


def _begun(template: Template, project: Project, identity: Identity, inputs: Mapping[Place, Value] | None) -> Writing:
    book = FormWorkbook(io.BytesIO(), BOOK_OPTIONS)
    page = book.add_worksheet(template.definition.sheet.name, FormSheet)
    printed = span(template.definition.sheet.printed) or (1, 1)
    sheet, form = sheet_of(template, project), issued_form(template, project, inputs)
    return Writing(template, project, identity, sheet, form, book, page, Styles(book, {}), printed[1])


def _finished(work: Writing, password: str) -> bytes:
    work.book.password = password
    _columns(work)
    _rows(work)
    for cell in work.sheet.cells:
        _write_cell(work, cell)
    write_hidden(work.page, work.form, work.sheet, work.identity, work.book.base_format)
    _write_around(work)
    work.book.close()
    data: bytes = work.book.filename.getvalue()
    return data


def _write_around(work: Writing) -> None:
    add_headline(work.book, work.page, work.form, work.sheet, work.styles)
    add_hints(work.book, work.page, work.form, work.styles)
    add_check_sheet(work.book, work.form, work.sheet, work.styles)
    if work.form.texts:
        add_report_sheet(work.book, work.form.texts, work.styles)
    add_guide_sheet(work.book, work.sheet, work.styles, report=bool(work.form.texts))
    if work.review.findings:
        add_comments(work.page, work.review)
    finish_book(work.book, work.page, work.identity, work.sheet, work.project)
    if work.review.findings:  # after the list of issued sheets is made: it is none of them
        add_review_sheet(work.book, {work.page.name: work.review}, work.styles, issued=True)


def _columns(work: Writing) -> None:
    base = work.book.base_format
    for letters, pixels in work.template.definition.sheet.widths.items():
        work.page.set_column_pixels(f"{letters}:{letters}", pixels, base)
    hidden = work.sheet.hidden
    work.page.set_column(hidden.key_column - 1, hidden.last_column - 1, None, base, {"hidden": 1})


def _rows(work: Writing) -> None:
    first, last = work.sheet.page.list_rows
    heights = dict(work.sheet.page.heights)
    for cell in work.sheet.page.cells:
        if cell.role in {Role.GIVEN, Role.INPUT, Role.LABEL} and cell.last_row <= cell.row:
            text = _printed_text(work, cell)
            if text and cell.column <= work.last_printed and cell.style not in {"title", "subtitle"}:
                heights[cell.row] = max(heights[cell.row], text_pixels(text, _width(work, cell), _size(work, cell)))
    for row, pixels in heights.items():
        work.page.set_row_pixels(row - 1, pixels)
    for row in work.sheet.page.hidden_rows:
        work.page.set_row(row - 1, 6, None, {"hidden": True})
        heights.pop(row, None)
    work.book.row_pixels = heights
    work.book.automatic_rows[1] = frozenset(range(first, last + 1))


def _width(work: Writing, cell: Cell) -> int:
    widths = work.template.definition.sheet.widths
    return sum(widths.get(letters_of_number(n), 72) for n in range(cell.column, cell.last_column + 1))


def _size(work: Writing, cell: Cell) -> float:
    """The size a cell is set in: a plan too long for the highest row is set smaller rather than cut."""
    size = font_size_of(cell)
    return fitting_size(_printed_text(work, cell), _width(work, cell), size) if cell.role is Role.GIVEN else size


def _printed_text(work: Writing, cell: Cell) -> str:
    if cell.role is Role.LABEL:
        return _label_text(work, cell)
    value = work.form.value(cell.place) if cell.place else None
    if cell.place and cell.kind is Kind.MEASURE:
        qualitative = work.form.value(Place(cell.place.block, cell.place.row, "direction")) == "qualitative"
        return max(grade_words(work.template), key=len, default="") if qualitative else ""
    return value if isinstance(value, str) else ""


def _label_text(work: Writing, cell: Cell) -> str:
    return fill_text(work.template, cell.text, work.project.fiscal_year, work.project.code)


def _write_cell(work: Writing, cell: Cell) -> None:
    if cell.role is Role.KEY:
        work.page.write_string(cell.row - 1, cell.column - 1, cell.text, work.book.base_format)
        return
    style = _style(work, cell)
    row, column = cell.row - 1, cell.column - 1
    if cell.merged:
        work.page.merge_range(row, column, cell.last_row - 1, cell.last_column - 1, "", style)
    if cell.role is Role.FORMULA and cell.place is not None:
        text = work.sheet.formula_texts[cell.row, cell.column]
        work.page.write_formula(row, column, text, style, stored(work.form.value(cell.place)))
        return
    if cell.role is Role.STATUS:
        status = work.sheet.status_value(work.form, cell)
        work.page.write_formula(row, column, work.sheet.formula_texts[cell.row, cell.column], style, status)
        return
    if cell.role in {Role.LABEL, Role.OMITTED}:
        write_value(work.page, (row, column), _label_text(work, cell), style)
        return
    write_value(work.page, (row, column), work.form.value(cell.place) if cell.place else None, style)
    if cell.role is Role.INPUT:
        add_validation(work.page, cell, work.form, work.sheet)


def _style(work: Writing, cell: Cell) -> Any:
    if cell.column >= work.sheet.hidden.key_column:
        return work.book.base_format
    pasted = cell.place is not None and work.review.printed.get(cell.place, "").endswith("%")
    number_format = NUMBER_FORMATS[Kind.PERCENT] if pasted else number_format_of(work.form, cell)
    look = look_of(cell, panel=cell.column > work.last_printed, number_format=number_format)
    if cell.role is Role.GIVEN and cell.merged and (size := _size(work, cell)) < font_size_of(cell):
        look["font_size"] = size
    mark = work.review.marks.get(f"{letters_of_number(cell.column)}{cell.row}")
    return work.styles.of(**{**look, **({"bg_color": mark[0]} if mark else {})})


def number_format_of(form: FilledForm, cell: Cell) -> str:
    """The number format of a cell: its kind's, or the unit its row was issued with."""
    if cell.source is not None and cell.source.key in UNIT_COLUMNS and cell.place is not None:
        unit = form.value(Place(cell.place.block, cell.place.row, "measure_unit"))
        return unit_format(None if form.template.bare_units else unit)
    return NUMBER_FORMATS[cell.kind]


def unit_format(unit: Value) -> str:
    """The number format that shows a bare number with its unit."""
    if not isinstance(unit, str) or not unit:
        return "General"
    return "0.00%" if unit == "%" else literal_format(unit)
