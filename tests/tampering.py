"""Forms that were tampered with: each kind by name, what is done to the file, and what must be found."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import openpyxl
from returned import SHEET, Edit, address, edited, from_on, put, rearranged, resaved
from tools import FILLED, QUANTITY, Changes, at, national, project, values

from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Issued, IssuedTarget, Register, Registered
from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.write import write_form

KEY = b"a key nobody guesses"
CUSTOM = "docProps/custom.xml"
BOOK = "xl/workbook.xml"
QUANTITY_ACTUAL = f"indicators.{QUANTITY}.actual"

Tamper = Callable[[Path], object]


@dataclass(frozen=True)
class Expected:
    """One finding: its code, field or cell, and the issued value; None where it has none of that."""

    code: str
    place: str | None = None
    issued: str | None = None
    severity: str = "error"


@dataclass(frozen=True)
class Kind:
    """One kind of tampering; `also` are rules that may speak because the edit calculates nothing anew."""

    tamper: Tamper
    expected: Sequence[Expected]
    signed: bool = False
    also: frozenset[str] = frozenset()
    checking: Mapping[str, Any] = field(default_factory=dict)


def signed_workbook() -> bytes:
    """The clean form, signed."""
    return write_form(national(), project(), identity_of(national(), project(), KEY), inputs=values(FILLED))


def registered(*projects: Project) -> Register:
    """The register of projects as they were issued."""
    return {one.code: _registered(one) for one in projects}


def _registered(one: Project) -> Registered:
    rows = [number for number, row in enumerate(one.shape, 1) if row.applies]
    cells = [[one.given.get(Place("indicators", str(row), key)) for key in _COLUMNS] for row in rows]
    targets = [IssuedTarget(str(row), *cell) for row, cell in zip(rows, cells, strict=True)]  # type: ignore[arg-type]
    issued = Issued(one.code, one.name, "x.xlsx", identity_of(national(), one).digest)
    units = (one.text("header", "supervising_department"), one.text("header", "implementing_unit"))
    return Registered(issued, *units, one.fiscal_year, national().id, targets)


_COLUMNS = ("level1", "level2", "level3", "target", "points")


def hidden_address(place: str) -> str:
    """Where a value stands, hidden columns too."""
    cell = sheet_of(national(), project()).at[at(place)]
    return f"{letters_of_number(cell.column)}{cell.row}"


def retyped(changes: Mapping[str, Any], *, signed: bool = False) -> Tamper:
    """Cells changed past the protection and everything calculated anew, as an office program does."""
    identity = identity_of(national(), project(), KEY if signed else b"")
    inputs = values({**FILLED, **changes})
    return lambda file: file.write_bytes(write_form(national(), project(), identity, inputs=inputs))


def issued_again(rows: str, *, given: Changes | None = None, **changes: Any) -> Tamper:
    """A whole form of other targets, consistent in itself."""
    other = project(rows, given=given)
    identity = replace(identity_of(national(), other), **changes)
    return lambda file: file.write_bytes(write_form(national(), other, identity, inputs=values(FILLED)))


def words(place: str, text: str) -> Tamper:
    """A cell that holds another text now."""
    return lambda file: put(file, place, f"<v>{text}</v>", "str")


def constant(place: str, number: str) -> Tamper:
    """A cell that holds a number now."""
    return lambda file: put(file, place, f"<v>{number}</v>")


def part(name: str, edit: Edit) -> Tamper:
    """A part of the workbook edited as text."""
    return lambda file: edited(file, {name: edit})


def swapped(name: str, old: str, new: str) -> Tamper:
    """One text for another in a part; the old one must be there."""

    def edit(xml: str) -> str:
        assert old in xml, old
        return xml.replace(old, new)

    return part(name, edit)


def matched(name: str, pattern: str, new: str) -> Tamper:
    """What a pattern finds in a part replaced; it must find something."""

    def edit(xml: str) -> str:
        xml, count = re.subn(pattern, lambda found: found.expand(new), xml, flags=re.DOTALL)
        assert count, pattern
        return xml

    return part(name, edit)


def both(*tampers: Tamper) -> Tamper:
    """One after the other."""

    def tamper(file: Path) -> None:
        for one in tampers:
            one(file)

    return tamper


def without_row(row: int) -> Tamper:
    """A row deleted, those below moved up."""
    gone = matched(SHEET, rf'<row r="{row}"[^>]*>.*?</row>', "")
    return both(gone, lambda file: rearranged(file, from_on(row, -1), lambda column: column))


def without_column(letters: str) -> Tamper:
    """A column deleted, those behind moved up."""
    number = number_of_letters(letters)
    gone = matched(SHEET, rf'<c r="{letters}\d+"[^>]*?(?:/>|>.*?</c>)', "")
    return both(gone, lambda file: rearranged(file, lambda row: row, from_on(number, -1)))


def exchanged(one: int, other: int) -> Tamper:
    """Two rows that changed places, keys and all."""
    places = {one: other, other: one}
    return lambda file: rearranged(file, lambda row: places.get(row, row), lambda column: column)


def copied_row(row: int, to: int) -> Tamper:
    """A row copied to the end of the sheet with its key."""

    def edit(xml: str) -> str:
        found = re.search(rf'<row r="{row}".*?</row>', xml, re.DOTALL)
        assert found is not None
        copy = re.sub(rf'r="([A-Z]*){row}"', rf'r="\g<1>{to}"', found[0])
        return xml.replace("</sheetData>", f"{copy}</sheetData>")

    return part(SHEET, edit)


def saved(change: Callable[[Any], object]) -> Tamper:
    """Changed by a program that stores no results."""
    return lambda file: resaved(file, change)


def without_sheets(*names: str) -> Tamper:
    """Sheets deleted."""

    def change(book: Any) -> None:
        for name in names:
            del book[name]

    return saved(change)


def unlocked(place: str) -> Tamper:
    """A fixed cell given the format of an input."""

    def edit(xml: str) -> str:
        free = re.search(rf'<c r="{address(QUANTITY_ACTUAL)}" s="(\d+)"', xml)
        assert free is not None
        return re.sub(rf'<c r="{address(place)}" s="\d+"', f'<c r="{address(place)}" s="{free[1]}"', xml)

    return part(SHEET, edit)


def in_own_words(file: Path) -> None:
    """What the formulas of the form's sheet give, typed over them."""
    shown = openpyxl.load_workbook(file, data_only=True).worksheets[0]

    def change(book: Any) -> None:
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = shown[cell.coordinate].value

    resaved(file, change)


def key_of(one: Project) -> str:
    """The text of a project's key cell as it stands among the strings."""
    return identity_of(national(), one).key_text()
