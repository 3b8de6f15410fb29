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
from perf_xlsx.form.registered import IssuedTarget, Registered
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.targets import target_cells
from perf_xlsx.form.texts import level_words
from perf_xlsx.form.trust import Trust
from perf_xlsx.notation import Kind, read_notation
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
    """What the register says was issued as this form; what it holds under the code for another year is another form."""
    held = registered_under(form)
    other_year = held is not None and form.issued and form.fiscal_year != held.fiscal_year
    return None if other_year else held


def registered_under(form: FilledForm) -> Registered | None:
    """What the register holds under the code of a form, whatever the year."""
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
    untouched = _untouched(form)
    issued = constants_of(form.template) if untouched else issued_values(form)
    # Where all is as the copy says, only what a policy sets may still be another.
    places = [place for place in issued if place in evidence.given] if untouched else evidence.given
    declared = form.declared
    other = [
        Difference(place, issued[place], declared.get(place))
        for place in places
        if place in issued and issued[place] != declared.get(place) and not is_level(form.template, place)
    ]
    return [one for one in other if one_spelling(one.issued) != one_spelling(one.found)]


@once
def _untouched(form: FilledForm) -> bool:
    """Whether all that is locked is what the copy says, and the copy is what was issued; so it is as a rule."""
    copy = copy_as_issued(form)
    return copy is not None and copy is _as_the_copy_says(form)


@once
def _as_the_copy_says(form: FilledForm) -> Carried | None:
    """The copy of what was issued, where all that is locked is what it says."""
    copy = form.trust.evidence.carried if form.trust.evidence else None
    if copy is None:
        return None
    locked = _locked(form.sheet) if form.sheet else ()
    now = [*map(form.declared.get, locked)]
    same = now == [*map(copy.given.get, locked)] and len(copy.given) == len(now) - now.count(None)
    return copy if same else None


def issued_values(form: FilledForm) -> Mapping[Place, Value]:
    """What is known to have been issued: policy constants, then all of the copy, or what the register holds."""
    evidence, copy, registered = form.trust.evidence, copy_as_issued(form), registered_as(form)
    known: dict[Place, Value] = dict(constants_of(form.template))
    if evidence and copy:
        known |= {place: copy.given.get(place) for place in evidence.given if place not in known}
    elif registered is not None and content_changed(form):
        known |= _from_register(form, registered)
    return known


def copy_as_issued(form: FilledForm) -> Carried | None:
    """The copy the workbook carries of what was issued, where its digest is the one that was issued."""
    copy = form.trust.evidence.carried if form.trust.evidence else None
    identity = identity_in(form.trust)
    return copy if copy and identity and copy.digest(identity) in issued_digests(form) else None


def content_changed(form: FilledForm) -> bool:
    """Whether the digest of what is locked now is not the one that was issued."""
    if identity_in(form.trust) is None or _untouched(form):
        return False
    return digest_now(form) not in issued_digests(form)


def digest_now(form: FilledForm) -> str:
    """The digest of the locked content as it stands."""
    identity = identity_in(form.trust)
    return (_as_the_copy_says(form) or Carried(locked_now(form))).digest(identity) if identity is not None else ""


def mixed(trust: Trust) -> bool:
    """Whether the places that say whose form this is contradict each other."""
    stated = trust.evidence.stated.values() if trust.evidence else ()
    return len({(one.project_code, one.fiscal_year, one.template) for one in stated}) > 1


def issued_digests(form: FilledForm) -> frozenset[str]:
    """The digests that may be the one that was issued: the register's, else those the workbook states."""
    registered = registered_as(form)
    if registered is not None:
        return frozenset({registered.issued.digest})
    stated = form.trust.evidence.stated.values() if form.trust.evidence else ()
    return frozenset(one.digest for one in stated)


@once
def locked_now(form: FilledForm) -> Mapping[Place, Value]:
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
        cells = {**cells, **_parts(form, Place(block, target.row, ""), target)}
        names |= {Place(block, target.row, column): value for column, value in cells.items()}
    return names


def _parts(form: FilledForm, row: Place, target: IssuedTarget) -> Mapping[str, Value]:
    """The cells a target was taken apart into when it was issued."""
    keys = [str(form.declared.get(row._replace(column=key)) or "") for key in ("level1_key", "level2_key")]
    notation = read_notation(target.target)
    if notation.kind not in {Kind.QUANTITY, Kind.WORDS}:
        return {}
    cells = target_cells(form.template, notation, target.level3, keys)
    return {column: None if value == "" else value for column, value in cells.items() if column in PARTS}


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
