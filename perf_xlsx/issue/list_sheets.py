"""The sheets of a project list as values: columns in the order of the plan, rows by column name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perf_xlsx.issue.plan import INDICATORS, NAME_LENGTH, PROJECTS, ListColumn, ListPlan
from perf_xlsx.numbers import Value
from perf_xlsx.template.model import Kind

Row = Mapping[str, Value]

_WIDE, _LONG, _NARROW = 28, 60, 13


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column of a sheet to be written: name, width in characters, whether it must be filled, text or number."""

    label: str
    width: int
    required: bool = True
    number: bool = False


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet to be written; its rows are in the order of the columns."""

    name: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[Value]]


def list_sheets(plan: ListPlan, projects: Sequence[Row], indicators: Sequence[Row]) -> list[OutSheet]:
    """Lay rows out as the sheets 项目 and 指标."""
    return [_sheet(PROJECTS, plan.projects, projects), _sheet(INDICATORS, plan.indicators, indicators)]


def _sheet(name: str, columns: Sequence[ListColumn], rows: Sequence[Row]) -> OutSheet:
    heads = [OutColumn(one.label, _width(one), one.required, number=_is_number(one)) for one in columns]
    return OutSheet(name, heads, [[row.get(one.label) for one in columns] for row in rows])


def _width(column: ListColumn) -> int:
    if column.limit > NAME_LENGTH:
        return _LONG
    return _WIDE if column.key.endswith(("name", "department", "implementing_unit", "level3")) else _NARROW


def _is_number(column: ListColumn) -> bool:
    return column.kind not in {Kind.TEXT, Kind.MEASURE}
