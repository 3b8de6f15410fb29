"""A filled form as a clean print form: values only, the official look, nothing hidden, every text whole."""

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import PRINTED_DIGITS, Identity
from perf_xlsx.numbers import Value
from perf_xlsx.template.model import Flavour, Kind
from perf_xlsx.workbook.clean_text import clean
from perf_xlsx.workbook.furniture import ALLOWED, CREATED, set_paper
from perf_xlsx.workbook.made_mark import MADE, PRINT_FORM
from perf_xlsx.workbook.ooxml_out import FormSheet, FormWorkbook
from perf_xlsx.workbook.print_layout import Layout, Piece, layout_of, pieces_of
from perf_xlsx.workbook.report_sheet import add_printed_report
from perf_xlsx.workbook.style import NUMBER_FORMATS, Styles, literal_format, look_of
from perf_xlsx.workbook.write import BOOK_OPTIONS, UNIT_COLUMNS, number_format_of

# What a returned workbook says of itself is cut to what fits a header or footer of 255 signs.
LONGEST_CODE = 64
LONGEST_TEMPLATE = 100


def write_print_form(form: FilledForm, identity: Identity, note: str = "") -> bytes:
    """Write a form that was issued and filled in for printing; `note` stands at the upper left of every page.

    What formulas give is computed here from what was filled in. Two calls with the same arguments give equal bytes.
    """
    buffer = io.BytesIO()
    book = FormWorkbook(buffer, BOOK_OPTIONS)
    definition = form.template.definition
    page = book.add_worksheet(definition.sheet.name, FormSheet)
    styles, layout = Styles(book, {}), layout_of(form)
    for column, pixels in layout.widths.items():
        page.set_column_pixels(column - 1, column - 1, pixels, book.base_format)
    for row, pixels in enumerate(layout.heights):
        page.set_row_pixels(row, pixels)
    for piece in pieces_of(layout):
        _write_piece(page, form, piece, styles)
    _set_pages(page, layout, _safe(identity), note)
    texts = {part: clean(text) for part, text in form.texts.items()}
    if any(texts.values()):
        add_printed_report(book, texts, styles)
    book.set_properties({"title": definition.title, "author": "perf-xlsx", "created": CREATED})
    book.set_custom_property(MADE, PRINT_FORM)
    page.protect("", ALLOWED)
    page.hide_gridlines(2)
    book.close()
    return buffer.getvalue()


def _write_piece(page: Worksheet, form: FilledForm, piece: Piece, styles: Styles) -> None:
    (first, last), (left, right) = piece.rows, piece.columns
    look = styles.of(**_look(form, piece))
    if last > first or right > left:
        page.merge_range(first - 1, left - 1, last - 1, right - 1, "", look)
    _write_value(page, (first - 1, left - 1), piece.value, look)


def _write_value(page: Worksheet, at: tuple[int, int], value: Value, look: Any) -> None:
    if isinstance(value, Decimal):
        page.write_number(*at, float(value), look)
    elif value:
        page.write_string(*at, value, look)
    else:
        page.write_blank(*at, None, look)


def _look(form: FilledForm, piece: Piece) -> dict[str, Any]:
    """The look on the issued form, locked; a number shrinks where it is wider than its cell, a cut text has no rule."""
    look = look_of(piece.cell, panel=False, number_format=number_format_of(form, piece.cell))
    look.pop("locked", None)
    if isinstance(piece.value, Decimal):
        look |= {"text_wrap": False, "shrink": True, **_unit_look(form, piece.cell)}
    if piece.flowing:
        ruled = look.pop("border", 0)
        sides = {"left": True, "right": True, "top": piece.opens, "bottom": piece.closes}
        look |= {"valign": "top", **{side: ruled for side, drawn in sides.items() if drawn and ruled}}
    return look


def _unit_look(form: FilledForm, cell: Cell) -> dict[str, Any]:
    """A number typed with a percent sign keeps it; on a 空白版 the unit that was typed beside a number stands by it."""
    if cell.place in form.printed:
        return {"num_format": NUMBER_FORMATS[Kind.PERCENT]}
    if cell.place is None or cell.source is None or cell.source.key not in UNIT_COLUMNS:
        return {}
    unit = form.value(cell.place._replace(column="measure_unit"))
    apart = form.flavour is Flavour.BLANK and not form.template.prints_units
    return {"num_format": literal_format(unit)} if apart and isinstance(unit, str) else {}


def _set_pages(page: Worksheet, layout: Layout, identity: Identity, note: str) -> None:
    """Fitted to one page, or to the width of one, with pages that end where spans and texts were cut."""
    set_paper(page, identity, note, landscape=layout.landscape)
    page.print_area(0, 0, len(layout.heights) - 1, layout.last_column - 1)
    if layout.repeated >= 0:
        page.repeat_rows(layout.repeated, layout.repeated + layout.repeats - 1)
    page.fit_to_pages(1, int(layout.one_page))
    if not layout.one_page:
        page.set_h_pagebreaks(list(layout.starts[1:]))


def _safe(identity: Identity) -> Identity:
    """An identity fit for header and footer."""
    return replace(
        identity,
        project_code=clean(identity.project_code)[:LONGEST_CODE],
        template=clean(identity.template)[:LONGEST_TEMPLATE],
        digest=clean(identity.digest)[:PRINTED_DIGITS],
        signature=clean(identity.signature)[:PRINTED_DIGITS],
    )
