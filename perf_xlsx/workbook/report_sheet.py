"""The sheet 报告 as XlsxWriter writes it: a part of the report a row, its text in the one cell that is open."""

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.report_sheet import (
    FIRST_ROW,
    HEADINGS,
    HOW_TO,
    KEY_COLUMN,
    LABEL_COLUMN,
    SHEET_NAME,
    TEXT_COLUMN,
    TITLE,
    key_text,
)
from perf_xlsx.template.report_texts import ReportText, report_texts
from perf_xlsx.workbook.heights import MOST_PIXELS, lines_in, text_parts, text_pixels
from perf_xlsx.workbook.ooxml_out import FormWorkbook
from perf_xlsx.workbook.pages import BOTTOM, LEFT, RIGHT, TOP
from perf_xlsx.workbook.style import INK, PALE, RULE, TITLE_FONT, Styles

WIDTHS = (180, 580)
SIZE, SMALL = 10.5, 9.0
TITLE_PIXELS, HEAD_PIXELS, LEAST_PIXELS = 44, 28, 96
PROTECTED = {"format_rows": True, "format_columns": True}


def add_report_sheet(book: FormWorkbook, texts: Mapping[str, str], styles: Styles) -> None:
    """Write 报告 with what has been written there; only the texts are open, and their rows grow with them."""
    page = _begun(book, styles, HOW_TO)
    page.set_column(KEY_COLUMN - 1, KEY_COLUMN - 1, None, book.base_format, {"hidden": 1})
    look = styles.of(border=1, border_color=RULE, align="left", valign="top", indent=1, font_size=SIZE, locked=False)
    for row, one in enumerate(report_texts(), FIRST_ROW - 1):
        _label(page, row, one, styles)
        text = texts.get(one.key, "")
        if text:
            page.write_string(row, TEXT_COLUMN - 1, text, look)
        else:
            page.write_blank(row, TEXT_COLUMN - 1, None, look)
        page.write_string(row, KEY_COLUMN - 1, key_text(one), book.base_format)
        page.set_row_pixels(row, max(LEAST_PIXELS, text_pixels(text, WIDTHS[1], SIZE)))
    last = FIRST_ROW - 1 + len(report_texts())
    book.automatic_rows[page.index + 1] = frozenset(range(FIRST_ROW, last + 1))
    page.set_selection(FIRST_ROW - 1, TEXT_COLUMN - 1, FIRST_ROW - 1, TEXT_COLUMN - 1)
    _finished(page, last, book.password)


def add_printed_report(book: FormWorkbook, texts: Mapping[str, str], styles: Styles) -> None:
    """Write the parts that have a text for printing; one too high for a row takes several."""
    page, row = _begun(book, styles), FIRST_ROW - 1
    written = [(one, texts[one.key]) for one in report_texts() if texts.get(one.key)]
    for one, text in written:
        parts = text_parts(text, WIDTHS[1], SIZE, lines_in(MOST_PIXELS // 2, SIZE))
        for number, part in enumerate(parts):
            sides: dict[str, object] = {
                "left": 1,
                "right": 1,
                "top": int(number == 0),
                "bottom": int(number + 1 == len(parts)),
            }
            look = styles.of(**sides, align="left", valign="top", font_size=SIZE)
            if number == 0:
                _label(page, row, one, styles, sides)
            else:
                page.write_blank(row, LABEL_COLUMN - 1, None, look)
            page.write_string(row, TEXT_COLUMN - 1, part, look)
            page.set_row_pixels(row, max(HEAD_PIXELS * 2, text_pixels(part, WIDTHS[1], SIZE)))
            row += 1
    _finished(page, row, "")


def _begun(book: FormWorkbook, styles: Styles, how_to: str = "") -> Worksheet:
    page = book.add_worksheet(SHEET_NAME)
    for column, pixels in enumerate(WIDTHS):
        page.set_column_pixels(column, column, pixels, book.base_format)
    page.merge_range(0, 0, 0, 1, TITLE, styles.of(font_name=TITLE_FONT, font_size=16))
    page.set_row_pixels(0, TITLE_PIXELS)
    if how_to:
        page.merge_range(1, 0, 1, 1, how_to, styles.of(align="left", font_color=INK))
        page.set_row_pixels(1, text_pixels(how_to, sum(WIDTHS), SIZE))
    head = styles.of(bold=True, border=1, border_color=RULE, bg_color=PALE)
    for column, words in enumerate(HEADINGS):
        page.write_string(FIRST_ROW - 2, column, words, head)
    page.set_row_pixels(FIRST_ROW - 2, HEAD_PIXELS)
    return page


def _label(
    page: Worksheet, row: int, one: ReportText, styles: Styles, sides: Mapping[str, object] | None = None
) -> None:
    """The part's name, and below it, small, what to write."""
    edges: Mapping[str, object] = sides or {"border": 1, "border_color": RULE}
    look = styles.of(**edges, align="left", valign="top", indent=1)
    name, small = styles.of(font_name=TITLE_FONT, font_size=SIZE), styles.of(font_size=SMALL, font_color=INK)
    page.write_rich_string(row, LABEL_COLUMN - 1, name, one.label, small, f"\n{one.prompt}", look)


def _finished(page: Worksheet, rows: int, password: str) -> None:
    page.set_paper(9)
    page.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST_ROW - 2)
    page.print_area(0, 0, rows - 1, len(WIDTHS) - 1)
    page.set_footer('&C&"宋体,常规"&9第 &P 页 共 &N 页', {"margin": 0.35})
    page.hide_gridlines(2)
    page.protect(password, PROTECTED)
