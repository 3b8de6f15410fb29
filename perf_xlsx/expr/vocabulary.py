"""The words a formula may use: what a template tells the binder about its blocks and its policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from perf_xlsx.expr.nodes import Sort
from perf_xlsx.notation import strip_blanks

AreaKind = Literal["fields", "grid", "list"]
PolicyValue = int | float | str | bool | list[str] | dict[str, "PolicyValue"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a block, or a field: its key, its Chinese label, what its cells hold."""

    key: str
    label: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Area:
    """A block as formulas see it; `rows` are the fixed rows of a grid.

    `absent` are its cells that hold nothing, `formulas` those the template computes, by row ("" outside grids) and key.
    """

    key: str
    label: str
    kind: AreaKind
    entries: Mapping[str, Entry]
    rows: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[tuple[str, str]] = frozenset()
    formulas: frozenset[tuple[str, str]] = frozenset()

    def entry(self, word: str) -> Entry | None:
        """Find a column by key or label."""
        found = self.entries.get(word)
        return found or next((one for one in self.entries.values() if strip_blanks(one.label) == word), None)

    def row(self, word: str) -> str | None:
        """Find a fixed row by key or label."""
        if word in self.rows:
            return word
        return next((key for key, label in self.rows.items() if strip_blanks(label) == word), None)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a formula stands: block, row (None: each row of a list), column of the cell it is about."""

    block: str
    row: str | None
    column: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All blocks of a template and its policy."""

    areas: Mapping[str, Area]
    policy: Mapping[str, PolicyValue]

    def area(self, word: str) -> Area | None:
        """Find a block by key or label."""
        found = self.areas.get(word)
        return found or next((one for one in self.areas.values() if strip_blanks(one.label) == word), None)

    def computes(self, block: str, row: str | None, column: str) -> bool:
        """Whether the template has a formula for a cell."""
        return (row or "", column) in self.areas[block].formulas

    def words(self, scope: Scope) -> Iterable[str]:
        """Every plain name that means something at a place, for "did you mean"."""
        here = self.areas[scope.block]
        yield from here.rows
        yield from here.rows.values()
        for area in (here, *(one for one in self.areas.values() if one.kind == "fields")):
            yield from area.entries
            yield from (entry.label for entry in area.entries.values())
        yield from self.areas
        yield from ("this", "policy")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or nothing."""
    close = get_close_matches(word, [one for one in dict.fromkeys(known) if one], n=1, cutoff=0.5)
    return f"，是否想写“{close[0]}”？" if close else ""
