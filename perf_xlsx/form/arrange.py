"""Blocks to cells: the visible form, from top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.place import Place
from perf_xlsx.notation import PLACEHOLDERS
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, BlockStyle, Column, Row
from perf_xlsx.template.spans import span
from perf_xlsx.template.words import Spot

INAPPLICABLE = PLACEHOLDERS[0]
# Far more than any form has; a returned workbook that claims more is not believed.
MOST_INDICATORS = 300
HEADER_PIXELS = 45
ROW_PIXELS = 32


class RowShape(NamedTuple):
    """An indicator row as the layout sees it: its levels by key, and whether it is in use at all."""

    level1_key: str
    level2_key: str
    applies: bool


Shape = tuple[RowShape, ...]


@dataclass(slots=True)
class Page:
    """The visible form while it is being laid out."""

    cells: list[Cell] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)
    row_ids: dict[int, str] = field(default_factory=dict)
    list_rows: tuple[int, int] = (0, 0)
    header_rows: tuple[int, int] = (0, 0)
    hidden_rows: set[int] = field(default_factory=set)
    sentinel: int = 0
    bottom: int = 0


def arrange(template: Template, shape: Shape) -> Page:
    """Lay out the visible blocks of a template for a number of indicator rows."""
    page = Page()
    for block in template.blocks:
        if not block.hidden:
            _ARRANGERS[block.kind](template, block, shape, page)
    return page


def role_of(template: Template, column: Column, spot: Spot) -> Role:
    """Decide what a cell is for from how its column is declared."""
    if column.status:
        return Role.STATUS
    if spot in template.formulas:
        return Role.FORMULA
    if column.issued or spot in template.givens:
        return Role.GIVEN
    return Role.INPUT


def _columns(text: str) -> tuple[int, int]:
    """The columns of a span that lint has accepted."""
    return span(text) or (1, 1)


def _text(_template: Template, block: Block, _shape: Shape, page: Page) -> None:
    for line in block.lines:
        page.bottom += 1
        first, last = _columns(line.at)
        page.heights[page.bottom] = line.height or ROW_PIXELS
        page.row_ids[page.bottom] = f"{block.key}.{page.bottom}"
        page.cells.append(
            Cell(
                page.bottom, first, Role.LABEL, text=line.text, last_row=page.bottom, last_column=last, style=line.style
            )
        )


def _fields(template: Template, block: Block, _shape: Shape, page: Page) -> None:
    top = page.bottom
    for column in block.columns:
        if column.hidden:
            continue
        row = top + column.line
        page.bottom = max(page.bottom, row)
        page.heights[row] = max(page.heights.get(row, 0), column.height or ROW_PIXELS)
        page.row_ids[row] = f"{block.key}.{column.line}"
        if column.label_at:
            label_row = top + (column.label_line or column.line)
            page.heights.setdefault(label_row, ROW_PIXELS)
            page.row_ids.setdefault(label_row, f"{block.key}.{column.label_line}")
            page.cells.append(_label(label_row, column.label_at, column.printed or column.label, block))
        role = role_of(template, column, Spot(block.key, "", column.key))
        page.cells.append(_valued(row, column, role, Place(block.key, "", column.key), block))
    if block.label_at:
        page.cells.append(_label(top + 1, block.label_at, block.printed or block.label, block))
    _side(block, top + 1, page)
    if block.style is not BlockStyle.SIGNATURE:
        page.cells += _gaps(template, block, page, top + 1)


def _gaps(template: Template, block: Block, page: Page, top: int) -> Iterator[Cell]:
    """Blank ruled cells where nothing stands in a line of a ruled block."""
    first, last = _columns(template.definition.sheet.printed)
    own = [cell for cell in page.cells if cell.last_row >= top]
    for row in range(top, page.bottom + 1):
        taken = {
            n for cell in own if cell.row <= row <= cell.last_row for n in range(cell.column, cell.last_column + 1)
        }
        free = [number for number in range(first, last + 1) if number not in taken]
        for _, run in groupby(enumerate(free), key=lambda one: one[1] - one[0]):
            numbers = [number for _, number in run]
            yield Cell(row, numbers[0], Role.LABEL, last_row=row, last_column=numbers[-1], style=block.style)


def _grid(template: Template, block: Block, _shape: Shape, page: Page) -> None:
    top = page.bottom + 1
    header = _header(block, page, ROW_PIXELS)
    page.bottom = header + len(block.rows)
    for number, row in enumerate(block.rows, header + 1):
        page.heights[number] = ROW_PIXELS
        page.row_ids[number] = f"{block.key}.{row.key}"
        if block.row_labels:
            label = _label(number, block.row_labels, row.printed or row.label, block)
            page.cells.append(replace(label, indent=row.indent, left=True))
        page.cells += _grid_row(template, block, row, number)
    _side(block, top if block.header else header + 1, page)


def _grid_row(template: Template, block: Block, row: Row, number: int) -> Iterator[Cell]:
    for column in block.columns:
        if column.hidden:
            continue
        if column.key in row.omit or (column.key in row.blank and not _outside(template, column)):
            first, last = _columns(column.at)
            text = template.definition.sheet.dash if column.key in row.omit else ""
            yield Cell(number, first, Role.OMITTED, text=text, last_row=number, last_column=last, source=column)
        elif column.key not in row.blank:
            role = role_of(template, column, Spot(block.key, row.key, column.key))
            yield _valued(number, column, role, Place(block.key, row.key, column.key), block)


def _list(template: Template, block: Block, shape: Shape, page: Page) -> None:
    top = page.bottom + 1
    header = _header(block, page, HEADER_PIXELS)
    first, last = header + 1, header + len(shape)
    page.list_rows, page.sentinel, page.bottom = (first, last), last + 1, last + 1
    page.hidden_rows.add(page.sentinel)
    page.row_ids[page.sentinel] = "END"
    for number, row in enumerate(shape, 1):
        page.heights[header + number] = ROW_PIXELS
        page.row_ids[header + number] = f"{block.key}.{number}"
        page.cells += _list_row(template, block, (row, header + number), number)
    page.cells += _groups(block, shape, first)
    _side(block, top if block.header else first, page)


def _list_row(template: Template, block: Block, row: tuple[RowShape, int], number: int) -> Iterator[Cell]:
    shape, sheet_row = row
    for column in block.columns:
        if column.hidden or column.group:
            continue
        if shape.applies:
            role = role_of(template, column, Spot(block.key, None, column.key))
            yield _valued(sheet_row, column, role, Place(block.key, str(number), column.key), block)
        elif not _outside(template, column):
            first, last = _columns(column.at)
            place = Place(block.key, str(number), column.key)
            yield Cell(sheet_row, first, Role.OMITTED, place=place, text=INAPPLICABLE, last_row=sheet_row,
                       last_column=last, source=column)  # fmt: skip


def _groups(block: Block, shape: Shape, first: int) -> Iterator[Cell]:
    """Level labels, merged over the rows that share them."""
    keys: Sequence[tuple[str, ...]] = [(row.level1_key, row.level2_key) for row in shape]
    for column in [column for column in block.columns if column.group]:
        depth, start = 1 if column.key == "level1" else 2, 0  # a form of one 一级指标 prints only the second
        for end in range(1, len(keys) + 1):
            if end == len(keys) or keys[end][:depth] != keys[start][:depth]:
                left, right = _columns(column.at)
                place = Place(block.key, str(start + 1), column.key)
                yield Cell(first + start, left, Role.GIVEN, place=place, last_row=first + end - 1, last_column=right,
                           source=column)  # fmt: skip
                start = end


def _header(block: Block, page: Page, pixels: int) -> int:
    """Add the column names, in two rows where some stand below a common heading; returns the last row of them."""
    shown = [column for column in block.columns if not column.hidden]
    top = page.bottom + 1
    last = top + any(column.over for column in shown)
    for row in range(top, last + 1):
        page.heights[row] = pixels if row == last else ROW_PIXELS
        page.row_ids[row] = f"{block.key}.header" + str(row - top or "")
    if block.header:
        page.header_rows = (top, last)
    else:
        page.hidden_rows.update(range(top, last + 1))
    for heading, columns in groupby(shown, key=lambda column: column.over):
        own = list(columns)
        for column in own:
            label = _label(last if heading else top, column.at, column.printed or column.label, block)
            page.cells.append(replace(label, last_row=last, source=column))
        if heading:
            at = f"{own[0].at.partition(':')[0]}:{own[-1].at.rpartition(':')[2]}"
            page.cells.append(_label(top, at, heading, block))
    if block.row_labels:
        page.cells.append(replace(_label(top, block.row_labels, block.row_heading, block), last_row=last))
    return last


def _side(block: Block, top: int, page: Page) -> None:
    """The label at the left edge of a whole block."""
    if block.side:
        bottom = page.bottom - (block.kind is BlockKind.LIST)
        page.cells.append(replace(_label(top, block.side, block.printed or block.label, block), last_row=bottom))


def _label(row: int, at: str, text: str, block: Block) -> Cell:
    first, last = _columns(at)
    return Cell(row, first, Role.LABEL, text=text, last_row=row, last_column=last, style=block.style)


def _valued(row: int, column: Column, role: Role, place: Place, block: Block) -> Cell:
    first, last = _columns(column.at)
    return Cell(row, first, role, column.kind, place, last_row=row, last_column=last, style=block.style, source=column)


def _outside(template: Template, column: Column) -> bool:
    """Whether a column stands in the panel, outside the print area."""
    return _columns(column.at)[0] > _columns(template.definition.sheet.printed)[1]


_ARRANGERS = {
    BlockKind.TEXT: _text,
    BlockKind.FIELDS: _fields,
    BlockKind.GRID: _grid,
    BlockKind.LIST: _list,
}
