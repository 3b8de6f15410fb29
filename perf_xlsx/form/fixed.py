"""Locked values of a returned form against what was issued: from the register, else from the copy it carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perf_xlsx.form.carried import Carried
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import Identity, one_spelling
from perf_xlsx.form.once import once
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.form.registered import Registered
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.texts import level_words
from perf_xlsx.form.trust import Trust
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template

# Cells a target is taken apart into: what is said of the target need not be said of them again.
PARTS = frozenset({"comparator", "target_number", "measure_unit", "direction"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One locked cell that is not as it was issued."""

    place: Place
    issued: Value
    found: Value


def identity_in(trust: Trust) -> Identity | None:
    """The identity a form goes by: that of its cells, else of the next source."""
    return next(iter(trust.evidence.stated.values()), None) if trust.evidence else None


def registered_as(form: FilledForm) -> Registered | None:
    """What the register holds under the code of a form."""
    return (form.trust.register or {}).get(form.project_code or "")


def differences(form: FilledForm) -> Sequence[Difference]:
    """Every locked cell whose value is not the issued one, in the order of the form; each cause once."""
    wrong = _every_difference(form)
    return [one for one in wrong if not _said_elsewhere(one.place, wrong, form)]


def issued_instead(form: FilledForm) -> Mapping[Place, Value]:
    """What was issued in every locked cell that holds something else now."""
    return {one.place: one.issued for one in _every_difference(form)}


@once
def _every_difference(form: FilledForm) -> Sequence[Difference]:
    evidence = form.trust.evidence
    if evidence is None:
        return ()
    # Where all is as the copy says, only what a policy sets may still be another.
    issued = constants_of(form.template) if _untouched(form) else issued_values(form)
    declared = form.declared
    other = [
        Difference(place, issued[place], declared.get(place))
        for place in evidence.given
        if place in issued and issued[place] != declared.get(place) and not is_level(form.template, place)
    ]
    return [one for one in other if one_spelling(one.issued) != one_spelling(one.found)]


@once
def _untouched(form: FilledForm) -> bool:
    """Whether all that is locked is what the copy says, and the copy is what was issued; so it is as a rule."""
    copy, identity = form.trust.evidence.carried if form.trust.evidence else None, identity_in(form.trust)
    known = copy is not None and identity is not None and copy.digest(identity) in _issued_digests(form)
    return known and copy is not None and copy.given == _locked_now(form)


def issued_values(form: FilledForm) -> Mapping[Place, Value]:
    """What is known to have been issued: policy constants, then all of the copy, or what the register holds."""
    evidence, identity, registered = form.trust.evidence, identity_in(form.trust), registered_as(form)
    known: dict[Place, Value] = dict(constants_of(form.template))
    carried = evidence.carried if evidence else None
    if evidence and carried and identity and carried.digest(identity) in _issued_digests(form):
        known |= {place: carried.given.get(place) for place in evidence.given if place not in known}
    elif registered is not None:
        known |= _from_register(form, registered)
    return known


def content_changed(form: FilledForm) -> bool:
    """Whether the digest of what is locked now is not the one that was issued."""
    if identity_in(form.trust) is None or _untouched(form):
        return False
    return digest_now(form) not in _issued_digests(form)


def digest_now(form: FilledForm) -> str:
    """The digest of the locked content as it stands."""
    identity, evidence = identity_in(form.trust), form.trust.evidence
    if identity is None:
        return ""
    now, copy = _locked_now(form), evidence.carried if evidence else None
    return (copy if copy is not None and copy.given == now else Carried(now)).digest(identity)


def mixed(trust: Trust) -> bool:
    """Whether the places that say whose form this is contradict each other."""
    stated = trust.evidence.stated.values() if trust.evidence else ()
    return len({(one.project_code, one.fiscal_year, one.template) for one in stated}) > 1


def _issued_digests(form: FilledForm) -> frozenset[str]:
    registered = registered_as(form)
    if registered is not None:
        return frozenset({registered.issued.digest})
    stated = form.trust.evidence.stated.values() if form.trust.evidence else ()
    return frozenset(one.digest for one in stated)


@once
def _locked_now(form: FilledForm) -> Mapping[Place, Value]:
    """Levels of every row, as the row keys say them, and every other locked cell that no policy sets, if not blank."""
    declared = form.declared
    locked = _locked(form.sheet) if form.sheet else ()
    return {place: value for place in locked if (value := declared.get(place)) is not None}


@lru_cache(maxsize=64)
def _locked(sheet: Sheet) -> Sequence[Place]:
    template = sheet.template
    block, constants, grouped = template.indicators, constants_of(template), _level_columns(template)
    levels = [column.key for column in block.columns if column.issued and column.key in grouped] if block else []
    own = [Place(block.key, row, key) for key in levels for row in sheet.indicator_rows] if block else []
    given = (place for place, cell in sheet.at.items() if cell.role is Role.GIVEN and not is_level(template, place))
    return (*own, *(place for place in given if place not in constants))


def _from_register(form: FilledForm, registered: Registered) -> Mapping[Place, Value]:
    names: dict[Place, Value] = {
        Place("header", "", "project_name"): registered.issued.name,
        Place("header", "", "supervising_department"): registered.supervising_department,
        Place("header", "", "implementing_unit"): registered.implementing_unit,
    }
    block = form.template.indicators.key if form.template.indicators else ""
    for target in registered.targets:
        cells: Mapping[str, Value] = {"level3": target.level3, "target": target.target, "points": target.points}
        names |= {Place(block, target.row, column): value for column, value in cells.items()}
    return names


def is_level(template: Template, place: Place) -> bool:
    """Whether a value is a level of an indicator or its key: it is read off the row key, not off its cell."""
    block = template.indicators
    return block is not None and place.block == block.key and place.column in _level_columns(template)


@lru_cache(maxsize=64)
def _level_columns(template: Template) -> frozenset[str]:
    block = template.indicators
    merged = {column.key for column in block.columns if column.group} if block else set()
    return frozenset({*merged, *level_words(template, "", "")})


def _said_elsewhere(place: Place, wrong: Sequence[Difference], form: FilledForm) -> bool:
    row = {one.place.column: one.place for one in wrong if one.place[:2] == place[:2]}
    if place.column in PARTS and "target" in row:
        return True
    return place not in form.addresses and any(one in form.addresses for one in row.values())
