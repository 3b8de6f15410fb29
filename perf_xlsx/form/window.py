"""The INDEX window a mirror reads an input through: its ends are locked cells, so cut and paste cannot move it."""

from perf_xlsx.errors import UsageError
from perf_xlsx.form.arrange import Page
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.template.spans import letters_of_number


def window_of(cell: Cell, page: Page, last_column: int) -> str:
    """An INDEX expression for an input: down the column in a list, along the row elsewhere (workbook.md, D4)."""
    first, last = page.list_rows
    column = letters_of_number(cell.column)
    if first <= cell.row <= last:
        return f"INDEX(${column}${first - 1}:${column}${page.sentinel},{cell.row - first + 2},1)"
    taken = {
        (row, number): other
        for other in page.cells
        for row in range(other.row, max(other.last_row, other.row) + 1)
        for number in range(other.column, max(other.last_column, other.column) + 1)
    }
    left = cell.column - 1
    while left > 0 and _open(taken.get((cell.row, left))):
        left -= 1
    right = max(cell.last_column, cell.column) + 1
    while right < last_column and _open(taken.get((cell.row, right))):
        right += 1
    ends = [taken.get((cell.row, number)) for number in (left, right)]
    if left < 1 or any(end is not None and end.role is Role.FORMULA for end in ends):
        raise UsageError(f"{cell.place} 左右没有固定的格子，无法建立镜像；请在它前面留一个标签")
    return (
        f"INDEX(${letters_of_number(left)}{cell.row}:${letters_of_number(right)}{cell.row},1,{cell.column - left + 1})"
    )


def _open(cell: Cell | None) -> bool:
    return cell is not None and cell.role is Role.INPUT
