"""A returned form with what was issued in its locked cells: as it is judged, taken over, and sent back."""

from collections.abc import Mapping
from dataclasses import replace

from perf_xlsx.form.carried import Carried
from perf_xlsx.form.direction import DIRECTION_WORDS
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.fixed import (
    Difference,
    copy_as_issued,
    identity_in,
    issued_digests,
    issued_instead,
    locked_now,
    mixed,
)
from perf_xlsx.form.hidden import read_level_text
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, constants_of
from perf_xlsx.form.wording import apart
from perf_xlsx.numbers import Value

NAME = "level3"


def judged_form(form: FilledForm) -> FilledForm:
    """The form as its rules judge it: with what was issued in the locked cells that were changed (T02 tells which).

    As it stands where it contradicts itself whose it is; so does a row that became another indicator while rows are
    missing: it may be another row's.
    """
    issued = issued_instead(form)
    if not issued or mixed(form.trust):
        return form
    gone = form.trust.evidence is not None and form.trust.evidence.gone
    strange = {place[:2] for place in issued if gone and place.column == NAME}
    return _with(form, {place: value for place, value in issued.items() if place[:2] not in strange})


def told_difference(form: FilledForm, one: Difference) -> str:
    """One locked cell that was changed, in words people know; of the hidden cells, too."""
    issued = judged_form(form)
    was, now = apart(_shown(issued, one.issued, one.place), _shown(form, one.found, one.place))
    return f"“{issued.label(one.place)}”下发时为{was}，现为{now}"


def whole_form(form: FilledForm) -> FilledForm | None:
    """The form with all that was issued, rows that were deleted too; None where nobody can tell what that was."""
    project = issued_project(form)
    if project is None:
        return None
    whole, blank = issued_form(form.template, project), dict.fromkeys(locked_now(form))
    laid_out = replace(form, indicator_rows=whole.indicator_rows, idle_rows=whole.idle_rows, memory={})
    return _with(laid_out, {**blank, **project.given})


def issued_project(form: FilledForm) -> Project | None:
    """What was issued, by the copy or the register; None where what can be had has not the digest that was issued."""
    copy, identity = copy_as_issued(form), identity_in(form.trust)
    if identity is None or form.sheet is None:
        return None
    content, shape = {**locked_now(form), **issued_instead(form)}, form.sheet.shape
    if copy is not None:
        rows = [read_level_text(text) for _, text in sorted(copy.levels.items())]
        content, shape = dict(copy.given), tuple(row for row in rows if row is not None)
    constants = constants_of(form.template)
    given = {place: value for place, value in content.items() if place not in constants}
    whole = copy is not None or Carried(given).digest(identity) in issued_digests(form)
    return Project(identity.project_code, identity.fiscal_year, given, shape) if whole else None


def _shown(form: FilledForm, value: Value, place: Place) -> str:
    text = form.shown_value(value, place)
    return DIRECTION_WORDS.get(text, text) if place.column == "direction" else text


def _with(form: FilledForm, values: Mapping[Place, Value]) -> FilledForm:
    """The form with other values; what is read off the spelling of a cell goes with it."""
    now = form.declared
    other = {place: one for place, one in values.items() if one_spelling(now.get(place)) != one_spelling(one)}
    if not other:
        return form
    printed = {place: text for place, text in form.printed.items() if place not in other}
    return replace(form, declared={**form.declared, **other}, printed=printed, memory={})
