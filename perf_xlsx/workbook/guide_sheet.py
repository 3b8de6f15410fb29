"""The 填表说明 sheet of an issued workbook."""

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.guide import GUIDE_NAME, RULE_HEADINGS, Section, guide
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.ooxml_out import FormWorkbook
from perf_xlsx.workbook.style import INK, PALE, RULE, TITLE_FONT, Styles

WIDTHS = (52, 130, 260, 330, 96)
TITLE_PIXELS, HEADING_PIXELS, LEAST_PIXELS = 44, 34, 24
BODY_SIZE = 10


def add_guide_sheet(book: FormWorkbook, sheet: Sheet, styles: Styles) -> None:
    """Write 填表说明: numbered lines over the whole width, the rules as a table."""
    page = book.add_worksheet(GUIDE_NAME)
    for column, pixels in enumerate(WIDTHS):
        page.set_column_pixels(column, column, pixels, book.base_format)
    last = len(WIDTHS) - 1
    title = f"{sheet.template.definition.title}填表说明"
    page.merge_range(0, 0, 0, last, title, styles.of(font_name=TITLE_FONT, font_size=16))
    page.set_row_pixels(0, TITLE_PIXELS)
    row = 1
    for section in guide(sheet):
        row = _section(page, row, section, styles)
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, row - 1, last)
    page.hide_gridlines(2)
    page.protect(book.password, {"format_rows": True, "format_columns": True})


def _section(page: Worksheet, row: int, section: Section, styles: Styles) -> int:
    """Write one section; returns the row after it."""
    last = len(WIDTHS) - 1
    heading = styles.of(font_name=TITLE_FONT, font_size=12, align="left")
    text = styles.of(align="left", font_color=INK)
    page.merge_range(row, 0, row, last, section.heading, heading)
    page.set_row_pixels(row, HEADING_PIXELS)
    row += 1
    for number, line in enumerate(section.lines, 1):
        words = f"{number}. {line}" if len(section.lines) > 1 else line
        page.merge_range(row, 0, row, last, words, text)
        page.set_row_pixels(row, max(LEAST_PIXELS, text_pixels(words, sum(WIDTHS), BODY_SIZE)))
        row += 1
    if section.rules:
        row = _rules(page, row, section, styles)
    return row


def _rules(page: Worksheet, row: int, section: Section, styles: Styles) -> int:
    head = styles.of(bold=True, border=1, border_color=RULE, bg_color=PALE)
    centred, left = (styles.of(border=1, border_color=RULE, font_color=INK, align=one) for one in ("center", "left"))
    for column, words in enumerate(RULE_HEADINGS):
        page.write_string(row, column, words, head)
    page.set_row_pixels(row, LEAST_PIXELS + 4)
    page.repeat_rows(row)
    for cells in section.rules:
        row += 1
        for column, words in enumerate(cells):
            style = centred if column in {0, len(cells) - 1} else left
            page.write_string(row, column, words, style)
        sizes = (text_pixels(words, pixels, BODY_SIZE) for words, pixels in zip(cells, WIDTHS, strict=True))
        page.set_row_pixels(row, max(LEAST_PIXELS, *sizes))
    return row + 1
