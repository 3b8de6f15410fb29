"""Walks down a sheet and tells which rows belong to which form, and to which of its blocks."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.recognise.closing import grade_inside, total_inside
from perf_xlsx.recognise.funds_header import FundsHeader, funds_header_at
from perf_xlsx.recognise.funds_pairs import money_pairs
from perf_xlsx.recognise.goals import inside as inside_goal
from perf_xlsx.recognise.grid import Box, Grid, bare
from perf_xlsx.recognise.head import is_title, pairs_of
from perf_xlsx.recognise.indicator_header import Header, header_at
from perf_xlsx.recognise.outline import Outline
from perf_xlsx.recognise.values import is_number
from perf_xlsx.recognise.words import (
    FUNDS_SOURCES,
    GOAL_BLOCK,
    GOALS,
    HEAD_FIELDS,
    LONGEST_SPACED,
    REMARKS,
    TOTAL_ROW,
    label,
)

_NOTE = re.compile(
    r"(?:备?注|说明|填[报表]说明|附注|注释|填[报表]人|填[报表]日期|联系人|联系电话|经办人|单位负责人|审核人)[0-9]*[:：.、]"
)
MOST_OF_REMARK, MOST_BANDS = 4, 6
MOST_LEFT_BLANK = 30
# A row that says so much in words under the columns of amounts is no row of the funds.
WORDED, FEWEST_WORDED = frozenset({Kind.WORDS, Kind.UNKNOWN}), 2
LISTED = frozenset({"project_name", "project_code"})


def outlines(grid: Grid) -> list[Outline]:
    """The forms of a sheet from top to bottom, tables beside each other from left to right."""
    found: list[Outline] = []
    for band in _bands(grid):
        found += _Outliner(band).outlines()
    return found


def _bands(grid: Grid) -> Iterator[Grid]:
    """Tables that stand beside each other, each with a header of its own, apart; usually there is one."""
    used = {column for row, column in grid.cells}
    for (row, column), (_, last) in grid.spans.items():
        if (row, column) in grid.cells:
            used |= set(range(column, min(last, column + 200) + 1))
    columns = sorted(used)
    starts = [one for one, before in zip(columns, [None, *columns], strict=False) if before is None or one > before + 1]
    if not 1 < len(starts) <= MOST_BANDS:
        yield grid
        return
    pieces = [
        grid.part(range(first, last))
        for first, last in zip(starts, [*starts[1:], (columns[-1] if columns else 0) + 1], strict=True)
    ]
    with_header = [piece for piece in pieces if any(header_at(piece, row) for row in piece.rows)]
    if len(with_header) > 1 and len(with_header) == len(pieces):
        yield from pieces
    else:
        yield grid


class _Outliner:
    """Walks down a sheet."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.done: list[Outline] = []
        self.form = Outline(grid)
        self.open: list[int] | None = None

    def outlines(self) -> list[Outline]:
        passed = 0
        for row in self.grid.rows:
            if row <= passed:
                continue
            header = header_at(self.grid, row)
            funds = None if header else funds_header_at(self.grid, row)
            if header:
                passed = header.last_row
                self._indicators(header)
            elif funds:
                passed = funds.last_row
                self._funds(funds)
            else:
                self._row(row, self.grid.rows[row])
        self.done.append(self.form)
        for form in self.done:
            form.indicators = [(header, self._printed(header, rows)) for header, rows in form.indicators]
        return self.done

    def _printed(self, header: Header, rows: list[int]) -> list[int]:
        """The rows of a block with the blank ones that are printed in between."""
        if not rows:
            return []
        own, last = set(rows), max(rows)
        below = next((row for row in self.grid.rows if row > last), last + MOST_LEFT_BLANK + 2)
        blank = list(takewhile(self.grid.covered, range(last + 1, below)))  # rows left blank under the last level
        last += len(blank) if len(blank) <= MOST_LEFT_BLANK else 0
        every = range(header.last_row + 1, last + 1)
        return [row for row in every if row in own or (row not in self.grid.rows and self.grid.inside(row))]

    def _new(self) -> None:
        self.done.append(self.form)
        self.form, self.open = Outline(self.grid), None

    def _indicators(self, header: Header) -> None:
        form = self.form
        if form.indicators:
            heading = self._take_headings()
            other = form.indicators[-1][0].keys != header.keys
            if form.totals or other:
                self._new()
                self.form.head += heading
            else:
                form.headings += heading
        rows: list[int] = []
        self.form.indicators.append((header, rows))
        self.open = rows

    def _take_headings(self) -> list[int]:
        """Texts alone in their row right above a header that comes again: no indicators, but its heading."""
        taken: list[int] = []
        rows = self.form.indicators[-1][1]
        while self.open is rows and rows and len(self.grid.rows[rows[-1]]) == 1:
            taken.insert(0, rows.pop())
        return taken

    def _funds(self, funds: FundsHeader) -> None:
        boxes = self.grid.rows[funds.row]
        listed = any(HEAD_FIELDS.of(box.seen.text) in LISTED for box in boxes) and not funds.matrix
        if listed and not self._of_one_project(funds):
            self.form.listing = True
            self.form.others.append(funds.row)
            self.open = self.form.others
            return
        if self.form.funds and self.form.indicators:
            self._new()
        rows: list[int] = []
        self.form.funds.append((funds, rows))
        self.open = rows

    def _of_one_project(self, funds: FundsHeader) -> bool:
        """Whether names of projects stand above the one project of a form: one row of amounts, then its indicators."""
        below = [row for row in self.grid.rows if row > funds.last_row][:MOST_LEFT_BLANK]
        amounts = list(takewhile(lambda row: any(is_number(box.seen) for box in self.grid.rows[row]), below))
        return len(amounts) == 1 and any(header_at(self.grid, row) for row in below[1:])

    def _row(self, row: int, boxes: Sequence[Box]) -> None:
        if self._begins_form(boxes):
            if self.form.begun:
                self._new()
            (self.form.titles if is_title(boxes) else self.form.head).append(row)
            self.open = None
            return
        target = self._block_of(boxes)
        if target is not None:
            self.open = target
        elif self.open is None:
            self.open = self.form.others if self.form.begun else self.form.head
        self.open.append(row)
        if self.open is self.form.totals:
            self.open = None

    def _begins_form(self, boxes: Sequence[Box]) -> bool:
        """A title, or 项目名称 with its name: what stands at the head of the next form."""
        if not self._at_edge(boxes[0]):
            return False
        return is_title(boxes) or any(key == "project_name" for key, _, _ in pairs_of(boxes[:2]))

    def _block_of(self, boxes: Sequence[Box]) -> list[int] | None:
        """The block a row opens by its first word; None when it goes on with what is open."""
        form, first = self.form, boxes[0]
        inside = bool(form.indicators) and self.open is form.indicators[-1][1]
        name = label(first.seen.text)
        if form.indicators and self._is_total(first, name):
            return form.totals
        if inside and not self._at_edge(first):
            return None
        remark = (
            form.indicators and len(boxes) <= MOST_OF_REMARK and (REMARKS.of(first.seen.text) or grade_inside(first))
        )
        if remark or _NOTE.match(bare(first.seen.text[:LONGEST_SPACED])):
            return form.remarks
        if inside:
            return None
        goals = [GOALS.of(box.seen.text) or inside_goal(box)[0] for box in boxes[:3]]
        if GOAL_BLOCK.fullmatch(name) or {"expected", "achieved"} <= set(goals) or goals[0] in {"expected", "achieved"}:
            return form.goals
        opened = bool(form.funds) and self.open is form.funds[-1][1]
        if not opened and money_pairs(boxes):
            return form.money
        if opened and self._past_funds(boxes):
            return form.others
        if opened and HEAD_FIELDS.of(first.seen.text) and not FUNDS_SOURCES.of(first.seen.text):
            return form.head
        return None

    def _is_total(self, first: Box, name: str) -> bool:
        """Whether a row is one of totals: 总分, or 自评总得分：100分, and no 合计 of a level inside the table."""
        if isinstance(first.seen.value, Decimal) or not (TOTAL_ROW.fullmatch(name) or total_inside(first)):
            return False
        header = self.form.indicators[-1][0]
        whole = "总" in first.seen.text or "得分" in first.seen.text
        return whole or self.open is not self.form.indicators[-1][1] or first.column <= header.first

    def _past_funds(self, boxes: Sequence[Box]) -> bool:
        """Whether a row below the funds is of another table: only words under the amounts, after rows of numbers."""
        header, rows = self.form.funds[-1]
        if len(boxes) < FEWEST_WORDED or header.matrix or any(is_number(box.seen) for box in boxes):
            return False
        under = [box for box in boxes if box.column >= header.first and read_notation(box.seen.text).kind in WORDED]
        return len(under) >= FEWEST_WORDED and any(is_number(box.seen) for row in rows for box in self.grid.rows[row])

    def _at_edge(self, box: Box) -> bool:
        """Whether a cell stands at the left edge of the table that is open, where labels of blocks stand."""
        if not self.form.indicators or self.open is not self.form.indicators[-1][1]:
            return True
        return box.column <= min(one.column for one in self.form.indicators[-1][0].boxes)
