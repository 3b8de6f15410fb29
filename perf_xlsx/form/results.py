"""Stored results of formula cells against what the template computes: stale, overwritten, or never stored."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value, same_number

RESPELT = re.compile(r"""\s|\$|_xlfn\.|'(?=[^"]*'!)|(?<=\w)'(?=!)|(?<=TRUE)\(\)|(?<=FALSE)\(\)""")


class State(StrEnum):
    """How a formula cell differs: its own formula is intact, another stands there, or none."""

    STALE = "stale"
    OTHER_FORMULA = "other_formula"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Result:
    """One formula cell whose stored result is not the computed one."""

    place: Place
    stored: Value
    computed: Value
    state: State


def disagreements(form: FilledForm) -> Iterator[Result]:
    """Every visible formula cell whose stored result differs from the computed one, in the order of the form."""
    for place, (stored, formula) in form.stored.items():
        computed = form.computed(place)
        if formula is not None and stored is None:
            continue
        if not _same(stored, computed):
            yield Result(place, stored, computed, _state(form, place, formula))


def nothing_stored(form: FilledForm) -> bool:
    """Whether the file holds formulas without any result, as a program that does not calculate saves it."""
    with_formula = [stored for stored, formula in form.stored.values() if formula is not None]
    wanted = any(form.computed(place) is not None for place in form.stored)
    return bool(with_formula) and wanted and all(stored is None for stored in with_formula)


def one_formula_spelling(text: str) -> str:
    """A formula in one spelling: office programs drop quotes and spaces, and add prefixes, on every save."""
    return RESPELT.sub("", text.removeprefix("=")).upper()


def _state(form: FilledForm, place: Place, formula: str | None) -> State:
    if formula is None:
        return State.CONSTANT
    issued = form.issued_formula(place)
    return State.STALE if one_formula_spelling(formula) == one_formula_spelling(issued) else State.OTHER_FORMULA


def _same(stored: Value, computed: Value) -> bool:
    if isinstance(stored, Decimal) and isinstance(computed, Decimal):
        return same_number(stored, computed)
    return (stored or "") == (computed or "")
