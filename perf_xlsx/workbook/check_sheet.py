"""The 校验 sheet of an issued workbook, and its headline beside the form."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.checks import (
    ALL_PASSED,
    FAILED,
    FIRST_ROW,
    GO,
    HEADER_ROW,
    KEY_COLUMN,
    NOTE,
    NOTE_COLUMN,
    PASSED,
    SHEET_NAME,
    CheckLine,
    check_lines,
    count_of,
    count_text,
    headline_of,
    headline_text,
    link_text,
    result_of,
    result_text,
)
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.template.spans import letters_of_number, number_of_letters, span
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.hidden_out import write_value
from perf_xlsx.workbook.ooxml_out import FormWorkbook
from perf_xlsx.workbook.style import BLANK_INPUT, INK, PALE, RULE, STATUS_COLOURS, TITLE_FONT, Styles

WIDTHS = {"A": 52, "B": 170, "C": 60, "D": 72, "E": 400, "F": 60, "G": 260}
HEADINGS = ("编号", "校验规则", "问题数", "结果", "怎么改", "定位", "说明（整表的问题，写原因）")
LINK_BLUE = "#0563C1"


def add_check_sheet(book: FormWorkbook, form: FilledForm, sheet: Sheet, styles: Styles) -> None:
    """Write 校验: a line a rule with count, result and link; notes are open."""
    page, lines = book.add_worksheet(SHEET_NAME), check_lines(sheet)
    for letters, pixels in WIDTHS.items():
        page.set_column_pixels(f"{letters}:{letters}", pixels, book.base_format)
    page.set_column(KEY_COLUMN - 1, KEY_COLUMN - 1, None, book.base_format, {"hidden": 1})
    page.merge_range(0, 0, 0, NOTE_COLUMN - 1, "自动校验结果", styles.of(font_name=TITLE_FONT, font_size=16))
    page.set_row_pixels(0, 40)
    least = int(sheet.template.policy["min_explanation"])
    results = [result_of(form, line, form.notes.get(line.rule.code, ""), least) for line in lines]
    _headline(page, (1, 0, NOTE_COLUMN - 1), headline_text(lines), headline_of(results), styles)
    for column, heading in enumerate(HEADINGS):
        page.write_string(
            HEADER_ROW - 1, column, heading, styles.of(bold=True, border=1, border_color=RULE, bg_color=PALE)
        )
    last = FIRST_ROW + len(lines) - 1
    for line, result in zip(lines, results, strict=True):
        _line(page, (form, sheet), line, (result, last), styles)
    page.write_string(last, KEY_COLUMN - 1, f"{NOTE}END", book.base_format)
    _colours(book, page, last)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW - 1)
    page.print_area(0, 0, last - 1, NOTE_COLUMN - 1)
    page.hide_gridlines(2)
    page.protect(book.password, {"format_rows": True, "format_columns": True})


def add_headline(book: FormWorkbook, page: Worksheet, form: FilledForm, sheet: Sheet, styles: Styles) -> None:
    """Repeat the headline beside the form, with a link to 校验, where its first two rows are free."""
    first = (span(sheet.template.definition.sheet.printed) or (1, 1))[1] + 1
    widths = [number_of_letters(letters) for letters in sheet.template.definition.sheet.widths]
    last = max((number for number in widths if number < sheet.hidden.key_column), default=first)
    taken = {row for cell in sheet.page.cells if cell.column >= first for row in (cell.row, cell.last_row)}
    left = first + 1 if last > first + 1 else first
    if left >= last or taken & {1, 2}:
        return
    least = int(sheet.template.policy["min_explanation"])
    value = headline_of(
        [result_of(form, line, form.notes.get(line.rule.code, ""), least) for line in check_lines(sheet)]
    )
    _headline(page, (0, left - 1, last - 1), f"='{SHEET_NAME}'!A2", value, styles)
    words = "查看校验清单（浅黄色为待填格，其余已锁定；本栏不打印）"
    style = styles.of(font_size=9, align="left", font_color=LINK_BLUE, underline=1)
    page.merge_range(1, left - 1, 1, last - 1, "", style)
    page.write_formula(1, left - 1, f'=HYPERLINK("#\'{SHEET_NAME}\'!A1","{words}")', style, words)
    for test, mark in ((ALL_PASSED, "√"), ("", "×")):
        letters = letters_of_number(left)
        sign = "=" if test else "<>"
        _colour(book, page, f"{letters}1", f'=${letters}$1{sign}"{ALL_PASSED}"', mark)


def _headline(page: Worksheet, at: tuple[int, int, int], text: str, value: str, styles: Styles) -> None:
    row, first, last = at
    style = styles.of(font_name=TITLE_FONT, font_size=12, align="left")
    page.merge_range(row, first, row, last, "", style)
    page.write_formula(row, first, text, style, value)


def _line(
    page: Worksheet, made: tuple[FilledForm, Sheet], line: CheckLine, told: tuple[str, int], styles: Styles
) -> None:
    (form, sheet), (result, last) = made, told
    row = line.row - 1
    centred, left = (styles.of(border=1, border_color=RULE, font_color=INK, align=one) for one in ("center", "left"))
    link = styles.of(border=1, border_color=RULE, font_color=LINK_BLUE, underline=1)
    count = count_of(form, line)
    page.write_string(row, 0, line.rule.code, centred)
    page.write_string(row, 1, line.rule.title, left)
    page.write_formula(row, 2, count_text(sheet, line), centred, count)
    page.write_formula(row, 3, result_text(sheet, line, last), centred, result)
    page.write_string(row, 4, line.rule.fix, left)
    page.write_formula(row, 5, link_text(sheet, line), link, GO if count else "")
    if line.explainable:
        note = styles.of(border=1, border_color=RULE, align="left", locked=False)
        write_value(page, (row, 6), form.notes.get(line.rule.code), note)
        page.write_string(row, KEY_COLUMN - 1, f"{NOTE}{line.rule.code}", styles.of())
    else:
        page.write_string(row, 6, "—", centred)
    page.set_row_pixels(row, max(28, text_pixels(line.rule.fix, WIDTHS["E"], 10)))


def _colours(book: FormWorkbook, page: Worksheet, last: int) -> None:
    area = f"D{FIRST_ROW}:D{last}"
    _colour(book, page, area, f'=$D{FIRST_ROW}="{FAILED}"', "×")
    _colour(book, page, area, f'=$D{FIRST_ROW}="{PASSED}"', "√")
    colour = book.add_format({"bg_color": BLANK_INPUT})
    owed = f'=AND($D{FIRST_ROW}="{FAILED}",$H{FIRST_ROW}<>"")'
    page.conditional_format(f"G{FIRST_ROW}:G{last}", {"type": "formula", "criteria": owed, "format": colour})


def _colour(book: FormWorkbook, page: Worksheet, area: str, test: str, mark: str) -> None:
    ground, ink = STATUS_COLOURS[mark]
    looks: dict[str, Any] = {"bg_color": ground, "font_color": ink}
    page.conditional_format(area, {"type": "formula", "criteria": test, "format": book.add_format(looks)})
