"""The rows of sheet 指标 read as indicators, and laid into the rows of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.arrange import Shape
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.targets import target_cells
from perf_xlsx.form.texts import level_words
from perf_xlsx.issue.levels import read_levels
from perf_xlsx.issue.lines import Line
from perf_xlsx.issue.plan import ListPlan, issued_keys
from perf_xlsx.issue.targets import read_target
from perf_xlsx.issue.weights import total_points
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Level

Cells = dict[Place, Value]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of sheet 指标 as far as it could be read; `levels` None when they were not found."""

    line: Line
    code: str
    name: str
    points: Decimal | None
    levels: tuple[Level, Level] | None
    cells: Mapping[str, Value]
    open_cells: Mapping[str, Value]


def read_indicator(line: Line, plan: ListPlan, template: Template) -> Indicator:
    """Read one row; its faults are noted."""
    code_column, *columns = plan.indicators
    code = line.text(code_column)
    levels = read_levels(line, plan, template.definition.levels)
    named = plan.indicator("level3")
    name = line.text(named) if named else ""
    target = read_target(line, plan)
    points = _points(line, plan, template)
    cells: dict[str, Value] = {"level3": name, "points": points}
    if target and levels:
        cells |= target_cells(template, target, name, [level.key for level in levels])
    other = {column for column in columns if column.key not in _READ}
    cells |= {column.key: line.value(column) for column in columns if column in other and column.locked}
    values = {column.key: line.value(column) for column in columns if column in other and not column.locked}
    return Indicator(line, code, name, points, levels, cells, {key: one for key, one in values.items() if one})


_READ = frozenset({"level1", "level2", "level3", "target", "points", "comparator", "measure_unit"})


def _points(line: Line, plan: ListPlan, template: Template) -> Decimal | None:
    column = plan.indicator("points")
    points = line.number(column) if column else None
    if column is None or points is None:
        return None
    most = total_points(template)
    if 0 < points <= most:
        return points
    line.fault(column, f"分值{plain(points)}应大于0且不超过{plain(most)}，请改正")
    return None


def arranged(indicators: Sequence[Indicator], plan: ListPlan, template: Template) -> tuple[Shape, Cells, Cells]:
    """The rows of a form for these indicators: their shape, the locked cells, the ones filled in beforehand."""
    placed = [(one, (one.levels[0].key, one.levels[1].key)) for one in indicators if one.levels]
    shape = shape_of([keys for _, keys in placed], template)
    waiting = {keys: iter([one for one, own in placed if own == keys]) for _, keys in placed}
    locked: Cells = {}
    opened: Cells = {}
    issued = issued_keys(plan.block)
    for number, row in enumerate(shape, 1):
        indicator = next(waiting[row.level1_key, row.level2_key]) if row.applies else None
        cells = {**level_words(template, row.level1_key, row.level2_key), **(indicator.cells if indicator else {})}
        place = Place(plan.block.key, str(number), "")
        locked |= {place._replace(column=key): value for key, value in cells.items() if key in issued}
        opened |= {place._replace(column=key): one for key, one in (indicator.open_cells if indicator else {}).items()}
    return shape, locked, opened
