"""Stored results of formula cells against what the template computes: stale, overwritten, or never stored."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from perf_xlsx.form.filled import UNREAD_FORMULA, FilledForm
from perf_xlsx.form.fixed import issued_instead
from perf_xlsx.form.once import once
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import PastReckoning, Value, same_number

RESPELT = re.compile(r"""\s|\$|_xlfn\.|'(?=[^"]*'!)|(?<=\w)'(?=!)|(?<=TRUE)\(\)|(?<=FALSE)\(\)""")


NEARLY_ALL_DIGITS = Decimal("1E-12")
# What stands in for a number past reckoning, to see which results depend on it.
STAND_INS = (Decimal(1), Decimal(2))


class State(StrEnum):
    """How a formula cell differs: its own formula is intact, another stands there (maybe without result), or none.

    Of an UNREAD one nobody can tell which: the format of the file does not say what the formula is.
    """

    STALE = "stale"
    UNREAD = "unread"
    OTHER_FORMULA = "other_formula"
    OTHER_UNKNOWN = "other_unknown"
    CONSTANT = "constant"


# What may be no more than the consequence of another cell.
CONSEQUENT = frozenset({State.STALE, State.UNREAD})


@dataclass(frozen=True, slots=True)
class Result:
    """One formula cell whose stored result is not the computed one."""

    place: Place
    stored: Value
    computed: Value
    state: State


@once
def disagreements(form: FilledForm) -> Sequence[Result]:
    """Every visible formula cell whose stored result differs from the computed one, in the order of the form.

    A cell that is right about an overwritten cell above it is none: the overwritten one is the cause. Nor is one that
    is right about a cell LibreOffice read back from an .ods as 0, or about what was issued in a locked cell that was
    changed since. Of what was made of a number nobody computes with nothing can be told.
    """
    return tuple(_disagreements(form))


def _disagreements(form: FilledForm) -> Iterator[Result]:
    untold = _made_of_the_untold(form)
    results = [
        Result(place, stored, form.computed(place), state)
        for place, (stored, formula) in form.stored.items()
        if not _plainly_right(form, place, stored, formula)
        and place not in untold
        and (state := _state(form, place, stored, formula)) is not None
    ]
    if not results:
        return
    overwritten = {one.place: one.stored or None for one in results if one.state not in CONSEQUENT}
    zeros = {place: stored for place, (stored, _) in form.stored.items() if _read_as_zero(form, place, stored)}
    stand = {**zeros, **overwritten, **issued_instead(form)}
    as_it_stands = replace(form, declared={**form.declared, **stand}, memory={}) if stand else form
    for one in results:
        if one.state not in CONSEQUENT or _differs(one, as_it_stands.computed(one.place)):
            yield one


def _made_of_the_untold(form: FilledForm) -> frozenset[Place]:
    """The formula cells that would give something else if the numbers past reckoning were others."""
    past = [place for place, value in form.declared.items() if isinstance(value, PastReckoning)]
    if not past:
        return frozenset()
    others = [replace(form, declared={**form.declared, **dict.fromkeys(past, one)}, memory={}) for one in STAND_INS]
    return frozenset(
        place for place in form.stored if any(one.computed(place) != form.computed(place) for one in others)
    )


def replaced(form: FilledForm) -> Sequence[Place]:
    """Every visible formula cell whose result is right although another formula stands there, or none."""
    as_issued = form.sheet.shown_formulas if form.sheet else {}
    others = [
        (place, formula)
        for place, (_, formula) in form.stored.items()
        if formula is None or formula not in {as_issued.get(place), UNREAD_FORMULA}
    ]
    # As a rule each stands there letter for letter.
    wrong = {one.place for one in disagreements(form)} if others else set()
    changed = ((place, formula) for place, formula in others if place not in wrong)
    return [place for place, formula in changed if formula is None or not _intact(form, place, formula)]


def nothing_stored(form: FilledForm) -> bool:
    """Whether the file holds formulas without any result, as a program that does not calculate saves it."""
    with_formula = {place: stored for place, (stored, formula) in form.stored.items() if formula is not None}
    nothing = all(stored is None for stored in with_formula.values())
    return nothing and any(form.computed(place) is not None for place in with_formula)


@lru_cache(maxsize=512)
def one_formula_spelling(text: str) -> str:
    """A formula in one spelling: office programs drop quotes and spaces, and add prefixes, on every save."""
    return RESPELT.sub("", text.removeprefix("=")).upper()


def _plainly_right(form: FilledForm, place: Place, stored: Value, formula: str | None) -> bool:
    """Whether what is stored is the computed value itself, as it nearly always is: then no state is told of it."""
    return (stored is not None or formula is None) and stored == form.computed(place)


def _state(form: FilledForm, place: Place, stored: Value, formula: str | None) -> State | None:
    """How a formula cell differs from what it should be; None when it does not, or nobody can tell."""
    if formula == UNREAD_FORMULA:
        return State.UNREAD if _is_another(stored, form.computed(place)) else None
    if formula is not None and stored is None:
        return None if _intact(form, place, formula) else State.OTHER_UNKNOWN
    computed = form.computed(place)
    if _same(stored, computed):
        return None
    if formula is None:
        return State.CONSTANT
    if not _intact(form, place, formula):
        return State.OTHER_FORMULA
    return None if _read_as_zero(form, place, stored) else State.STALE


def _is_another(stored: Value, computed: Value) -> bool:
    """Whether a result is surely another: in an .xls LibreOffice stores 0 in the place of every text."""
    if isinstance(stored, Decimal):
        return bool(stored) and not isinstance(computed, str) and not _same(stored, computed)
    return bool(stored) and isinstance(computed, str) and stored != computed


def _differs(one: Result, computed: Value) -> bool:
    """Whether a result is still another one beside what is computed from the cells as they stand."""
    return _is_another(one.stored, computed) if one.state is State.UNREAD else not _same(one.stored, computed)


def _read_as_zero(form: FilledForm, place: Place, stored: Value) -> bool:
    """LibreOffice reads a formula's empty text back from an .ods as 0: nothing was computed, and nothing is lost."""
    return stored == 0 and form.computed(place) is None


def _intact(form: FilledForm, place: Place, formula: str) -> bool:
    return one_formula_spelling(formula) == one_formula_spelling(form.issued_formula(place))


def _same(stored: Value, computed: Value) -> bool:
    """Whether two results are one: equal to six places, or in as many digits as binary numbers keep through a sum."""
    if stored == computed:
        return True
    if isinstance(stored, Decimal) and isinstance(computed, Decimal):
        return same_number(stored, computed) or abs(stored - computed) <= NEARLY_ALL_DIGITS * abs(computed)
    return _blank_is_empty(stored) == _blank_is_empty(computed)


def _blank_is_empty(value: Value) -> Value:
    return "" if value is None else value
