"""The rows and cells of one sheet: the hot path of reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from perf_xlsx.workbook.book import LAST_COLUMN, LAST_ROW, RawCell, split_a1
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.strings import text_of, unescape
from perf_xlsx.workbook.translate import translate
from perf_xlsx.workbook.xml_in import TRUE, Element, is_below

Place = tuple[int, int]

KINDS = {None: "n", "n": "n", "b": "b", "e": "e", "s": "shared", "str": "str"}
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a cell's date has no zone
# Points; letters of an honest form are three times as high.
FLAT_HEIGHT = 3


@dataclass(frozen=True, slots=True)
class Source:
    """What the cells of a sheet refer to outside it; `repainting` are conditional formats that show something else."""

    strings: Mapping[int, str]
    style_numbers: Mapping[str | None, int]
    date1904: bool
    limits: Limits
    repainting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the rows of a sheet hold."""

    cells: dict[Place, RawCell] = field(default_factory=dict)
    blanks: dict[Place, int] = field(default_factory=dict)
    row_styles: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)


def read_cells(sheet_data: Element, space: str, source: Source) -> Gathered:
    """Read every row; a cell that stands twice, or where no cell can stand, is refused."""
    reader = _Reader(space, source)
    cell_tag, row_tag = space + "c", space + "row"
    found, number = 0, 0
    try:
        for row in sheet_data:
            if row.tag == row_tag:
                number = note_row(row_facts(row), number, reader.gathered, source)
                found += reader.read_row(row, number, cell_tag)
    except (ValueError, LookupError) as error:
        raise damaged(f"第{number}行的单元格无效（引用了不存在的文本、样式或位置）") from error
    gathered = reader.gathered
    if found != len(gathered.cells) + len(gathered.blanks) or not gathered.blanks.keys().isdisjoint(gathered.cells):
        raise damaged("单元格重复")
    reader.expand_shared()
    return gathered


class RowFacts(NamedTuple):
    """What the tag of a row says: its number, where that stands, whether it is hidden, the style of its cells."""

    number: int | None
    hidden: bool
    style: str | None


def row_facts(row: Element | Mapping[str, str]) -> RowFacts:
    """Read the attributes of a row."""
    stored, style = row.get("r"), row.get("s")
    hidden = row.get("hidden") in TRUE or is_below(row.get("ht"), FLAT_HEIGHT)
    return RowFacts(None if stored is None else int(stored), hidden, style if row.get("customFormat") in TRUE else None)


def note_row(facts: RowFacts, previous: int, gathered: Gathered, source: Source) -> int:
    """Give the number of a row and note whether it is hidden or has a style of its own."""
    number = previous + 1 if facts.number is None else facts.number
    if not 1 <= number <= LAST_ROW:
        raise ValueError(number)
    if facts.hidden:
        gathered.hidden_rows.add(number)
    if facts.style is not None:
        gathered.row_styles[number] = source.style_numbers[facts.style]
    return number


class _Reader:
    """Reads rows one after another into `gathered`; raises LookupError or ValueError for what cannot be."""

    def __init__(self, space: str, source: Source) -> None:
        self.source = source
        self.space = space
        self.formula_tag, self.value_tag, self.inline_tag = space + "f", space + "v", space + "is"
        self.gathered = Gathered()
        self.longest = source.limits.text_length
        self.columns: dict[str, int] = {}
        self.masters: dict[str, tuple[str, Place]] = {}
        self.followers: list[tuple[Place, str]] = []

    def read_row(self, row: Element, number: int, cell_tag: str) -> int:
        """Store the cells of one row; how many there were. Plain cells go inline, the others through `_other`."""
        cells, blanks, new, longest = self.gathered.cells, self.gathered.blanks, tuple.__new__, self.longest
        columns, styles, strings, value_tag = (
            self.columns,
            self.source.style_numbers,
            self.source.strings,
            self.value_tag,
        )
        digits = str(number)
        cut = -len(digits)
        column = found = 0
        for cell in row:
            if cell.tag != cell_tag:
                continue
            found += 1
            place = cell.get("r")
            if place is not None and place[cut:] == digits and (known := columns.get(place[:cut])):
                key = (number, known)
            else:
                key = self._place(place, number, column)
            column = key[1]
            style = styles[cell.get("s")]
            children = len(cell)
            if not children:
                blanks[key] = style
                continue
            formula = None if children == 1 else self._plain_formula(cell)
            value = cell[children - 1]
            text = value.text
            kind = KINDS.get(cell.get("t"))
            if kind is None or not text or len(text) > longest or value.tag != value_tag or formula == "":
                self._other(cell, key, style)
                continue
            if kind == "shared":
                kind, text = "s", strings[int(text)]
            elif kind == "str":
                kind, text = "s", unescape(text)
            cells[key] = new(RawCell, (kind, text, formula, style))
        return found

    def _plain_formula(self, cell: Element) -> str:
        """Give the formula that stands alone before one value; "" for anything else."""
        element = cell[0]
        formula = element.text
        if formula is None or len(cell) > 2 or element.tag != self.formula_tag or element.get("t") is not None:  # noqa: PLR2004 - formula, value
            return ""
        return formula if len(formula) <= self.longest else ""

    def _place(self, stored: str | None, row: int, previous: int) -> Place:
        if stored is None:
            if previous == LAST_COLUMN:
                raise ValueError(previous)
            return row, previous + 1
        place = split_a1(stored)
        if place is None:
            raise ValueError(stored)
        if place[0] == row:
            self.columns[stored[: -len(str(row))]] = place[1]
        return place

    def _other(self, cell: Element, key: Place, style: int) -> None:
        """Store a cell of any kind, slowly."""
        kind = cell.get("t", "n")
        formula = value = inline = None
        for child in cell:
            if child.tag == self.value_tag:
                value = child.text or ""
            elif child.tag == self.formula_tag:
                formula = self._formula(child, key)
            elif child.tag == self.inline_tag:
                inline = text_of(child, self.space)
        if kind == "inlineStr":
            value = inline
        at_most(self.longest, len(value or ""), "单个文本长度", "字")
        if not value and formula is None:
            self.gathered.blanks[key] = style
            return
        kind, text = ("", "") if value is None or (not value and kind != "str") else self._content(kind, value)
        self.gathered.cells[key] = RawCell(kind, text, formula, style)

    def _content(self, kind: str, text: str) -> tuple[str, str]:
        if kind == "inlineStr":
            return "s", text
        if kind == "d":
            return serial_of_iso(text, date1904=self.source.date1904)
        known = KINDS[kind]
        if known == "shared":
            return "s", self.source.strings[int(text)]
        return ("s", unescape(text)) if known == "str" else (known, text)

    def _formula(self, element: Element, key: Place) -> str:
        text = element.text or ""
        at_most(self.longest, len(text), "单个公式长度", "字")
        if element.get("t") == "shared":
            group = element.get("si", "")
            if not text:
                self.followers.append((key, group))
            elif group not in self.masters or element.get("ref") is not None:
                self.masters[group] = (text, key)
        return text

    def expand_shared(self) -> None:
        """Give every cell of a shared formula its own text; one whose group has no formula keeps an empty one."""
        groups = [(key, self.masters[group]) for key, group in self.followers if group in self.masters]
        at_most(self.source.limits.shared_text, sum(len(text) for _, (text, _) in groups), "共享公式展开后总长", "字")
        cells = self.gathered.cells
        for key, (text, (row, column)) in groups:
            cells[key] = cells[key]._replace(formula=translate(text, key[0] - row, key[1] - column))


def serial_of_iso(text: str, *, date1904: bool) -> tuple[str, str]:
    """Turn a date written out (Strict workbooks) into the serial number other cells keep; else leave the text."""
    try:
        elapsed = datetime.fromisoformat(text).replace(tzinfo=None) - _EPOCHS[date1904]
    except ValueError:
        return "s", text
    days = elapsed / timedelta(days=1)
    return "n", str(elapsed.days) if days == elapsed.days else repr(days)
