"""A project's form as a locked workbook: every result computed here and stored beside its formula."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.expr.meaning import ERROR_WORD, word_of
from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.hidden import Mirror
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
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.check_sheet import add_check_sheet, add_headline
from perf_xlsx.workbook.furniture import finish_book
from perf_xlsx.workbook.guide_sheet import add_guide_sheet
from perf_xlsx.workbook.heights import fitting_size, text_pixels
from perf_xlsx.workbook.hints import add_hints
from perf_xlsx.workbook.ooxml_out import FormSheet, FormWorkbook
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
    buffer = io.BytesIO()
    book = FormWorkbook(buffer, BOOK_OPTIONS)
    book.password = password
    page = book.add_worksheet(template.definition.sheet.name, FormSheet)
    printed = span(template.definition.sheet.printed) or (1, 1)
    work = Writing(
        template,
        project,
        identity,
        sheet_of(template, project),
        issued_form(template, project, inputs),
        book,
        page,
        Styles(book, {}),
        printed[1],
    )
    _columns(work)
    _rows(work)
    for cell in work.sheet.cells:
        _write_cell(work, cell)
    _write_hidden(work)
    _write_around(work)
    book.close()
    return buffer.getvalue()


def _write_around(work: Writing) -> None:
    add_headline(work.book, work.page, work.form, work.sheet, work.styles)
    add_hints(work.book, work.page, work.form, work.styles)
    add_check_sheet(work.book, work.form, work.sheet, work.styles)
    add_guide_sheet(work.book, work.sheet, work.styles)
    finish_book(work.book, work.page, work.identity, work.sheet, work.project)


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
    work.book.automatic_rows = frozenset(range(first, last + 1))


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
        work.page.write_formula(row, column, text, style, _stored(work.form.value(cell.place)))
        return
    if cell.role is Role.STATUS:
        status = work.sheet.status_value(work.form, cell)
        work.page.write_formula(row, column, work.sheet.formula_texts[cell.row, cell.column], style, status)
        return
    if cell.role in {Role.LABEL, Role.OMITTED}:
        _write_value(work, (row, column), _label_text(work, cell), style)
        return
    _write_value(work, (row, column), work.form.value(cell.place) if cell.place else None, style)
    if cell.role is Role.INPUT:
        add_validation(work.page, cell, work.form, work.sheet)


def _style(work: Writing, cell: Cell) -> Any:
    if cell.column >= work.sheet.hidden.key_column:
        return work.book.base_format
    look = look_of(cell, panel=cell.column > work.last_printed, number_format=number_format_of(work.form, cell))
    if cell.role is Role.GIVEN and cell.merged and (size := _size(work, cell)) < font_size_of(cell):
        look["font_size"] = size
    return work.styles.of(**look)


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


def _write_value(work: Writing, at: tuple[int, int], value: Value, style: Any) -> None:
    if value is None or value == "":
        work.page.write_blank(*at, None, style)
    elif isinstance(value, Decimal):
        work.page.write_number(*at, float(value), style)
    else:
        work.page.write_string(*at, value, style)


def _write_hidden(work: Writing) -> None:
    base, texts, page = work.book.base_format, work.sheet.formula_texts, work.page
    key_column = work.sheet.hidden.key_column
    page.write_string(0, key_column, work.identity.key_text(), base)
    page.write_string(1, key_column, work.identity.signature_text(), base)
    for mirror in work.sheet.hidden.mirrors:
        at = (mirror.row - 1, mirror.column - 1)
        value = _mirrored(work, mirror)
        text = texts.get((mirror.row, mirror.column))
        if text is None:
            _write_value(work, at, work.form.value(mirror.place), base)
        else:
            page.write_formula(*at, text, base, value)
    for flag in work.sheet.flags:
        page.write_formula(
            flag.row - 1, flag.column - 1, texts[flag.row, flag.column], base, flag_value(work.form, flag)
        )


def mirror_value(form: FilledForm, mirror: Mirror) -> Value:
    """What a mirror shows of a cell."""
    value = form.value(mirror.place)
    if isinstance(value, Decimal):
        return value
    if mirror.face is Face.NUMBER:
        return Decimal(0) if not word_of(value) else ERROR_WORD
    return word_of(value) or None


def _mirrored(work: Writing, mirror: Mirror) -> float | str:
    return _stored(mirror_value(work.form, mirror))


def _stored(value: Value) -> float | str:
    """A result the way XlsxWriter stores it beside a formula."""
    return float(value) if isinstance(value, Decimal) else value or ""
