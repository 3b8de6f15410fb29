"""The indicator rows: levels carried down, each cell read to its place, every printed row counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.execution_row import ExecutionRow, execution_row_of
from perf_xlsx.recognise.grid import Box, label_text
from perf_xlsx.recognise.indicator_header import ASIDE, FEWEST, LEVELS, UNKNOWN, Header
from perf_xlsx.recognise.indicator_row import BLOCK, Carried, IndicatorRow
from perf_xlsx.recognise.levels import EXECUTION, keys_of
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.own_fields import value_of
from perf_xlsx.recognise.printed import own_columns
from perf_xlsx.recognise.slots import Fitted, Slots, Span, fitted
from perf_xlsx.recognise.sums import note_sums, rows_above
from perf_xlsx.recognise.two_in_one import half
from perf_xlsx.recognise.values import number
from perf_xlsx.recognise.words import SUBTOTAL_ROW, label
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Column as Printed

_SUM = re.compile("(?:小计|合计)$")


@dataclass(slots=True)
class IndicatorReader:
    """Reads the rows of one form, one header after the other."""

    book: Notebook
    template: Template
    count: int = 0
    execution: int = 0
    summed: int = 0
    carried: Carried = field(default_factory=Carried)
    named: Mapping[str, Printed] = field(init=False)
    execution_row: ExecutionRow | None = field(init=False)

    def __post_init__(self) -> None:
        """Look the template's own names up once."""
        self.named, self.execution_row = own_columns(self.template), execution_row_of(self.template)

    def read(self, header: Header, rows: Sequence[int], heading: str = "") -> None:
        """Read the rows under a header; a heading, or that the form is of one, names a 一级指标 no column does."""
        self.book.labels(header.boxes)
        level1 = heading or self.only_level1
        if level1 and header.column("level1") is None:
            self.carried = Carried(level1)
        for row in rows:
            if self._repeats(header, row):
                self.book.labels(self.book.grid.rows[row])
                continue
            self.count += 1
            self._row(header, row, self.carried)

    @property
    def only_level1(self) -> str:
        """The 一级指标 of a form that is of one alone; such a form prints only the second level."""
        levels = self.template.definition.levels
        return levels[0].label if len(levels) == 1 else ""

    def _repeats(self, header: Header, row: int) -> bool:
        """Whether a row only says the column names once more, as at the top of a new page."""
        names = {one.first: label(one.text.rpartition("/")[2]) for one in header.columns}
        boxes = self.book.grid.rows.get(row, ())
        return len(boxes) >= FEWEST and all(
            isinstance(box.seen.value, str) and label(box.seen.text) == names.get(box.column) != "" for box in boxes
        )

    def _row(self, header: Header, row: int, carried: Carried) -> None:
        columns = sorted((one for one in header.columns if one.key != "side"), key=lambda one: one.first)
        halved = any(one.part is not None for one in columns)
        movable = [one.key not in LEVELS and not halved for one in columns]
        found = fitted(
            self.book.grid, row, [Span(one.first, one.last) for one in columns], movable, partial(_suits, columns)
        )
        if found.shift:
            self.book.shifts.append(found.shift._replace(block=BLOCK, row=str(self.count)))
        pairs = zip(columns, found.cells, strict=True)
        boxes = {one.key: half(one, box) for one, box in pairs if one.key != UNKNOWN}
        named = next((box for box in found.cells[:3] if box and SUBTOTAL_ROW.fullmatch(label(box.seen.text))), None)
        if named is not None:
            self._subtotal(named, boxes)
            self.book.labels((box for box in found.cells if box), "小计行")
            return
        split = any(one.key == "target_number" for one in self.named.values())
        one = IndicatorRow(self.book, self.template, self.count, row, header, boxes, split)
        if not self._is_execution(row, columns, found):
            one.read(carried)
            self._own_columns(row, columns, found)
        self._set_aside(columns, found)

    def _subtotal(self, named: Box, boxes: Mapping[str, Box | None]) -> None:
        """Note a 小计 with the rows it may be of."""
        of = _SUM.sub("", label(named.seen.text))
        level1 = keys_of(of, "", self.template.definition.levels)[0] if of else ""
        choices = list(rows_above(self.book, self.count - 1, self.summed, level1))
        note_sums(self.book, label_text(named), boxes, choices)
        self.summed = self.count

    def _is_execution(self, row: int, columns: Sequence[Column], found: Fitted) -> bool:
        """Read the row of 预算执行率 that a template prints among the indicators: it is counted, but is none."""
        first = next((box.seen.text for box in found.cells if box), "")
        own = self.execution_row if not self.execution else None
        if own is None or keys_of(first, "", ())[0] != EXECUTION:
            return False
        self.execution = self.count
        pairs = zip(columns, found.cells, strict=True)
        known = [(self.named[label(one.text)].key, one, box) for one, box in pairs if label(one.text) in self.named]
        cells = {key: (box.at if box else (row, one.first), box) for key, one, box in known}
        own.read(self.book, cells)
        return True

    def _own_columns(self, row: int, columns: Sequence[Column], found: Fitted) -> None:
        """The columns only this template has, by the names it prints."""
        for column, box in zip(columns, found.cells, strict=True):
            own = self.named.get(label(column.text))
            place = Place(BLOCK, str(self.count), own.key) if own else None
            if own is not None and place is not None and place not in self.book.declared:
                at = box.at if box else (row, column.first)
                self.book.note(place, at, value_of(own, box, self.book.money_unit), box.seen if box else None)

    def _set_aside(self, columns: Sequence[Column], found: Fitted) -> None:
        for column, box in zip(columns, found.cells, strict=True):
            if box is not None:
                self.book.pass_over(box.at, ASIDE.get(column.key) or f"模板没有这一栏（{column.text or '无栏名'}）")
        self.book.labels(found.others, "表头没有对应的栏")


def _suits(columns: Sequence[Column], cells: Slots) -> int:
    """How many cells hold what their column is for."""
    good = 0
    for column, box in zip(columns, cells, strict=True):
        if column.key in {"points", "score"}:
            good += box is not None and (isinstance(number(box.seen), Decimal) or number(box.seen) is None)
        elif column.key in {"target", "actual"}:
            good += box is not None
        elif column.key == "explanation":
            good += box is None or not isinstance(number(box.seen), Decimal)
    return good
