"""What one pass over a returned workbook found: plain values, and how its cells are addressed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perf_xlsx.narrative.passage import Passage
from perf_xlsx.numbers import ErrorText, PastReckoning, Value, decimal_of
from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.dates import spelled_date

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

LONGEST_NUMBER = 24

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_TRUE = frozenset({"1", "true", "TRUE"})


class RawCell(NamedTuple):
    """One cell as stored: kind "n" number, "s" text, "b" boolean, "e" error value, "" no value stored."""

    kind: str
    text: str
    formula: str | None
    style: int


@dataclass(frozen=True, slots=True)
class Validation:
    """One data validation: the cells it is about and what it demands of them; of .xls and .ods in its kind only."""

    ranges: str
    kind: str
    operator: str
    formula1: str
    formula2: str
    allow_blank: bool


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's format says about reading it: how numbers are shown, whether it is locked, hidden, or too faint."""

    number_format: str
    locked: bool
    hidden: bool
    faint: bool = False


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """One sheet: its cells by 1-based row and column, and what surrounds them.

    `drawn` are the cells hidden by each picture or shape (top, left, bottom, right), `noted` those hidden by each note
    that is left open; `repainted` the ranges whose conditional format shows something else than what stands there.
    """

    name: str
    state: str
    cells: Mapping[tuple[int, int], RawCell]
    blanks: Mapping[tuple[int, int], int]
    row_styles: Mapping[int, int]
    column_styles: tuple[tuple[int, int, int], ...]
    protection: Mapping[str, str] | None
    merges: tuple[str, ...]
    validations: tuple[Validation, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    drawn: tuple[tuple[int, int, int, int], ...] = ()
    noted: tuple[tuple[int, int, int, int], ...] = ()
    repainted: tuple[str, ...] = ()

    def style_at(self, row: int, column: int) -> int:
        """Give the style number of any cell: its own, else its row's, else its column's."""
        cell = self.cells.get((row, column))
        if cell is not None:
            return cell.style
        style = self.blanks.get((row, column), self.row_styles.get(row))
        if style is not None:
            return style
        return next((number for first, last, number in self.column_styles if first <= column <= last), 0)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read; extras name what it carries beside cells (宏, 外部链接, DDE链接, 嵌入对象).

    `cannot_tell` says why a file of this format does not show `formulas`, `locks`, `numbers` (apart from texts) or
    `validations`: rules that need them are skipped for that reason. A formula that is there but cannot be read is
    `form.filled.UNREAD_FORMULA`.

    Of a document, `passages` are its paragraphs and cells in order; `tables` say of each sheet below which of its rows
    (0 for the first) which table of the document begins.
    """

    sheets: tuple[SheetGrid, ...]
    styles: tuple[Style, ...]
    properties: Mapping[str, str]
    names: Mapping[str, str]
    date1904: bool
    extras: tuple[str, ...]
    cannot_tell: Mapping[str, str] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    tables: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def style_of(self, sheet: SheetGrid, row: int, column: int) -> Style:
        """Give the style of any cell of a sheet of this book, blank ones too."""
        return self.styles[sheet.style_at(row, column)]

    def value_at(self, sheet: SheetGrid, row: int, column: int) -> Value:
        """Give what a person reads in a cell: as `cell_value`, but a number shown as a date is that date's text."""
        value = cell_value(sheet.cells.get((row, column)))
        if not isinstance(value, Decimal):
            return value
        return spelled_date(value, self.style_of(sheet, row, column).number_format, date1904=self.date1904) or value

    def locked(self, sheet: SheetGrid, row: int, column: int) -> bool:
        """Tell whether a cell, blank ones too, is flagged locked; it is locked in fact only on a protected sheet."""
        return self.style_of(sheet, row, column).locked


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: code F01, F02, F03 or F06, and the words that go into that rule's message."""

    code: str
    what: str


# Texts so long are remembered: the same addresses stand in form after form.
_REMEMBERED = 20


def cell_value(cell: RawCell | None) -> Value:
    """Turn a cell into the value a formula sees; dates stay numbers, an empty text is no value."""
    if cell is None:
        return None
    kind, text = cell.kind, cell.text
    if kind == "s":
        return text or None
    if kind == "n":
        number = decimal_of(text)
        return PastReckoning(text[:LONGEST_NUMBER]) if number is None else number
    if kind == "b":
        return "TRUE" if text in _TRUE else "FALSE"
    return ErrorText(text) if kind == "e" else None


def a1(row: int, column: int) -> str:
    """Write a cell's address: row 12 of column 28 is AB12."""
    return f"{letters_of_number(column)}{row}"


def range_text(top: int, left: int, bottom: int, right: int) -> str:
    """Write the address of a range: the first 12 rows of 9 columns are A1:I12."""
    return f"{a1(top, left)}:{a1(bottom, right)}"


def split_a1(address: str) -> tuple[int, int] | None:
    """Read an address like AB12 into row and column; None when no such cell can exist."""
    return _split(address) if len(address) <= _REMEMBERED else None


@lru_cache(maxsize=1024)
def _split(address: str) -> tuple[int, int] | None:
    match = _A1.fullmatch(address)
    if match is None:
        return None
    row, column = int(match[2]), number_of_letters(match[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def split_area(text: str) -> tuple[int, int, int, int] | None:
    """Read a range like A1:I12, or one cell, into top, left, bottom, right; None when no such cells can exist."""
    first, _, last = text.partition(":")
    start, end = split_a1(first), split_a1(last or first)
    return (*start, *end) if start and end else None
