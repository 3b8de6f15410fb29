"""The hidden sheet of facts of a returned workbook: what it says of itself, and the copy of what was issued."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perf_xlsx.form.carried import CARRIED, SHEETS, Carried, read_carried
from perf_xlsx.form.identity import Identity, read_facts
from perf_xlsx.workbook.book import Book, SheetGrid

META, PROPERTY = "META:", "perf_"


@dataclass(frozen=True, slots=True)
class Meta:
    """One hidden sheet of facts; `sheets` are the names of all sheets as issued, none when they cannot be read."""

    facts: Mapping[str, str] = field(default_factory=dict)
    carried: Carried | None = None
    sheets: Sequence[str] = ()

    @property
    def identity(self) -> Identity | None:
        """The identity it states."""
        return read_facts(self.facts)


def metas_of(book: Book) -> list[Meta]:
    """Every sheet of facts of a workbook: its first cell says that it is one."""
    firsts = ((grid, grid.cells.get((1, 1))) for grid in book.sheets)
    return [_meta(grid) for grid, first in firsts if first is not None and first.text.startswith(META)]


def property_facts(book: Book) -> Mapping[str, str]:
    """What the custom document properties say."""
    return {key.removeprefix(PROPERTY): text for key, text in book.properties.items() if key.startswith(PROPERTY)}


def _meta(grid: SheetGrid) -> Meta:
    lines: dict[str, str] = {}
    for (row, column), cell in grid.cells.items():
        if column == 1 and cell.kind == "s":
            beside = grid.cells.get((row, 2))
            lines.setdefault(cell.text, beside.text if beside else "")
    facts = {name.removeprefix(META): text for name, text in lines.items() if name.startswith(META)}
    copies = {name.removeprefix(CARRIED): text for name, text in lines.items() if name.startswith(CARRIED)}
    return Meta(facts, read_carried(copies), _names(lines.get(SHEETS, "")))


def _names(text: str) -> Sequence[str]:
    try:
        names = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else ()
