"""The indicator rows: levels carried down, each cell read to its place, every printed row counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from perf_xlsx.form.direction import direction_of
from perf_xlsx.form.grades import grade_word
from perf_xlsx.form.place import Place
from perf_xlsx.notation import PLACEHOLDERS
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.grid import Box, Seen, address, bare
from perf_xlsx.recognise.indicator_header import ASIDE, LEVELS, UNKNOWN, Column, Header
from perf_xlsx.recognise.levels import EXECUTION, keys_of, printed_points
from perf_xlsx.recognise.measures import joined, measure
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.slots import Fitted, Slots, Span, fitted
from perf_xlsx.recognise.values import number, rate, text
from perf_xlsx.recognise.words import SUBTOTAL_ROW
from perf_xlsx.template.assemble import Template

BLOCK, FUNDS = "indicators", "funds"
_PREFIX = re.compile(r"^\s*指标\s*[0-9一二三四五六七八九十]{1,2}\s*[:：、.．)）]?\s*")
# Columns whose text may stand once for several rows, merged over them.
SHARED = frozenset({"level1", "level2", "explanation"})


@dataclass(slots=True)
class Carried:
    """The level labels that hold for the rows below them."""

    level1: str = ""
    level2: str = ""

    def take(self, first: str, second: str) -> None:
        """A new 一级指标 ends the 二级指标 before it."""
        if first:
            self.level1, self.level2 = first, second
        elif second:
            self.level2 = second


@dataclass(slots=True)
class IndicatorReader:
    """Reads the rows of one form, one header after the other."""

    book: Notebook
    template: Template
    count: int = 0
    carried: Carried = field(default_factory=Carried)

    def read(self, header: Header, rows: Sequence[int], heading: str = "") -> None:
        """Read the rows under a header; a heading above them names their 一级指标 where no column does."""
        self.book.labels(header.boxes)
        if heading and header.column("level1") is None:
            self.carried = Carried(heading)
        for row in rows:
            self.count += 1
            self._row(header, row, self.carried)

    def _row(self, header: Header, row: int, carried: Carried) -> None:
        columns = sorted((one for one in header.columns if one.key != "side"), key=lambda one: one.first)
        movable = [one.key not in LEVELS for one in columns]
        found = fitted(
            self.book.grid, row, [Span(one.first, one.last) for one in columns], movable, partial(_suits, columns)
        )
        if found.shift:
            self.book.shifts.append(found.shift._replace(block=BLOCK, row=str(self.count)))
        boxes = {one.key: box for one, box in zip(columns, found.cells, strict=True) if one.key != UNKNOWN}
        if any(SUBTOTAL_ROW.fullmatch(bare(box.seen.text)) for box in found.cells[:3] if box):
            self.book.labels((box for box in found.cells if box), "小计行")
            return
        _Row(self, row, header, boxes).read(carried)
        self._set_aside(columns, found)

    def _set_aside(self, columns: Sequence[Column], found: Fitted) -> None:
        for column, box in zip(columns, found.cells, strict=True):
            if box is not None:
                self.book.pass_over(box.at, ASIDE.get(column.key) or f"模板没有这一栏（{column.text or '无栏名'}）")
        self.book.labels(found.others, "表头没有对应的栏")


@dataclass(slots=True)
class _Row:
    """One row while it is read."""

    reader: IndicatorReader
    row: int
    header: Header
    boxes: dict[str, Box | None]

    def place(self, key: str) -> Place:
        return Place(BLOCK, str(self.reader.count), key)

    def read(self, carried: Carried) -> None:
        first, second = self._label("level1"), self._label("level2")
        carried.take(first, second)
        keys = keys_of(carried.level1, carried.level2, self.reader.template.definition.levels)
        weight = printed_points(first)
        if weight is not None and keys[0]:
            self.reader.book.points.setdefault(keys[0], weight)
        self._level("level1", carried.level1)
        self._level("level2", carried.level2)
        if keys[0] == EXECUTION and not (self.boxes.get("target") or self.boxes.get("actual")):
            self._execution()
        name = self._name()
        self._measures(keys, name)
        for key in ("points", "score", "adjusted_score"):
            self._number(key)
        self._plain("explanation", "deviation_explanation")
        self._rate()
        for key, value in (("level1_key", keys[0]), ("level2_key", keys[1])):
            self.reader.book.declared[self.place(key)] = value or None

    def _execution(self) -> None:
        """A row that only scores 预算执行率: its weight and score are those of the funds block, where it has none."""
        book = self.reader.book
        for key in ("points", "score"):
            box, place = self.boxes.get(key), Place(FUNDS, "total", key)
            if box is not None and book.declared.get(place) is None and isinstance(number(box.seen), Decimal):
                book.note(place, box.at, number(box.seen), box.seen)
                self.boxes[key] = None

    def _box(self, key: str) -> Box | None:
        """The cell of a column; for shared columns also the one merged over this row from above."""
        box = self.boxes.get(key)
        column = self.header.column(key)
        if box is not None or column is None or key not in SHARED:
            return box
        above = self.reader.book.grid.above((self.row, column.first))
        return above if above and above.row > self.header.last_row else None

    def _label(self, key: str) -> str:
        box = self.boxes.get(key)
        words = box.seen.text.strip() if box else ""
        return "" if words in PLACEHOLDERS else words

    def _level(self, key: str, carried: str) -> None:
        column = self.header.column(key)
        box = self.boxes.get(key)
        book = self.reader.book
        if box is not None:
            book.note(self.place(key), box.at, carried or None, box.seen)
        elif column is not None or carried:
            above = self._box(key)
            at = above.at if above else (self.row, column.first) if column else (self.row, self.header.first)
            book.note(self.place(key), at, carried or None)

    def _name(self) -> str:
        box = self.boxes.get("level3")
        column = self.header.column("level3")
        if box is None:
            if column is not None:
                self.reader.book.note(self.place("level3"), (self.row, column.first), None)
            return ""
        extra = list(self.reader.book.grid.between(self.row, box.column + 1, column.last if column else 0))
        whole = "".join([box.seen.text, *(one.seen.text for one in extra)]).strip()
        name = _PREFIX.sub("", whole).strip() or whole
        self.reader.book.note(self.place("level3"), box.at, name or None, box.seen)
        for one in extra:
            self.reader.book.belongs(one.at, self.place("level3"))
        return name

    def _measures(self, keys: tuple[str, str], name: str) -> None:
        book, policy = self.reader.book, self.reader.template.policy
        target, sign, unit, actual = (self.boxes.get(key) for key in ("target", "comparator", "measure_unit", "actual"))
        whole = joined(*(box.seen.text if box else "" for box in (sign, target, unit)))
        column = self.header.column("target")
        extra = list(book.grid.between(self.row, target.column + 1, column.last)) if target and column else []
        whole = "".join([whole, *(one.seen.text for one in extra)]).strip()
        read = measure(whole, actual.seen if actual else None, name)
        if column is not None:
            at = target.at if target else (self.row, column.first)
            book.note(self.place("target"), at, read.target, Seen(read.target, whole) if target else None)
        for one in extra:
            book.belongs(one.at, self.place("target"))
        direction = direction_of(read.reading, name, keys, policy.get("lower_is_better", ()))
        split: dict[str, Value] = {
            "comparator": read.reading.comparator or None,
            "target_number": read.reading.number,
            "measure_unit": read.reading.unit or None,
            "direction": direction or None,
        }
        for key, value in split.items():
            box = self.boxes.get(key)
            book.declared[self.place(key)] = value
            if box is not None:
                book.addresses[self.place(key)] = address(box.at)
                book.belongs(box.at, self.place(key))
        column = self.header.column("actual")
        if column is not None:
            at = actual.at if actual else (self.row, column.first)
            word = grade_word(read.actual, self.reader.template) if isinstance(read.actual, str) else None
            book.note(self.place("actual"), at, word or read.actual, actual.seen if actual else None)

    def _number(self, key: str) -> None:
        column = self.header.column(key)
        if column is None:
            return
        box = self.boxes.get(key)
        value = number(box.seen) if box else None
        if box and isinstance(value, Decimal) and "%" in box.seen.text:
            value = value * 100  # a weight of 25% is 25 points
        at = box.at if box else (self.row, column.first)
        self.reader.book.note(self.place(key), at, value, box.seen if box else None)

    def _rate(self) -> None:
        """完成率, where it is one."""
        box = self.boxes.get("completion_rate")
        value = rate(box.seen, in_percent=False, likely=None) if box else None
        if box is not None and isinstance(value, Decimal):
            self.reader.book.note(self.place("completion_rate"), box.at, value, box.seen)

    def _plain(self, key: str, place: str) -> None:
        column = self.header.column(key)
        if column is None:
            return
        box = self._box(key)
        own = self.boxes.get(key)
        at = box.at if box else (self.row, column.first)
        self.reader.book.note(self.place(place), at, text(box.seen) if box else None, own.seen if own else None)


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
