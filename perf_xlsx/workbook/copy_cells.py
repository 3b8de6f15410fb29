"""A workbook's cells written anew and marked: of a file that is no issued form nothing but cells is taken over.

Texts, numbers, number formats, merged cells and results of formulas come along; formulas, macros, links and pictures
do not, so that nothing of a stranger's file runs at the desk it is sent to.
"""

import io
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.review import SHEET_NAME
from perf_xlsx.numbers import Value
from perf_xlsx.workbook.book import Book, SheetGrid, a1, cell_value, split_a1
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.hidden_out import write_value
from perf_xlsx.workbook.review_sheet import Review, Reviews, add_comments, add_review_sheet
from perf_xlsx.workbook.style import Styles

MOST_NAME, MOST_ROW, MOST_COLUMN = 31, 1_048_576, 16_384
MOST_SIGNS = 32_000
WIDTH, MOST_PIXELS = 96, 400
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))

Spans = dict[tuple[int, int], tuple[int, int]]


def write_copy(book: Book, reviews: Reviews) -> bytes:
    """Write the visible sheets of a workbook with the marks on those that hold forms, and 审核意见 behind."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": "宋体", "font_size": 10}}
    copy = Workbook(buffer, options)
    styles = Styles(copy, {})
    shown = [grid for grid in book.sheets if grid.state == "visible" or grid.name in reviews]
    named: dict[str, Review] = {}
    taken = {SHEET_NAME}
    for grid in shown:
        name = _name(grid.name, taken)
        page = copy.add_worksheet(name)
        review = reviews.get(grid.name, Review())
        _sheet(page, book, grid, review, styles)
        if grid.name in reviews:
            if not named:
                page.activate()
            named[name] = review
            add_comments(page, review)
    add_review_sheet(copy, named, styles, issued=False)
    copy.close()
    return buffer.getvalue()


def _name(name: str, taken: set[str]) -> str:
    """A sheet's name as Excel takes it, none twice."""
    base = (name.translate(FORBIDDEN).strip("'") or "表")[:MOST_NAME]
    made, number = base, 1
    while made.casefold() in taken:
        number += 1
        made = f"{base[: MOST_NAME - 3]}_{number}"
    taken.add(made.casefold())
    return made


def _sheet(page: Worksheet, book: Book, grid: SheetGrid, review: Review, styles: Styles) -> None:
    spans = _spans(grid)
    inner = {at for start, end in spans.items() for at in _covered(start, end)} - spans.keys()
    marks, heights = review.marks, dict[int, int]()
    page.set_column_pixels(0, 30, WIDTH)
    ruled = {**dict.fromkeys(grid.blanks), **dict.fromkeys(grid.cells)}
    for row, column in sorted(ruled):
        if (row, column) in inner or row > MOST_ROW or column > MOST_COLUMN:
            continue
        cell = grid.cells.get((row, column))
        value = _fitting(cell_value(cell))
        end = spans.get((row, column), (row, column))
        style = _style(styles, book.styles[grid.style_at(row, column)].number_format, marks.get(a1(row, column)))
        if end != (row, column):
            page.merge_range(row - 1, column - 1, end[0] - 1, end[1] - 1, "", style)
        write_value(page, (row - 1, column - 1), value, style)
        if isinstance(value, str) and end[0] == row:
            width = WIDTH * (end[1] - column + 1)
            heights[row] = max(heights.get(row, 0), text_pixels(value, width, 10))
    for row, pixels in heights.items():
        page.set_row_pixels(row - 1, min(MOST_PIXELS, max(24, pixels)))


def _style(styles: Styles, number_format: str, mark: tuple[str, str] | None) -> Any:
    look: dict[str, Any] = {"border": 1, "locked": False}
    if number_format and number_format != "General":
        look["num_format"] = number_format
    if mark:
        look["bg_color"] = mark[0]
    return styles.of(**look)


def anchor(grid: SheetGrid, cell: str) -> str:
    """The cell that can show a mark: of a merged range the first."""
    at = split_a1(cell)
    for start, end in _spans(grid).items() if at else ():
        if at and start[0] <= at[0] <= end[0] and start[1] <= at[1] <= end[1]:
            return a1(*start)
    return cell


def _spans(grid: SheetGrid) -> Spans:
    """The merged ranges, from their first cell to their last; of two that overlap the first."""
    spans: Spans = {}
    covered: set[tuple[int, int]] = set()
    for merge in grid.merges:
        first, _, last = merge.partition(":")
        start, end = split_a1(first), split_a1(last or first)
        if start is None or end is None or start >= end or end[1] < start[1] or _large(start, end):
            continue
        cells = set(_covered(start, end))
        if not cells & covered:
            covered |= cells
            spans[start] = end
    return spans


def _large(start: tuple[int, int], end: tuple[int, int]) -> bool:
    most = 10_000  # a merged range of a form is a title or a paragraph
    return (end[0] - start[0] + 1) * (end[1] - start[1] + 1) > most


def _covered(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    return [(row, column) for row in range(start[0], end[0] + 1) for column in range(start[1], end[1] + 1)]


def _fitting(value: Value) -> Value:
    return value[:MOST_SIGNS] if isinstance(value, str) else value
