"""A template's blocks as the words of formulas, and the addresses rules are written on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perf_xlsx.expr.vocabulary import Area, Entry, Scope, Vocabulary
from perf_xlsx.template.model import Block, BlockKind, Definition, Kind


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
    entries = {one.key: Entry(one.key, one.label, one.kind.sort) for one in block.columns if not one.status}
    rows = {row.key: row.label for row in block.rows}
    absent = frozenset((row.key, key) for row in block.rows for key in (*row.omit, *row.blank))
    formulas = frozenset((spot.row or "", spot.column) for spot in spots_of(block) if formula_at(block, spot))
    return Area(block.key, block.label, block.kind.value, entries, rows, absent, formulas)  # type: ignore[arg-type]


def given_at(block: Block, spot: Spot) -> str:
    """The formula of a constant the template sets at a spot, empty when it sets none."""
    row, column = block.row(spot.row), block.column(spot.column)
    return (row.given.get(spot.column, "") if row else "") or (column.given if column else "")


def formula_at(block: Block, spot: Spot) -> str:
    """The formula of a spot, empty when it has none; a row's formula is for its money columns, before their own."""
    row, column = block.row(spot.row), block.column(spot.column)
    if column is None or given_at(block, spot):
        return ""
    return (row.formula if row and column.kind is Kind.MONEY else "") or column.formula


def spots_of(block: Block) -> Iterator[Spot]:
    """Every spot of a block that can hold a value; a status is no value."""
    for column in block.columns:
        if column.status:
            continue
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
    if block is None or not rest:
        return []
    wanted = [spot for spot in spots_of(block) if spot.column == rest[-1]]
    if len(rest) > 1:
        wanted = [spot for spot in wanted if spot.row == rest[0]]
    return wanted
