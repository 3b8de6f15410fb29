"""A project list read into projects: every fault of it at once, or nothing wrong at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from perf_xlsx.errors import Fault, ProjectListError
from perf_xlsx.files.names import code_fault
from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.issue.indicators import Indicator, arranged, read_indicator
from perf_xlsx.issue.lines import Line, Table, lines_of, shown
from perf_xlsx.issue.plan import PROJECTS, ListPlan, plan_of
from perf_xlsx.issue.sources import read_tables
from perf_xlsx.issue.weights import weight_fault
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template

# From sixteen digits on a spreadsheet keeps zeros instead of what was typed.
_MOST_NUMBER = 10**15
_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """One row of sheet 项目, and the indicators that belong to it."""

    line: Line
    code: str
    given: Mapping[Place, Value]
    prefilled: Mapping[Place, Value]
    indicators: list[Indicator] = field(default_factory=list)


def read_projects(path: Path, template: Template, fiscal_year: int) -> list[Project]:
    """Read a project list for a template and a year.

    Raises ProjectListError with every fault of the list, UsageError when the path can be no list.
    """
    projects, indicators = read_tables(path)
    return projects_of((projects, indicators), template, fiscal_year)


def projects_of(tables: tuple[Table, Table], template: Template, fiscal_year: int) -> list[Project]:
    """Make projects of the two tables of a list; raises ProjectListError with every fault of them."""
    plan, (projects, indicators) = plan_of(template), tables
    faults: list[Fault] = []
    heads = [_read_head(line, plan) for line in lines_of(projects, plan.projects, faults)]
    by_code = _by_code(heads, plan)
    rows = [read_indicator(line, plan, template) for line in lines_of(indicators, plan.indicators, faults)]
    _share_out(rows, by_code, plan)
    if rows and rows[0].line.has(plan.indicators[0]):
        for head in by_code.values():
            _check_indicators(head, plan, template)
    if faults:
        raise ProjectListError(faults)
    return [_project(head, plan, template, fiscal_year) for head in heads]


def _read_head(line: Line, plan: ListPlan) -> Head:
    code_column, *columns = plan.projects
    raw = line.raw(code_column)
    code = line.text(code_column) if raw is not None else ""
    if (isinstance(raw, Decimal) and abs(raw) >= _MOST_NUMBER) or _SHORTENED.fullmatch(code):
        line.fault(code_column, f"编码按数字存放，15位以后的数字已丢失（现为{code}），请把该列设为文本后重填")
    elif code and code_fault(code):
        line.fault(code_column, code_fault(code))
    values = {column.place: line.value(column) for column in columns}
    given = {column.place: values[column.place] for column in columns if column.locked}
    prefilled = {
        column.place: values[column.place]
        for column in columns
        if not column.locked and values[column.place] is not None
    }
    return Head(line, code, given, prefilled)


def _by_code(heads: Sequence[Head], plan: ListPlan) -> dict[str, Head]:
    """Heads by code; Windows does not tell upper from lower case, so neither may two codes."""
    found: dict[str, Head] = {}
    for head in heads:
        first = found.setdefault(head.code.casefold(), head) if head.code else head
        if first is not head:
            same = "重复" if first.code == head.code else f"只有大小写与“{first.code}”不同"
            head.line.fault(plan.projects[0], f"编码“{head.code}”与第{first.line.row}行{same}，请改成不同的编码")
    return found


def _share_out(rows: Sequence[Indicator], by_code: Mapping[str, Head], plan: ListPlan) -> None:
    code_column = plan.indicators[0]
    for row in rows:
        head = by_code.get(row.code.casefold()) if row.code else None
        if head is not None:
            head.indicators.append(row)
        elif row.code:
            what = f"编码“{shown(row.code)}”不在“{PROJECTS}”表中，请改正或在“{PROJECTS}”表补上这个项目"
            row.line.fault(code_column, what)


def _check_indicators(head: Head, plan: ListPlan, template: Template) -> None:
    """Look at the indicators of one project together."""
    code_column, named = plan.projects[0], plan.indicator("level3")
    if not head.indicators:
        head.line.fault(code_column, f"项目“{head.code}”在“指标”表中没有指标，请补上")
        return
    if len(head.indicators) > MOST_INDICATORS:
        what = f"项目“{head.code}”有{len(head.indicators)}个指标，一张表最多{MOST_INDICATORS}个，请拆分"
        head.line.fault(code_column, what)
    seen: dict[str, Line] = {}
    for row in head.indicators:
        first = seen.setdefault(strip_blanks(row.name), row.line) if row.name else row.line
        if first is not row.line and named:
            row.line.fault(named, f"与第{first.row}行是同一项目的同一个指标“{shown(row.name)}”，请删去一行或改名")
    points = [row.points for row in head.indicators if row.points is not None]
    if plan.indicator("points") and len(points) == len(head.indicators):
        fault = weight_fault(template, points)
        if fault:
            head.line.fault(code_column, f"项目“{head.code}”的{fault}")


def _project(head: Head, plan: ListPlan, template: Template, fiscal_year: int) -> Project:
    shape, locked, opened = arranged(head.indicators, plan, template)
    own: dict[str, Value] = {"project_code": head.code, "fiscal_year": Decimal(fiscal_year)}
    printed = {place: own[place.column] for place in plan.own}
    return Project(head.code, fiscal_year, {**printed, **head.given, **locked}, shape, {**head.prefilled, **opened})
