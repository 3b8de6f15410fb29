"""分值 and 得分 written into one cell, as 10/9.5: which columns hold both, and what of a cell is which."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perf_xlsx.numbers import decimal_of
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.grid import Box, Grid, Seen, bare
from perf_xlsx.recognise.values import is_number

# What a column that says so holds, in the order it says it.
BOTH = {"points_score": ("points", "score"), "score_points": ("score", "points")}
HALVES = frozenset({"points", "score"})
# So many rows below a header tell in which order two numbers stand.
MOST_ROWS = 60
LONGEST_PAIR = 30
_POINTS = r"([0-9]{1,3}(?:\.[0-9]{1,4})?)分?"
_PAIR = re.compile(rf"(?:分值:?)?{_POINTS}(?:[/|,、;]|得分:?)+{_POINTS}|{_POINTS}\({_POINTS}\)")
# 10/9 typed into a spreadsheet is stored as a date, and shown as 10月9日.
_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日")


def unfolded(grid: Grid, columns: Sequence[Column], last_row: int) -> list[Column]:
    """The columns of a header, one that holds 分值 and 得分 made two."""
    lone = HALVES & {column.key for column in columns}
    found: list[Column] = []
    for column in columns:
        key = column.key if column.key in BOTH else ""
        if len(lone) == 1 and column.key in lone:
            key = _told(_below(grid, column, last_row))
        found += _halves(grid, column, BOTH[key], last_row) if key else [column]
    return found


def _below(grid: Grid, column: Column, last_row: int) -> Iterator[Box]:
    for row in range(last_row + 1, last_row + 1 + MOST_ROWS):
        yield from grid.between(row, column.first, column.last)


def _halves(grid: Grid, column: Column, keys: tuple[str, str], last_row: int) -> Sequence[Column]:
    """The two columns; apart where the label stands over two and the rows below fill both."""
    first, second = keys
    if any(box.column > column.first for box in _below(grid, column, last_row)):
        left, right = column.first, column.first + 1
        return replace(column, key=first, last=left), replace(column, key=second, first=right)
    return replace(column, key=first, part=0), replace(column, key=second, part=1)


def _told(boxes: Iterable[Box]) -> str:
    """Which of two numbers stands first below a label that names one: 得分 is not the larger; "" where none tells."""
    falling = rising = pairs = 0
    for box in boxes:
        if is_number(box.seen):
            return ""
        first, second = pair_of(box.seen, days=False) or (None, None)
        if first is not None and second is not None:
            pairs, falling, rising = pairs + 1, falling + (first > second), rising + (first < second)
    if not pairs or falling == rising != 0:
        return ""
    return "score_points" if rising > falling else "points_score"


def pair_of(seen: Seen, *, days: bool) -> tuple[Decimal, Decimal] | None:
    """The two numbers of a cell; None where it does not hold two. `days` takes a day of a month for two numbers."""
    if not isinstance(seen.value, str) or len(seen.value) > LONGEST_PAIR:
        return None
    text = bare(seen.text.strip().replace("\n", "/"))
    found = _PAIR.fullmatch(text) or (_DAY.fullmatch(text) if days else None)
    first, second = (decimal_of(one) for one in found.groups() if one) if found else (None, None)
    return (first, second) if first is not None and second is not None else None


def half(column: Column | None, box: Box | None) -> Box | None:
    """What of a cell is a column's own: a lone number is the first half, what cannot be told stands in both."""
    if column is None or column.part is None or box is None:
        return box
    pair = pair_of(box.seen, days=True)
    if pair is not None:
        return box._replace(seen=Seen(pair[column.part], f"{pair[column.part]}"))
    return None if column.part and is_number(box.seen) else box
