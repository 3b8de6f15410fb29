"""A template's blocks as the words of formulas, and the addresses rules are written on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perf_xlsx.expr.vocabulary import Area, Entry, Scope, Vocabulary
from perf_xlsx.template.model import Block, BlockKind, Definition


class Spot(NamedTuple):
    """A cell of the template: block, row (None: each row of a list, "" a field), column."""

    block: str
    row: str | None
    column: str

    @property
    def scope(self) -> Scope:
        """The same place, for the binder."""
        return Scope(*self)


def vocabulary_of(definition: Definition, blocks: Sequence[Block]) -> Vocabulary:
    """Tell the binder about blocks and policy."""
    areas = {block.key: _area(block) for block in blocks if block.kind is not BlockKind.TEXT}
    return Vocabulary(areas, dict(definition.policy))  # type: ignore[arg-type]


def _area(block: Block) -> Area:
    entries = {column.key: Entry(column.key, column.label, column.kind.sort) for column in block.columns}
    rows = {row.key: row.label for row in block.rows}
    absent = frozenset((row.key, key) for row in block.rows for key in (*row.omit, *row.blank))
    return Area(block.key, block.label, block.kind.value, entries, rows, absent)  # type: ignore[arg-type]


def spots_of(block: Block) -> Iterator[Spot]:
    """Every spot of a block that can hold a value."""
    for column in block.columns:
        if block.kind is BlockKind.GRID:
            for row in block.rows:
                if column.key not in row.omit and column.key not in row.blank:
                    yield Spot(block.key, row.key, column.key)
        else:
            yield Spot(block.key, None if block.kind is BlockKind.LIST else "", column.key)


def spots_at(address: str, blocks: Sequence[Block]) -> list[Spot]:
    """The spots an address of a rule means: block.column, or block.row.column in a grid."""
    key, *rest = address.split(".")
    block = next((one for one in blocks if one.key == key), None)
    if block is None:
        return []
    wanted = [spot for spot in spots_of(block) if spot.column == rest[-1]]
    if len(rest) > 1:
        wanted = [spot for spot in wanted if spot.row == rest[0]]
    return wanted
