"""The rows and cells of one .ods table: what repeats is written out as far as there is content, never further."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from perf_xlsx.workbook.book import LAST_COLUMN, LAST_ROW, RawCell, range_text
from perf_xlsx.workbook.cells_in import serial_of_iso
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.ods_formulas import excel_formula
from perf_xlsx.workbook.ods_styles import OFFICE, TABLE
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.xml_in import Element, local_name

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

SHORT_RUN = 64
"""Blank cells, and rows, side by side up to which each keeps its style; past it they are room that nobody uses."""

_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_NOT_READ = frozenset({"annotation", "note", "ruby-text", "tracked-changes"})
_HIDDEN = frozenset({"collapse", "filter"})
_SPACES = re.compile(r"[ \t\r\n]+")
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?")
_MOST_SPACES = 1000


@dataclass(slots=True)
class Table:
    """What is gathered of one table; validations are the areas each stands in, by its name, `checked` their number."""

    cells: dict[tuple[int, int], RawCell] = field(default_factory=dict)
    blanks: dict[tuple[int, int], int] = field(default_factory=dict)
    row_styles: dict[int, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)
    validations: dict[str, list[str]] = field(default_factory=dict)
    checked: int = 0


def columns_of(table: Element) -> Iterator[Element]:
    """The columns of a table in order, out of the groups they may stand in."""
    tag, groups = f"{TABLE}table-column", groups_of("column")
    left = [iter(table)]
    while left:
        child = next(left[-1], None)
        if child is None:
            left.pop()
        elif child.tag == tag:
            yield child
        elif child.tag in groups:
            left.append(iter(child))


def groups_of(kind: str) -> frozenset[str]:
    """What rows or columns may stand in, inside a table."""
    return frozenset({f"{TABLE}table-{kind}s", f"{TABLE}table-{kind}-group", f"{TABLE}table-header-{kind}s"})


def repeated(element: Element, what: str, last: int) -> int:
    """How often an element stands for the next; past the sheet's end it is cut there."""
    count = int(element.get(f"{TABLE}number-{what}-repeated", "1"))
    if count < 1:
        raise ValueError(count)
    return min(count, last)


def paragraphs(element: Element) -> str:
    """The text of a cell: its paragraphs, one a line; notes beside it left out."""
    return "\n".join(_text(child) for child in element if child.tag in {f"{TEXT}p", f"{TEXT}h"})


class TableReader:
    """Reads the rows of a table one after another, into `found`."""

    def __init__(self, numbers: dict[str | None, int], limits: Limits, used: int) -> None:
        """Take the numbers of the styles; `used` cells of the workbook's limit are taken already."""
        self.numbers, self.limits = numbers, limits
        self.found = Table()
        self.row = 1
        self.used = used
        self.longest = limits.text_length

    def read_row(self, row: Element) -> None:
        """Store a row as often as it stands: every time when it has content, else where its styles may matter."""
        try:
            self._row(row)
        except ValueError as error:
            raise damaged("表格的行列或单元格无效") from error
        at_most(self.limits.ranges, len(self.found.merges), "合并单元格数")

    def _row(self, row: Element) -> None:
        times = repeated(row, "rows", LAST_ROW)
        values, blanks = self._cells(row, times)
        if values and self.row + times - 1 > LAST_ROW:
            raise ValueError(self.row)
        self.used += times * len(values)
        at_most(self.limits.cells, self.used, "单元格数", "个")
        shown = range(self.row, self.row + (times if values else min(times, SHORT_RUN)))
        kept = blanks if len(shown) * len(blanks) + len(self.found.blanks) <= self.limits.cells - self.used else {}
        style = row.get(f"{TABLE}default-cell-style-name")
        for number in shown:
            self.found.cells |= {(number, column): cell for column, cell in values.items()}
            self.found.blanks |= {(number, column): blank for column, blank in kept.items()}
            if style is not None:
                self.found.row_styles[number] = self.numbers.get(style, 0)
            if row.get(f"{TABLE}visibility") in _HIDDEN:
                self.found.hidden_rows.add(number)
        self.row += times

    def _cells(self, row: Element, down: int) -> tuple[dict[int, RawCell], dict[int, int]]:
        """The cells of a row that hold something, and the blank ones with a style; it stands `down` times."""
        values: dict[int, RawCell] = {}
        blanks: dict[int, int] = {}
        column = 1
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            times = repeated(cell, "columns", LAST_COLUMN)
            style = cell.get(f"{TABLE}style-name")
            number = self.numbers.get(style, 0)
            content = self._content(cell, number)
            if content is not None:
                if column + times - 1 > LAST_COLUMN:
                    raise ValueError(column)
                at_most(self.limits.cells, self.used + len(values) + times, "单元格数", "个")
                values |= dict.fromkeys(range(column, column + times), content)
            elif style is not None and times <= SHORT_RUN:
                blanks |= dict.fromkeys(range(column, column + times), number)
            self._merge(cell, column)
            self._check(cell.get(f"{TABLE}content-validation-name"), (self.row, column), (down, times))
            column += times
        return values, blanks

    def _merge(self, cell: Element, column: int) -> None:
        across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
        down = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
        bottom, right = self.row + down - 1, column + across - 1
        if across < 1 or down < 1 or bottom > LAST_ROW or right > LAST_COLUMN:
            raise ValueError(across)
        if across > 1 or down > 1:
            self.found.merges.append(range_text(self.row, column, bottom, right))

    def _check(self, name: str | None, at: tuple[int, int], size: tuple[int, int]) -> None:
        if name is None:
            return
        bottom, right = min(at[0] + size[0] - 1, LAST_ROW), min(at[1] + size[1] - 1, LAST_COLUMN)
        area = range_text(*at, bottom, right)
        self.found.validations.setdefault(name, []).append(area)
        self.found.checked += 1
        at_most(self.limits.ranges, self.found.checked, "数据有效性数")

    def _content(self, cell: Element, style: int) -> RawCell | None:
        formula = cell.get(f"{TABLE}formula")
        kind = cell.get(f"{OFFICE}value-type")
        if kind is None and formula is None:
            return None
        at_most(self.longest, len(formula or ""), "单个公式长度", "字")
        kind, text = ("", "") if kind is None else _value(cell, kind)
        at_most(self.longest, len(text), "单个文本长度", "字")
        if not text and formula is None:
            return None
        return RawCell(kind, text, None if formula is None else excel_formula(formula), style)


def _value(cell: Element, kind: str) -> tuple[str, str]:
    """Give the kind and text of a cell's value as workbooks store them; dates and times become numbers."""
    if cell.get(f"{CALCEXT}value-type") == "error":
        return "e", paragraphs(cell)
    if kind in {"float", "percentage", "currency"}:
        return "n", cell.get(f"{OFFICE}value", "")
    if kind == "boolean":
        return "b", "1" if cell.get(f"{OFFICE}boolean-value") == "true" else "0"
    if kind == "date":
        return serial_of_iso(cell.get(f"{OFFICE}date-value", ""), date1904=False)
    if kind == "time":
        return _days(cell.get(f"{OFFICE}time-value", "")) or ("s", paragraphs(cell))
    stored = cell.get(f"{OFFICE}string-value")
    return "s", paragraphs(cell) if stored is None else stored


def _days(text: str) -> tuple[str, str] | None:
    """A length of time as the part of a day it is."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    days, hours, minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in found.groups()[1:])
    whole = days + hours / 24 + minutes / 1440 + seconds / 86400
    return "n", f"{found[1]}{whole:f}"


def _text(paragraph: Element) -> str:
    """The text of a paragraph: white space as it shows, notes and other things that stand in it left out."""
    pieces = [_SPACES.sub(" ", paragraph.text or "").lstrip(" ")]
    left = [iter(paragraph)]
    tails = [""]
    while left:
        child = next(left[-1], None)
        if child is None:
            left.pop()
            pieces.append(tails.pop())
            continue
        tail, name = _SPACES.sub(" ", child.tail or ""), local_name(child)
        if name in _NOT_READ or name in _SIGNS:
            pieces += [_sign(child, name), tail]
        else:
            pieces.append(_SPACES.sub(" ", child.text or ""))
            left.append(iter(child))
            tails.append(tail)
    return "".join(pieces)


_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}


def _sign(element: Element, name: str) -> str:
    count = element.get(f"{TEXT}c", "1")
    times = min(int(count), _MOST_SPACES) if name == "s" and count.isdecimal() and len(count) < 6 else 1  # noqa: PLR2004 - far past any use
    return _SIGNS.get(name, "") * times
