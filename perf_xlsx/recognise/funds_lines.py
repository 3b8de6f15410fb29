"""The rows of the funds block by source of money, and which of them is the total, or makes it up."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perf_xlsx.recognise.funds_header import MONEY, TOTAL
from perf_xlsx.recognise.grid import Box
from perf_xlsx.recognise.values import number

# Who pays is a part of 财政资金.
STATE = ("central", "province", "city", "county")
FEWEST_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its source of money, its sheet row, its cells by measure, and what it is called."""

    source: str
    row: int
    cells: dict[str, Box]
    columns: dict[str, int] = field(default_factory=dict)
    name: str = ""


def unsummed(lines: Sequence[Line]) -> list[Line]:
    """The named sources that make up the total of a block that prints none; none where there is one."""
    named = {line.source for line in lines}
    if "" in named or named & {TOTAL, "subtotal"} or len(named) < FEWEST_SOURCES:
        return []
    own = [line for line in lines if line.source not in STATE] if "appropriation" in named else list(lines)
    return own if len(own) >= FEWEST_SOURCES else []


def with_total(lines: list[Line]) -> list[Line]:
    """The lines of a block; where nothing else can be the total, the first one is."""
    if not lines or unsummed(lines) or any(line.source == TOTAL for line in lines):
        return lines
    return [replace(lines[0], source=TOTAL), *lines[1:]]


def paying(lines: Sequence[Line]) -> int:
    """How many of the lines hold any money."""
    return sum(any(_is_money(box) for key, box in line.cells.items() if key in MONEY) for line in lines)


def _is_money(box: Box) -> bool:
    value = number(box.seen)
    return isinstance(value, Decimal) and value != 0


def rate_is_of(key: str, group: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a rate in one of these lines is of them all: of the only one that pays, or merged over just these."""
    rated = [box for line in group if (box := line.cells.get(key)) is not None]
    if not rated or group[0].source == TOTAL:
        return True
    box = rated[0]
    tall = {one.row for one in lines if box.row <= one.row <= box.last_row}
    if len(tall) > 1:
        return {one.row for one in group if paying([one])} <= tall <= {one.row for one in group}
    return paying(group) <= 1 or len(group) == 1
