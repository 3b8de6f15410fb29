"""The cells of a row under the columns of a header, and a row that has slipped by a blank cell too many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from perf_xlsx.form.as_found import Shift
from perf_xlsx.recognise.grid import Box, Grid, address

Slots = Sequence[Box | None]
# How well cells suit the columns they would stand in: the more the better.
Fit = Callable[[Slots], int]


@dataclass(frozen=True, slots=True)
class Span:
    """The sheet columns a header cell reaches over."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Fitted:
    """A row under its header: a cell for each column, what else stands there, and how it had slipped.

    `columns` says where each cell stands, a blank one too.
    """

    cells: Slots
    columns: Sequence[int]
    others: tuple[Box, ...] = ()
    shift: Shift | None = None


def fitted(grid: Grid, row: int, spans: Sequence[Span], movable: Sequence[bool], fit: Fit) -> Fitted:
    """The cells of a row, put right when it has one cell more than the header and a blank one to spare.

    `movable` says of each column whether a blank in it may be the cell too many.
    """
    cells = [next(iter(grid.between(row, span.first, span.last)), None) for span in spans]
    beyond = list(grid.between(row, spans[-1].last + 1, spans[-1].last + 1))
    firsts = [span.first for span in spans]
    straight = Fitted(cells, firsts, _others(grid, row, spans, cells))
    if not beyond or all(cells):
        return straight
    best, blank = fit(cells), -1
    moved: list[Box | None] = []
    for place, cell in enumerate(cells):
        if cell is None and movable[place]:
            candidate = [*cells[:place], *cells[place + 1 :], beyond[0]]
            if fit(candidate) > best:
                best, blank, moved = fit(candidate), place, candidate
    if blank < 0:
        return straight
    texts = tuple(cell.seen.text if cell else "" for cell in (*cells, *beyond))
    shift = Shift("", "", texts, address((row, spans[blank].first)))
    others = tuple(box for box in straight.others if box is not beyond[0])
    return Fitted(moved, [*firsts[:blank], *firsts[blank + 1 :], beyond[0].column], others, shift)


def _others(grid: Grid, row: int, spans: Sequence[Span], cells: Slots) -> tuple[Box, ...]:
    """Cells to the right of the first column that no slot has taken."""
    taken = {cell.column for cell in cells if cell}
    return tuple(box for box in grid.rows.get(row, ()) if box.column >= spans[0].first and box.column not in taken)
