"""The INDEX window a mirror reads an input through: its ends are locked cells, so cut and paste cannot move it."""

from collections.abc import Iterator, Mapping

from perf_xlsx.errors import UsageError
from perf_xlsx.form.arrange import Page
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.template.spans import letters_of_number

FARTHEST = 10_000
Taken = Mapping[tuple[int, int], Cell]


def taken_by(page: Page) -> Taken:
    """Which cell stands in each place of the page, spans whole."""
    return {(row, column): cell for cell in page.cells for row in _rows(cell) for column in _columns(cell)}


def window_of(cell: Cell, page: Page, taken: Taken) -> str:
    """An INDEX expression for an input: down the column in a list, along the row elsewhere (workbook.md, D4).

    Beside a formula, which may depend on the input, it goes down the column too, or slantwise from the locked cell on
    one side to the one below or above: no formula stands in a window.
    """
    first, last = page.list_rows
    if first <= cell.row <= last:
        return _down(cell, first - 1, page.sentinel)
    right_of, below = max(cell.last_column, cell.column) + 1, max(cell.last_row, cell.row) + 1
    left = _end(taken, ((cell.row, number) for number in range(cell.column - 1, 0, -1)))
    right = _end(taken, ((cell.row, number) for number in range(right_of, FARTHEST)))
    if left and right:
        return _along(cell, left[1], right[1])
    top = _end(taken, ((number, cell.column) for number in range(cell.row - 1, 0, -1)))
    bottom = _end(taken, ((number, cell.column) for number in range(below, FARTHEST)))
    if top and bottom:
        return _down(cell, top[0], bottom[0])
    for corners in ((left, bottom), (top, right)):
        if corners[0] and corners[1] and _free_of_formulas(taken, corners[0], corners[1]):
            return _slantwise(cell, corners[0], corners[1])
    raise UsageError(f"{cell.place} 旁边没有固定的格子，无法建立镜像；请在它左边或上面留一个标签")


def _free_of_formulas(taken: Taken, first: tuple[int, int], last: tuple[int, int]) -> bool:
    area = ((row, column) for row in range(first[0], last[0] + 1) for column in range(first[1], last[1] + 1))
    return all(taken[at].role is not Role.FORMULA for at in area if at in taken)


def _slantwise(cell: Cell, first: tuple[int, int], last: tuple[int, int]) -> str:
    ends = f"${letters_of_number(first[1])}${first[0]}:${letters_of_number(last[1])}${last[0]}"
    return f"INDEX({ends},{cell.row - first[0] + 1},{cell.column - first[1] + 1})"


def _along(cell: Cell, left: int, right: int) -> str:
    first, last = letters_of_number(left), letters_of_number(right)
    return f"INDEX(${first}{cell.row}:${last}{cell.row},1,{cell.column - left + 1})"


def _down(cell: Cell, top: int, bottom: int) -> str:
    column = letters_of_number(cell.column)
    return f"INDEX(${column}${top}:${column}${bottom},{cell.row - top + 1},1)"


def _end(taken: Taken, places: Iterator[tuple[int, int]]) -> tuple[int, int] | None:
    """The first locked place on a way; none where a formula stands there, or where the sheet ends."""
    for place in places:
        cell = taken.get(place)
        if cell is None or cell.role is not Role.INPUT:
            return place if cell is None or cell.role is not Role.FORMULA else None
    return None


def _rows(cell: Cell) -> range:
    return range(cell.row, max(cell.last_row, cell.row) + 1)


def _columns(cell: Cell) -> range:
    return range(cell.column, max(cell.last_column, cell.column) + 1)
