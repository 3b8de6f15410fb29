"""The cells a form declares, grouped as rules ask for them; forms of one layout share the groups."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.once import once
from perf_xlsx.form.place import Place


class DeclaredCells:
    """The declared cells of one layout, in the order of the form."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self.places = places

    @cached_property
    def named(self) -> Sequence[tuple[str, Place]]:
        """Every cell with its name, by name."""
        return sorted((str(place), place) for place in self.places)

    def of_block(self, block: str) -> Sequence[Place]:
        """The cells of one block."""
        return self._by_block.get(block, ())

    @cached_property
    def _by_block(self) -> Mapping[str, Sequence[Place]]:
        blocks: dict[str, list[Place]] = {}
        for place in self.places:
            blocks.setdefault(place.block, []).append(place)
        return blocks

    def of_columns(self, columns: frozenset[str]) -> Sequence[Place]:
        """The cells of some columns, whatever block they stand in."""
        if columns not in self._by_columns:
            self._by_columns[columns] = [place for place in self.places if place.column in columns]
        return self._by_columns[columns]

    @cached_property
    def _by_columns(self) -> dict[frozenset[str], Sequence[Place]]:
        return {}


@once
def declared_cells(form: FilledForm) -> DeclaredCells:
    """The cells a form declares."""
    return _cells(tuple(form.declared))


_cells = lru_cache(maxsize=32)(DeclaredCells)
