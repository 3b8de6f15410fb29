"""A hint beside a merged text input when what is typed there may not show whole: merged rows never grow."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.expr.excel import quoted
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.window import taken_by, window_of
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.heights import line_ems, lines_in
from perf_xlsx.workbook.ooxml_out import FormWorkbook
from perf_xlsx.workbook.style import STATUS_COLOURS, Styles, font_size_of

NARROWEST = 100


def add_hints(book: FormWorkbook, page: Worksheet, form: FilledForm, styles: Styles) -> None:
    """Write a hint beside every merged text input above and below the list, where the panel is free there."""
    sheet = form.sheet
    column = _panel_column(sheet) if sheet else 0
    if sheet is None or not column:
        return
    ground, ink = STATUS_COLOURS["！"]
    style = styles.of(font_size=9, align="left", font_color=ink)
    for cell in _inputs(sheet, column):
        line, most = _room(sheet, cell, book.row_pixels[cell.row])
        value = form.value(cell.place) if cell.place else None
        shown = hint_of(cell.row) if _signs(str(value or ""), line) > most else ""
        page.write_formula(cell.row - 1, column - 1, hint_text(sheet, cell, line, most), style, shown)
        at = f"{letters_of_number(column)}{cell.row}"
        colour = book.add_format({"bg_color": ground})
        page.conditional_format(at, {"type": "formula", "criteria": f"=LEN(${at})>0", "format": colour})


def hint_of(row: int) -> str:
    """What a hint says."""
    return f"！文字可能显示不全，请拖高第{row}行"


def hint_text(sheet: Sheet, cell: Cell, line: int, most: int) -> str:
    """The hint as Excel text: a sign takes a place, a line break the rest of its line; read through locked ends."""
    text = f'{window_of(cell, sheet.page, taken_by(sheet.page))}&""'
    breaks = f'(LEN({text})-LEN(SUBSTITUTE({text},CHAR(10),"")))'
    return f'=IF(LEN({text})+{line}*{breaks}>{most},{quoted(hint_of(cell.row))},"")'


def _signs(text: str, line: int) -> int:
    """How many places a text takes, counted as LEN counts: a rare sign is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + line * text.count("\n")


def _room(sheet: Sheet, cell: Cell, pixels: int) -> tuple[int, int]:
    """The places of a line of a cell, and of all its lines."""
    widths = sheet.template.definition.sheet.widths
    width = sum(widths.get(letters_of_number(one), 72) for one in range(cell.column, cell.last_column + 1))
    line = int(line_ems(width, font_size_of(cell)))
    return line, line * lines_in(pixels, font_size_of(cell))


def _panel_column(sheet: Sheet) -> int:
    """The first column beside the printed ones that is wide enough for words; 0 when there is none."""
    first = (span(sheet.template.definition.sheet.printed) or (1, 1))[1] + 1
    widths = sheet.template.definition.sheet.widths
    wide = (one for one in range(first, sheet.hidden.key_column) if widths.get(letters_of_number(one), 0) >= NARROWEST)
    return next(wide, 0)


def _inputs(sheet: Sheet, column: int) -> Iterator[Cell]:
    """Long text inputs that are merged, so that their rows do not grow, with the hint's place free."""
    taken = taken_by(sheet.page)
    for cell in sheet.page.cells:
        long = cell.kind is Kind.TEXT and cell.source is not None and cell.source.max_length > 0
        if (
            cell.role is Role.INPUT
            and long
            and cell.merged
            and cell.column < column
            and (cell.row, column) not in taken
        ):
            yield cell
