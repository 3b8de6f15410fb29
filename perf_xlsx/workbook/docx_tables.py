"""The tables of a Word document on a grid: merged cells as ranges, tables inside cells as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from perf_xlsx.workbook.book import LAST_COLUMN
from perf_xlsx.workbook.docx_text import child_of, is_on, paragraph_text, value_of
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.xml_in import Element, local_name

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})


@dataclass(slots=True)
class Table:
    """One table: texts by row and column from 1, empty cells, ranges of merged cells, rows not shown, its size."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    blanks: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    width: int = 0

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return len(self.texts) + len(self.blanks)

    @property
    def begins_with_title(self) -> bool:
        """Whether its first row is one cell as wide as the table."""
        return self.width > 1 and any(top == left == 1 and right >= self.width for top, left, _, right in self.merges)


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of a document or cell in order; a table that only frames others is opened."""
    for child in unwrapped(parent, "p", "tbl"):
        if local_name(child) == "tbl" and _is_frame(child):
            for row in unwrapped(child, "tr"):
                for cell in unwrapped(row, "tc"):
                    yield from unwrapped(cell, "p", "tbl")
        else:
            yield child


def unwrapped(parent: Element, *kinds: str) -> Iterator[Element]:
    """The children of some kinds in order, out of the wrappers they may stand in."""
    left = [iter(parent)]
    while left:
        child = next(left[-1], None)
        if child is None:
            left.pop()
        elif local_name(child) in kinds:
            yield child
        elif local_name(child) in _WRAPPERS:
            left.append(iter(child))


def read_table(element: Element, limits: Limits) -> Table:
    """Read one table; a cell past the last column of a sheet is refused."""
    table = Table()
    open_down: dict[int, list[int]] = {}
    for row in unwrapped(element, "tr"):
        properties = child_of(row, "trPr")
        if properties is not None and child_of(properties, "del") is not None:
            continue
        table.rows += 1
        if properties is not None and is_on(child_of(properties, "hidden")):
            table.hidden.add(table.rows)
        before = child_of(properties, "gridBefore") if properties is not None else None
        _read_row(table, row, 1 + _number(before, 0), open_down)
        at_most(limits.cells, table.cells, "单元格数", "个")
    _close(table, open_down, set())
    at_most(limits.ranges, len(table.merges), "合并单元格数")
    return table


def _read_row(table: Table, row: Element, column: int, open_down: dict[int, list[int]]) -> None:
    """Place the cells of one row; `open_down` holds the ranges that may go on below, by their first column."""
    going_on: set[int] = set()
    for cell in unwrapped(row, "tc"):
        properties = child_of(cell, "tcPr")
        span = _number(child_of(properties, "gridSpan") if properties is not None else None, 1)
        last = column + max(span, 1) - 1
        if last > LAST_COLUMN:
            raise damaged("表格的单元格位置无效")
        down = child_of(properties, "vMerge") if properties is not None else None
        text = cell_text(cell)
        if down is not None and value_of(down) != "restart" and column in open_down:
            open_down[column][2] = table.rows
            going_on.add(column)
        else:
            _close(table, open_down, open_down.keys() - {column})
            open_down[column] = [table.rows, column, table.rows, last]
            going_on.add(column)
        if text:  # some programs leave text in the cells a merged one covers
            table.texts[table.rows, column] = text
        else:
            table.blanks.add((table.rows, column))
        table.width = max(table.width, last)
        column = last + 1
    _close(table, open_down, going_on)


def _close(table: Table, open_down: dict[int, list[int]], keep: set[int]) -> None:
    """End the ranges that do not go on; those of more than one cell are merged ones."""
    for column in [one for one in open_down if one not in keep]:
        top, left, bottom, right = open_down.pop(column)
        if (top, left) != (bottom, right):
            table.merges.append((top, left, bottom, right))


def cell_text(cell: Element) -> str:
    """The text of a cell, one paragraph a line; a table inside it row by row, its cells side by side."""
    lines: list[str] = []
    for block in unwrapped(cell, "p", "tbl"):
        if local_name(block) == "p":
            lines.append(paragraph_text(block))
        else:
            rows = ([_flat(one) for one in unwrapped(row, "tc")] for row in unwrapped(block, "tr"))
            lines += ["\t".join(filter(None, row)) for row in rows]
    return "\n".join(lines).strip("\n")


def _flat(cell: Element) -> str:
    """The text of a cell of a table inside a cell, with all that stands in it however deep."""
    paragraphs = (one for one in cell.iter() if local_name(one) == "p")
    return " ".join(filter(None, map(paragraph_text, paragraphs)))


def _is_frame(table: Element) -> bool:
    """Tell whether a table has one column only and tables in it."""
    rows = [list(unwrapped(row, "tc")) for row in unwrapped(table, "tr")]
    inner = any(next(unwrapped(cell, "tbl"), None) is not None for row in rows for cell in row)
    return inner and all(len(row) == 1 for row in rows)


def _number(element: Element | None, otherwise: int) -> int:
    text = value_of(element) if element is not None else None
    if text is None:
        return otherwise
    if not text.isdecimal() or len(text) > 5:  # noqa: PLR2004 - past any sheet's edge
        raise damaged("表格的单元格位置无效")
    return int(text)
