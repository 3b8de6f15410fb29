"""What was issued, carried in the workbook itself: a line a row of the form, so that a change shows what stood there.

The copy is believed only where its digest is the one that was issued.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.hidden import level_text
from perf_xlsx.form.identity import Identity, content_digest, one_spelling
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.numbers import Value, decimal_of, plain
from perf_xlsx.template.assemble import Template

CARRIED, SHEETS = "ISSUED:", "META:sheets"
LEVELS = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """The locked values by place, and what each indicator row's key said, by the row's number."""

    given: Mapping[Place, Value] = field(default_factory=dict)
    levels: Mapping[int, str] = field(default_factory=dict)
    _digests: dict[Identity, str] = field(default_factory=dict, repr=False, compare=False)

    def digest(self, identity: Identity) -> str:
        """The digest of the copy under an identity."""
        if identity not in self._digests:
            one, known = identity, self._digests
            known[identity] = content_digest(
                one.template, one.template_digest, one.fiscal_year, one.project_code, self.given
            )
        return self._digests[identity]


def carried_lines(template: Template, project: Project) -> Iterator[tuple[str, str]]:
    """Name and text of each line; a number is a list of one, so that it is told from a text."""
    lines: dict[str, dict[str, str | list[str]]] = {}
    for place, value in sorted(project.given.items()):
        if one_spelling(value):
            text = [plain(value)] if isinstance(value, Decimal) else str(value)
            lines.setdefault(_name(place), {})[place.column] = text
    block = template.indicators.key if template.indicators else ""
    for number, row in enumerate(project.shape, 1):
        lines.setdefault(_name(Place(block, str(number), "")), {})[LEVELS] = level_text(row).removeprefix(":")
    for name, cells in lines.items():
        yield CARRIED + name, json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def read_carried(lines: Mapping[str, str]) -> Carried | None:
    """Read the lines back, by name without the mark; None when one is damaged, or there is none."""
    given: dict[Place, Value] = {}
    levels: dict[int, str] = {}
    for name, text in lines.items():
        try:
            cells = json.loads(text)
            for column, stored in cells.items():
                if column == LEVELS:
                    levels[int(name.partition(".")[2])] = str(stored)
                else:
                    given[_place(name, column)] = decimal_of(stored[0]) if isinstance(stored, list) else stored
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            return None
    sound = all(value is None or isinstance(value, str | Decimal) for value in given.values())
    whole = sorted(levels) == list(range(1, len(levels) + 1)) and len(levels) <= MOST_INDICATORS
    return Carried(given, levels) if sound and whole and lines else None


@lru_cache(maxsize=1024)  # forms of one layout have the same
def _place(name: str, column: str) -> Place:
    block, _, row = name.partition(".")
    return Place(block, row, column)


def _name(place: Place) -> str:
    return f"{place.block}.{place.row}" if place.row else place.block
