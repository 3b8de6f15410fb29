"""Grids a template prints besides its funds block, such as a matrix of the money, read by its own names."""

from collections.abc import Iterator, Mapping, Sequence

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import Box
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.own_fields import spelt, value_of
from perf_xlsx.recognise.printed import printed_columns
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, Column

FUNDS = "funds"
# How many rows a header may have, and which part of the names must be found to say it is this grid.
HEADER_ROWS, ENOUGH = 3, 0.5


def read_own_grids(book: Notebook, rows: Sequence[int], template: Template) -> set[int]:
    """Read every such grid that stands in these rows; returns the rows it takes."""
    taken: set[int] = set()
    for block in template.blocks:
        named = block.kind is BlockKind.GRID and block.header and block.row_labels
        if named and not block.hidden and block.key != FUNDS:
            taken |= _read(book, rows, block, printed_columns(template.definition, block))
    return taken


def _read(book: Notebook, rows: Sequence[int], block: Block, columns: Sequence[Column]) -> set[int]:
    names = {spelt(row.printed or row.label): row.key for row in block.rows}
    lines = dict(_found(book, rows, names))
    if len(lines) < ENOUGH * len(names):
        return set()
    first = min(box.row for box in lines.values())
    above = range(first - HEADER_ROWS, first)
    heads = {spelt(one.printed or one.label): one.key for one in columns}
    tops = dict(_found(book, [row for row in above if row in rows], heads))
    if len(tops) < ENOUGH * len(heads):
        return set()
    _note(book, block, lines, tops)
    header = {row for row in above if row in rows and row >= min(box.row for box in tops.values())}
    for row in header:
        book.labels(book.grid.rows[row])
    book.labels(lines.values())
    return {*header, *(box.row for box in lines.values())}


def _found(book: Notebook, rows: Sequence[int], names: Mapping[str, str]) -> Iterator[tuple[str, Box]]:
    """The first box of each name, last ones first, so that in a dictionary the first stays."""
    boxes = [box for row in rows for box in book.grid.rows.get(row, ()) if isinstance(box.seen.value, str)]
    for box in reversed(boxes):
        key = names.get(spelt(box.seen.text))
        if key:
            yield key, box


def _note(book: Notebook, block: Block, lines: Mapping[str, Box], tops: Mapping[str, Box]) -> None:
    for row, line in lines.items():
        for key, top in tops.items():
            column = block.column(key)
            box = next(book.grid.between(line.row, top.column, top.last_column), None)
            if column is not None and box is not line:
                at = box.at if box else (line.row, top.column)
                value = value_of(column, box, book.money_unit)
                book.settle(Place(block.key, row, key), at, value, box.seen if box else None)
