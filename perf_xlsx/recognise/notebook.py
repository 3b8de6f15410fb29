"""What is noted while a form is read: each value with its place and its cell, and why a cell was passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perf_xlsx.form.as_found import PrintedSum, ReadCell, Shift
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.grid import At, Box, Grid, Seen, address

OWN_MARK = "本程序自己的标记"
LABEL, TITLE, YEAR, HEADING, NUMBER = "栏目名", "标题", "年度", "小标题", "序号"
# Why a cell is passed over that only names others, or the form as a whole.
LABELS = frozenset({LABEL, TITLE, YEAR, HEADING, NUMBER})


@dataclass(slots=True)
class Notebook:
    """One form as far as it has been read."""

    grid: Grid
    declared: dict[Place, Value] = field(default_factory=dict)
    printed: dict[Place, str] = field(default_factory=dict)
    addresses: dict[Place, str] = field(default_factory=dict)
    captions: dict[Place, str] = field(default_factory=dict)
    as_text: set[Place] = field(default_factory=set)
    points: dict[str, Decimal] = field(default_factory=dict)
    shifts: list[Shift] = field(default_factory=list)
    sums: list[PrintedSum] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    lost: set[Place] = field(default_factory=set)
    settled: set[Place] = field(default_factory=set)
    money_unit: str = ""
    _fate: dict[At, tuple[Place | None, str]] = field(default_factory=dict)

    def note(self, place: Place, at: At, value: Value, seen: Seen | None = None) -> None:
        """A value read from a cell; the first that is noted for a place stays, a blank gives way."""
        known = self.declared.get(place) is not None or (place in self.declared and value is None)
        if known or place in self.settled:
            if seen is not None:
                self.pass_over(at, "同一栏已有内容")
            return
        self.addresses[place] = address(at)
        if seen is None:
            self.declared[place] = value
            return
        self._fate.setdefault(at, (place, ""))
        if seen.lost:
            self.lost.add(place)
            return
        self.declared[place] = value
        if seen.text.strip():
            self.printed[place] = seen.text.strip()
        if isinstance(value, Decimal) and isinstance(seen.value, str):
            self.as_text.add(place)

    def settle(self, place: Place, at: At, value: Value, seen: Seen | None = None) -> None:
        """A value read by the template's own words: what is noted for the place later does not count."""
        self.note(place, at, value, seen)
        self.settled.add(place)

    def is_read(self, at: At) -> bool:
        """Whether a cell has been read to a place."""
        return self._fate.get(at, (None, ""))[0] is not None

    def belongs(self, at: At, place: Place) -> None:
        """Another cell that goes into a value."""
        self._fate.setdefault(at, (place, ""))

    def pass_over(self, at: At, reason: str) -> None:
        """A cell that is knowingly not read."""
        self._fate.setdefault(at, (None, reason))

    def labels(self, boxes: Iterable[Box], reason: str = LABEL) -> None:
        """Cells that only name others."""
        for box in boxes:
            self.pass_over(box.at, reason)

    def cells(self, rows: Sequence[int]) -> Iterable[ReadCell]:
        """Every cell with content in these rows, and what became of it."""
        for row in rows:
            for box in self.grid.rows.get(row, ()):
                place, reason = self._fate.get(box.at, (None, "表外文字"))
                yield ReadCell(address(box.at), box.seen.text, place, reason)
        for at, seen in self.grid.marks.items():
            if rows[0] <= at[0] <= rows[-1]:
                yield ReadCell(address(at), seen.text, None, OWN_MARK)
