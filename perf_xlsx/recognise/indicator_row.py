"""One indicator row: its levels, its name, what was aimed at and what was done, its weight and score."""

import re
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.direction import direction_of
from perf_xlsx.form.grades import grade_word
from perf_xlsx.form.place import Place
from perf_xlsx.notation import PLACEHOLDERS
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.grid import Box, Seen, address
from perf_xlsx.recognise.indicator_header import Header
from perf_xlsx.recognise.levels import EXECUTION, keys_of, printed_points
from perf_xlsx.recognise.measures import comparator_of, joined, measure
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.two_in_one import pair_of
from perf_xlsx.recognise.values import number, points, rate, text
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
class IndicatorRow:
    """One row while it is read; `number` counts it, `split` says that the template prints a target in three cells."""

    book: Notebook
    template: Template
    number: int
    row: int
    header: Header
    boxes: dict[str, Box | None]
    split: bool

    def place(self, key: str) -> Place:
        """A cell of this row."""
        return Place(BLOCK, str(self.number), key)

    def read(self, carried: Carried) -> None:
        """Note every cell of the row."""
        first, second = self._label("level1"), self._label("level2")
        carried.take(first, second)
        keys = keys_of(carried.level1, carried.level2, self.template.definition.levels)
        weight = printed_points(first)
        if weight is not None and keys[0]:
            self.book.points.setdefault(keys[0], weight)
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
            self.book.declared[self.place(key)] = value or None

    def _execution(self) -> None:
        """A row that only scores 预算执行率: its weight and score are those of the funds block, where it has none."""
        book = self.book
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
        above = self.book.grid.above((self.row, column.first))
        return above if above and above.row > self.header.last_row else None

    def _label(self, key: str) -> str:
        box = self.boxes.get(key)
        words = box.seen.text.strip() if box else ""
        return "" if words in PLACEHOLDERS else words

    def _level(self, key: str, carried: str) -> None:
        column = self.header.column(key)
        box = self.boxes.get(key)
        book = self.book
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
                self.book.note(self.place("level3"), (self.row, column.first), None)
            return ""
        extra = list(self.book.grid.between(self.row, box.column + 1, column.last if column else 0))
        whole = "".join([box.seen.text, *(one.seen.text for one in extra)]).strip()
        name = _PREFIX.sub("", whole).strip() or whole
        self.book.note(self.place("level3"), box.at, name or None, box.seen)
        for one in extra:
            self.book.belongs(one.at, self.place("level3"))
        return name

    def _measures(self, keys: tuple[str, str], name: str) -> None:
        book, policy = self.book, self.template.policy
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
        in_words = read.target if self.split and read.reading.number is None else None
        split: dict[str, Value] = {
            "comparator": read.reading.comparator or comparator_of(sign.seen.text if sign else "") or None,
            "target_number": in_words or read.reading.number,
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
            word = grade_word(read.actual, self.template) if isinstance(read.actual, str) else None
            book.note(self.place("actual"), at, word or read.actual, actual.seen if actual else None)

    def _number(self, key: str) -> None:
        column = self.header.column(key)
        if column is None:
            return
        box = self.boxes.get(key)
        value = points(box.seen) if box else None
        if box and isinstance(value, str) and pair_of(box.seen, days=False):
            self.book.doubts[f"“{column.text}”栏一格写了两个数，分不清哪个是分值、哪个是得分，没有审核"] = None
        at = box.at if box else (self.row, column.first)
        self.book.note(self.place(key), at, value, box.seen if box else None)

    def _rate(self) -> None:
        """完成率, where it is one."""
        box = self.boxes.get("completion_rate")
        value = rate(box.seen, in_percent=False, likely=None) if box else None
        if box is not None and isinstance(value, Decimal):
            self.book.note(self.place("completion_rate"), box.at, value, box.seen)

    def _plain(self, key: str, place: str) -> None:
        column = self.header.column(key)
        if column is None:
            return
        box = self._box(key)
        own = self.boxes.get(key)
        at = box.at if box else (self.row, column.first)
        self.book.note(self.place(place), at, text(box.seen) if box else None, own.seen if own else None)
