"""Declared rules in the workbook: a hidden 0/1 cell for each demand, a column or a few for each rule."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perf_xlsx.expr.evaluate import NotComputableError, Values
from perf_xlsx.form.arrange import Page, Shape
from perf_xlsx.form.cells import Cell
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundCase
from perf_xlsx.template.model import Flavour


class Flag(NamedTuple):
    """A hidden cell with 0, 1 or blank; `earlier` are the flags that speak before it, of which it says nothing more.

    These are the rule's earlier cases on the same cell, and the rules that name it as the same cause (`silences`) on
    the same row: a flag of 1 is a finding of the check, told once.
    """

    row: int
    column: int
    demand: Demand
    earlier: tuple["Flag", ...] = ()


@dataclass(slots=True)
class Flags:
    """All flags of a form and the code above each of their columns."""

    all: list[Flag] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)


def lay_out_flags(
    template: Template,
    page: tuple[Page, Shape],
    cells: Mapping[Place, Cell],
    taken: Collection[tuple[int, int]],
    new_column: Callable[[], int],
) -> Flags:
    """Give every demand of an issued form its cell; a rule's next column is begun where rows collide."""
    flags = Flags()
    used = set(taken)
    spoken: dict[tuple[str, Place], list[Flag]] = {}
    for case in template.cases:
        if template.flavour not in (case.case.only or Flavour):
            continue
        rows = list(_rows_of(case, page, cells))
        own = [column for column, code in flags.codes.items() if code == case.rule.code]
        column = next((one for one in own if all((row, one) not in used for row, _ in rows)), 0)
        if not column:
            column = new_column()
            flags.codes[column] = case.rule.code
        for row, demand in rows:
            before = spoken.setdefault((case.rule.code, demand.place), [])
            before.append(Flag(row, column, demand, tuple(before)))
            flags.all.append(before[-1])
            used.add((row, column))
    flags.all = one_cause(template, flags.all)
    return flags


def one_cause(template: Template, flags: Sequence[Flag]) -> list[Flag]:
    """The same flags, each below those of the rules that silence its own where they meet (check/precedence.py)."""
    block = template.indicators.key if template.indicators else ""
    silencers: dict[tuple[str, str], list[Flag]] = {}
    for flag in flags:
        for code in flag.demand.case.rule.silences:
            silencers.setdefault((code, _meeting(flag, block)), []).append(flag)
    made: dict[tuple[int, int], Flag] = {}
    begun: set[tuple[int, int]] = set()

    def below(flag: Flag) -> Flag:
        spot = (flag.row, flag.column)
        if spot not in made:
            begun.add(spot)
            over = (*flag.earlier, *silencers.get((flag.demand.case.rule.code, _meeting(flag, block)), ()))
            # Two rules that silence each other would make a circle of formulas: the one come to first stands below.
            free = [one for one in over if (one.row, one.column) not in begun or (one.row, one.column) in made]
            made[spot] = flag._replace(earlier=tuple(below(one) for one in free))
        return made[spot]

    return [below(flag) for flag in flags]


def _meeting(flag: Flag, block: str) -> str:
    """Where two flags can have the same cause: the row of the list, or the rest of the form as one."""
    return flag.demand.row if flag.demand.place.block == block else ""


def flag_value(form: Values, flag: Flag) -> int | str:
    """What a flag shows: 0 holds, 1 does not, blank not computable; 0 too where an earlier one has spoken."""
    try:
        shown: int | str = 0 if flag.demand.case.holds(form, flag.demand.row) else 1
    except NotComputableError:
        shown = ""
    return 0 if shown == 0 or any(flag_value(form, one) == 1 for one in flag.earlier) else shown


def _rows_of(case: BoundCase, page: tuple[Page, Shape], cells: Mapping[Place, Cell]) -> Iterator[tuple[int, Demand]]:
    """The sheet rows in which a case has an instance."""
    if case.scope.row is not None:
        cell = cells[Place(case.scope.block, case.scope.row, case.scope.column)]
        yield cell.row, Demand(case, case.scope.row)
        return
    for number, row in enumerate(page[1], 1):
        if row.applies:
            yield page[0].list_rows[0] + number - 1, Demand(case, str(number))
