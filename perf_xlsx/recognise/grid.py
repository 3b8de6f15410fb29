"""A sheet as the eye sees it: boxes with text, row by row; what is merged is one box."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from perf_xlsx.numbers import Value
from perf_xlsx.template.spans import letters_of_number

At = tuple[int, int]
# A merge that claims to reach further down is believed no longer.
TALLEST = 400

_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u3000\u00a0]+")
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Seen(NamedTuple):
    """What stands in a cell: its value, and its text as it is shown (76%, not 0.76).

    `lost` marks a formula without a stored result.
    """

    value: Value
    text: str
    lost: bool = False


class Box(NamedTuple):
    """A cell with content, or a merged region whose first cell has some; rows and columns are 1-based."""

    row: int
    column: int
    last_row: int
    last_column: int
    seen: Seen

    @property
    def at(self) -> At:
        """The cell the content stands in."""
        return self.row, self.column

    @property
    def bare(self) -> str:
        """The text without blanks, full-width signs made narrow."""
        return bare(self.seen.text)


def bare(text: str) -> str:
    """A text as labels are compared: no blanks of any kind, full-width signs made narrow."""
    return _BLANKS.sub("", text).translate(_FOLDED)


def label_text(box: Box) -> str:
    """A label as it is told to people: on one line."""
    return "".join(box.seen.text.split())


@lru_cache(maxsize=4096)
def address(at: At) -> str:
    """Write a cell's address: row 12 of column 28 is AB12."""
    return f"{letters_of_number(at[1])}{at[0]}"


@dataclass(frozen=True)
class Grid:
    """One sheet: cells with content, merged regions by their first cell, and the rows that are ruled though blank.

    `marks` are cells with keys of this program, left over where the values of an issued form were copied.
    """

    name: str
    cells: Mapping[At, Seen]
    spans: Mapping[At, At] = field(default_factory=dict)
    ruled: frozenset[int] = frozenset()
    marks: Mapping[At, Seen] = field(default_factory=dict)

    @cached_property
    def rows(self) -> Mapping[int, Sequence[Box]]:
        """The boxes of every row that has some, from left to right."""
        rows: dict[int, list[Box]] = {}
        for (row, column), seen in sorted(self.cells.items()):
            last = self.spans.get((row, column), (row, column))
            rows.setdefault(row, []).append(Box(row, column, *last, seen))
        return rows

    @cached_property
    def _covered(self) -> Mapping[At, At]:
        """Cells under a merge that is higher than a row, and the first cell of that merge, in its first column only."""
        return {
            (below, column): (row, column)
            for (row, column), (last, _) in self.spans.items()
            for below in range(row + 1, min(last, row + TALLEST) + 1)
            if (row, column) in self.cells
        }

    @cached_property
    def _under(self) -> frozenset[int]:
        return frozenset(row for row, _ in self._covered)

    @cached_property
    def _inside(self) -> frozenset[int]:
        return self.ruled | self._under

    def box(self, at: At) -> Box | None:
        """The box that begins in a cell."""
        return next((box for box in self.rows.get(at[0], ()) if box.column == at[1]), None)

    def above(self, at: At) -> Box | None:
        """The box that reaches down over a cell from a row above."""
        first = self._covered.get(at)
        return self.box(first) if first else None

    def inside(self, row: int) -> bool:
        """Whether a blank row is part of a table all the same: ruled, or under a merge that reaches past it."""
        return row in self._inside

    def covered(self, row: int) -> bool:
        """Whether a merge reaches down over a row."""
        return row in self._under

    def between(self, row: int, first: int, last: int) -> Iterator[Box]:
        """The boxes of a row that begin in these columns."""
        return (box for box in self.rows.get(row, ()) if first <= box.column <= last)

    def part(self, columns: range) -> "Grid":
        """The same sheet without the other columns."""
        cells = {at: seen for at, seen in self.cells.items() if at[1] in columns}
        spans = {at: last for at, last in self.spans.items() if at[1] in columns}
        marks = {at: seen for at, seen in self.marks.items() if at[1] in columns}
        return Grid(self.name, cells, spans, self.ruled, marks)
