"""The header of the funds block: measures in columns, or, in a matrix, sources of money in columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.grid import Box, Grid, label_text
from perf_xlsx.recognise.indicator_header import ADJUSTED, MOST_COLUMNS
from perf_xlsx.recognise.two_in_one import unfolded
from perf_xlsx.recognise.values import is_number
from perf_xlsx.recognise.words import FUNDS_COLUMNS, FUNDS_SOURCES, Vocabulary

TOTAL = "total"
MONEY = frozenset({"initial_budget", "annual_budget", "annual_spending", "arrived", "balance"})
RATES = frozenset({"execution_rate", "arrival_rate"})
BUDGETS = frozenset({"initial_budget", "annual_budget", "own_total"})
SPENT = frozenset({"annual_spending", "execution_rate"})
# What was changed in the course of the year; several columns of it are counted.
ADJUSTMENT = "adjustment"
FEWEST_LABELS, FEWEST_MEASURES = 2, 3
MOST_MEASURES = 12
# The budget as it stands in the end, by its label.
LATER = ("全年", "变动后", "最终")


@dataclass(frozen=True, slots=True)
class FundsHeader:
    """The header of a funds block: measures in columns, or, in a matrix, sources; `boxes` are its labels."""

    row: int
    last_row: int
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    matrix: bool = False

    @property
    def first(self) -> int:
        """The first column with values."""
        return min(column.first for column in self.columns)


def funds_header_at(grid: Grid, row: int) -> FundsHeader | None:
    """The funds header that begins in a row; None where none does."""
    boxes = grid.rows.get(row, ())
    if not FEWEST_LABELS <= len(boxes) <= MOST_COLUMNS or any(is_number(box.seen) for box in boxes):
        return None
    if not any(FUNDS_COLUMNS.of(box.seen.text) or FUNDS_SOURCES.of(box.seen.text) for box in boxes[1:]):
        return None
    side = list(boxes[:1]) if _is_side(grid, boxes[0]) else []
    found = _header_among(grid, row, boxes[len(side) :])
    return replace(found, boxes=(*side, *found.boxes)) if found else None


def _is_side(grid: Grid, box: Box) -> bool:
    """Whether the leftmost cell names the whole block: no number stands below it, as far as there are any."""
    if box.last_row > box.row:
        return True
    for row in range(box.row + 1, box.row + MOST_MEASURES):
        numbers = [one for one in grid.rows.get(row, ()) if is_number(one.seen)]
        if not numbers:
            return True
        if any(box.column <= one.column <= box.last_column for one in numbers):
            return False
    return True


def _header_among(grid: Grid, row: int, boxes: Sequence[Box]) -> FundsHeader | None:
    measures = [(box, key) for box, key in _known(boxes, FUNDS_COLUMNS) if not _over_sources(grid, box)]
    columns = [Column(key, box.column, box.last_column, label_text(box)) for box, key in measures]
    keys = {column.key for column in columns}
    if keys & BUDGETS and keys & SPENT:
        return FundsHeader(row, row, _settled(unfolded(grid, columns, row)), tuple(boxes))
    return _matrix_at(grid, row, boxes)


def _over_sources(grid: Grid, header: Box) -> bool:
    """Whether a header stands over the names of the rows, as 年度预算数（万元） over 总额 and 其中：财政资金."""
    rows = range(header.last_row + 1, header.last_row + 1 + FEWEST_MEASURES)
    below = [box for row in rows for box in grid.between(row, header.column, header.last_column)]
    return any(FUNDS_SOURCES.of(box.seen.text) for box in below) and not any(is_number(box.seen) for box in below)


def _known(boxes: Sequence[Box], words: Vocabulary) -> list[tuple[Box, str]]:
    return [(box, key) for box in boxes if (key := words.of(box.seen.text))]


def _settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """One column for each measure."""
    columns = list(_adjusted(columns))
    keys = {column.key for column in columns}
    renamed: dict[str, str] = {}
    if "annual_budget" not in keys and not {"initial_budget", ADJUSTMENT} <= keys:
        # the only budget there is is what the rate is of
        renamed = {"own_total" if "own_total" in keys else "initial_budget": "annual_budget"}
    found: list[Column] = []
    for column in columns:
        key = renamed.get(column.key, column.key)
        if key == ADJUSTMENT or all(one.key != key for one in found):
            found.append(replace(column, key=f"{key}{len(found)}" if key == ADJUSTMENT else key))
    return tuple(found)


def _adjusted(columns: Sequence[Column]) -> Iterator[Column]:
    """预算金额 beside 调整后预算金额, or before what was changed, is the budget of the beginning of the year."""
    budgets = [one for one in columns if one.key == "annual_budget"]
    later = [one for one in budgets if any(word in one.text for word in (ADJUSTED, *LATER))]
    changes = [one.first for one in columns if one.key == ADJUSTMENT]
    lone = len(budgets) == 1 and not later and changes and budgets[0].first < min(changes)
    begun = lone and all(one.key != "initial_budget" for one in columns)
    for column in columns:
        first = (later or begun) and column.key == "annual_budget" and column not in later
        yield replace(column, key="initial_budget") if first else column


def _matrix_at(grid: Grid, row: int, boxes: Sequence[Box]) -> FundsHeader | None:
    """A header of sources above rows of measures."""
    lower = [box for box in grid.rows.get(row + 1, ()) if not isinstance(box.seen.value, Decimal)]
    sources = _known(boxes, FUNDS_SOURCES)
    below = _known(lower, FUNDS_SOURCES) if len(lower) == len(grid.rows.get(row + 1, ())) else []
    two_rows = len(below) > 1 and len(below) == len(lower)
    keys = {key for _, key in sources}
    if TOTAL not in keys or len(keys) + len(below) < FEWEST_MEASURES:
        return None
    last_row = row + 1 if two_rows else row
    if len(_measures_below(grid, last_row)) < FEWEST_MEASURES:
        return None
    columns = [Column(key, box.column, box.last_column, label_text(box)) for box, key in sources]
    if two_rows:
        under = [Column(key, box.column, box.last_column, label_text(box)) for box, key in below]
        columns = [one for one in columns if not any(one.first <= low.first <= one.last for low in under)] + under
    columns = [replace(one, key="subtotal") if one.key == "appropriation" else one for one in columns]
    labels = (*boxes, *(lower if two_rows else ()))
    return FundsHeader(row, last_row, tuple(sorted(columns, key=lambda one: one.first)), labels, matrix=True)


def _measures_below(grid: Grid, row: int) -> set[str]:
    """The measures that name the rows below a header."""
    rows = (grid.rows.get(down, ()) for down in range(row + 1, row + MOST_MEASURES))
    keys = {FUNDS_COLUMNS.of(box.seen.text) for boxes in rows for box in boxes[:2]}
    return keys & (MONEY | RATES)
