"""Declared rules bound to the cells of a form: which there are, and which a look at whole rows leaves to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundCase
from perf_xlsx.template.model import Flavour


class Demand(NamedTuple):
    """One instance of a declared rule: its case and the row it is about ("" outside grids and lists)."""

    case: BoundCase
    row: str

    @property
    def place(self) -> Place:
        """The cell the rule is about."""
        return Place(self.case.scope.block, self.row, self.case.scope.column)


class Manner(NamedTuple):
    """What decides which declared rules a form has: its template, how it came, its rows, rules it is spared."""

    template: Template
    flavour: Flavour
    rows: tuple[str, ...]
    idle: frozenset[str]
    spared: frozenset[str]


# By rule, how many demands are met for certain; and the demands that are to be asked one by one.
Unsettled = tuple[Mapping[str, int], Sequence[Demand]]


@lru_cache(maxsize=128)
def demands_of(manner: Manner) -> Sequence[Demand]:
    """Every instance of a declared rule on forms of one manner."""
    template, flavour, rows, idle, spared = manner
    cases = [one for one in template.cases if flavour in (one.case.only or Flavour) and one.rule.code not in spared]
    in_use = [row for row in rows if row not in idle]
    return tuple(
        Demand(case, row) for case in cases for row in (in_use if case.scope.row is None else (case.scope.row,))
    )


def unsettled(demands: Iterable[Demand], in_order: frozenset[str]) -> Unsettled:
    """What is left of demands where some rows of the list meet all of theirs; every rule is named, in their order."""
    met: dict[str, int] = {}
    left: list[Demand] = []
    for demand in demands:
        settled = demand.row in in_order and demand.case.scope.row is None
        code = demand.case.rule.code
        met[code] = met.get(code, 0) + settled
        if not settled:
            left.append(demand)
    return met, left


@lru_cache(maxsize=128)
def usually_unsettled(manner: Manner, in_order: frozenset[str]) -> Unsettled:
    """The same of all demands of one manner: most forms of an issue are alike in this."""
    return unsettled(demands_of(manner), in_order)
