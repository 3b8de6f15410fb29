"""This year's projects from last year's forms: names, indicators, targets and weights, without any amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from perf_xlsx.errors import Fault, ProjectListError
from perf_xlsx.form.as_issued import told_difference, whole_form
from perf_xlsx.form.dates import date_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.fixed import differences, mixed, registered_as
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.named import name_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.targets import QUALITATIVE
from perf_xlsx.issue.lines import Table
from perf_xlsx.issue.plan import ListPlan, plan_of
from perf_xlsx.issue.projects import projects_of
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import BlockKind

UNKNOWN = (
    "锁定的内容改过，看不出下发时是什么，没有取；请找回下发的原表，或用 --register 给出上年的下发登记（register.csv）"
)
UNKNOWN_IN_REGISTER = "锁定的内容与下发登记不符，登记里查不全下发时是什么，没有取；请找回下发的原表"
FILLED_ON = Place("signature", "", "filled_on")
_LETTERS = re.compile(r" [A-Z]{1,3}列")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The projects taken over, everything that was not with the reason, and what should be looked at.

    `restored` are the locked cells that had been changed, each taken over as it was issued.
    """

    projects: list[Project]
    left_out: list[Fault]
    notes: list[Fault]
    restored: list[Fault] = field(default_factory=list)


def take_over(forms: Sequence[tuple[str, FilledForm | str]], template: Template, fiscal_year: int) -> TakenOver:
    """Make a project of every form that has all a project needs; of several forms of one the latest counts."""
    made = TakenOver([], [Fault(file, one) for file, one in forms if isinstance(one, str)], [])
    plan = plan_of(template)
    read = [(file, form) for file, form in forms if isinstance(form, FilledForm)]
    counted = _counted([one for one in read if _is_before(one, fiscal_year, made)], made)
    taken = {(form.project_code or "").casefold() for _, form in counted}
    number = 0
    for file, returned in counted:
        form = _as_issued(file, returned, made) if returned.issued else returned
        if form is None:
            continue
        code = form.project_code or ""
        while not code:
            number += 1
            code = "" if f"{fiscal_year}-{number:03}".casefold() in taken else f"{fiscal_year}-{number:03}"
        try:
            made.projects.extend(projects_of(_tables(file, form, code, plan), template, fiscal_year))
        except ProjectListError as error:
            made.left_out.extend(Fault(_LETTERS.sub("", one.where) or file, one.what) for one in error.faults)
            continue
        if not form.project_code:
            name = _text(name_of(form))
            made.notes.append(Fault(file, f"“{name}”表上没有项目编码，编为 {code}，请核对"))
    return made


def _as_issued(file: str, form: FilledForm, made: TakenOver) -> FilledForm | None:
    """A form with what was issued in its locked cells, each that held something else told; None where it is unknown."""
    whole = None if mixed(form.trust) else whole_form(form)
    if whole is None:
        made.left_out.append(Fault(file, UNKNOWN_IN_REGISTER if registered_as(form) else UNKNOWN))
        return None
    here = form.trust.evidence.given if form.trust.evidence else {}
    changed = [f"{here[one.place]} {told_difference(form, one)}" for one in differences(form)]
    gone = [one for one in indicators_of(whole) if form.template.indicators and one.place("level3") not in here]
    lost = [f"第{one.row}个指标行“{one.name}”报回时已被删除" for one in gone if not form.own_words]
    made.restored.extend(Fault(f"{file}（{form.project_code}）", what) for what in (*changed, *lost))
    return whole


def _is_before(one: tuple[str, FilledForm], fiscal_year: int, made: TakenOver) -> bool:
    file, form = one
    if form.fiscal_year is not None and form.fiscal_year >= fiscal_year:
        made.left_out.append(Fault(file, f"是{form.fiscal_year}年度的表，不是{fiscal_year}年度以前的，没有取"))
        return False
    return True


def _counted(forms: Sequence[tuple[str, FilledForm]], made: TakenOver) -> list[tuple[str, FilledForm]]:
    """One form a project: the latest year, then the latest filled in, then the last file."""
    kept: dict[tuple[str, ...], tuple[str, FilledForm]] = {}
    for file, form in forms:
        names = tuple(_text(form.value(Place("header", "", key))) for key in ("project_name", "supervising_department"))
        key = (form.project_code.casefold(),) if form.project_code else names
        other = kept.get(key)
        if other is None or not any(names):
            kept[key if any(key) else (file, str(len(kept)))] = (file, form)
            continue
        later, earlier = ((file, form), other) if _when(form) >= _when(other[1]) else (other, (file, form))
        kept[key] = later
        made.left_out.append(Fault(earlier[0], f"与 {later[0]} 是同一个项目，取了后者"))
    return list(kept.values())


def _when(form: FilledForm) -> tuple[int, str]:
    day = date_of(form.value(FILLED_ON))
    return form.fiscal_year or 0, day.isoformat() if day else ""


def _tables(file: str, form: FilledForm, code: str, plan: ListPlan) -> tuple[Table, Table]:
    """The form as a project list of one project, its rows numbered as on the form."""
    fields = {block.key for block in form.template.blocks if block.kind is BlockKind.FIELDS}
    columns = [one for one in plan.projects[1:] if one.locked and one.place.block in fields]
    head: list[Value] = [plan.projects[0].label, *(one.label for one in columns)]
    row: list[Value] = [code, *(form.value(one.place) for one in columns)]
    first = plan.indicators[1:]
    labels: list[Value] = [plan.indicators[0].label, *(one.label for one in first)]
    rows = [
        (_row_number(form, one), [code, *(_cell(form, one, key.key) for key in first)]) for one in indicators_of(form)
    ]
    return Table(file, [(1, head), (1, row)]), Table(file, [(1, labels), *rows])


def _cell(form: FilledForm, one: Indicator, key: str) -> Value:
    """What a list would say of an indicator; the unit stands in the target's text."""
    special: dict[str, Value] = {
        "level3": one.name,
        "target": one.target_text,
        "points": one.points,
        "comparator": QUALITATIVE if one.direction == "qualitative" else None,
        "measure_unit": None,
    }
    if key in special:
        return special[key]
    if key in {"level1", "level2"}:
        return _level(form, one, key)
    column = form.template.indicators.column(key) if form.template.indicators else None
    return form.value(one.place(key)) if column is not None and column.issued else None


def _level(form: FilledForm, one: Indicator, key: str) -> str:
    wanted = one.level1 if key == "level1" else one.level2
    words = dict(_labels(form))
    return words.get(wanted, "") or _text(form.value(one.place(key)))


def _labels(form: FilledForm) -> Iterator[tuple[str, str]]:
    for level in form.template.definition.levels:
        for part in (level, *level.children):
            yield part.key, part.label


def _row_number(form: FilledForm, one: Indicator) -> int:
    digits = re.sub(r"\D", "", form.addresses.get(one.place("level3"), ""))
    return int(digits) if digits else int(one.row) if one.row.isdecimal() else 1


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
