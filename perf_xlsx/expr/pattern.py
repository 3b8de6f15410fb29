"""Formula texts with places left open: emitted once a template, filled with addresses for each row."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Face(StrEnum):
    """How a slot looks at a cell: as it is, as a number (blank 0, a word an error), or the whole column."""

    RAW = "raw"
    NUMBER = "number"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a pattern to be filled with an address; `row` None is the row the formula stands in."""

    block: str
    row: str | None
    column: str
    face: Face


Pattern = tuple[str | Slot, ...]


def fill(pattern: Pattern, locate: Callable[[Slot], str]) -> str:
    """Fill the slots of a pattern with addresses."""
    return "".join([part if isinstance(part, str) else locate(part) for part in pattern])
