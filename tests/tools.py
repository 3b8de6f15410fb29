"""What most tests share: small readable forms, and the two questions asked of them: finds this, stays silent."""

import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from perf_xlsx.expr.evaluate import NotComputableError
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, shape_of
from perf_xlsx.form.targets import target_cells
from perf_xlsx.form.texts import level_words
from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.load import read_template
from perf_xlsx.template.model import SharedRules

Plain = Value | int | float
Changes = Mapping[str, Plain]

NATIONAL = "national/2020/project_self_evaluation"

# 10 + 50 + 30 + 10 points, one row of each sort: counted, a rate, a cost, words, satisfaction.
ROWS = """
| 产出指标 | 数量指标 | 培训人次 | ≥50人次 | 20 |
| 产出指标 | 质量指标 | 考试合格率 | ≥95% | 20 |
| 产出指标 | 成本指标 | 培训成本 | ≤10万元 | 10 |
| 效益指标 | 社会效益指标 | 服务能力 | 有效提高 | 30 |
| 满意度指标 | 服务对象满意度指标 | 学员满意度 | ≥90% | 10 |
"""
# In printed order; 时效指标 and three 效益指标 have no indicator here and keep an idle row each.
QUANTITY, QUALITY, TIMELINESS, COST, SOCIAL, SATISFACTION = "1", "2", "3", "4", "6", "9"
GIVEN: Changes = {
    "header.project_name": "基层培训",
    "header.supervising_department": "某州教育局",
    "header.implementing_unit": "某州培训中心",
    "goal.expected": "全年培训五十人次",
}
FILLED: Changes = {
    "funds.appropriation.initial_budget": 100,
    "funds.appropriation.annual_budget": 100,
    "funds.appropriation.annual_spending": 95,
    "goal.achieved": "培训六十人次，合格率和满意度都达到目标",
    f"indicators.{QUANTITY}.actual": 60,
    f"indicators.{QUALITY}.actual": "0.96",
    f"indicators.{COST}.actual": "9.5",
    f"indicators.{SOCIAL}.actual": "达成预期指标",
    f"indicators.{SATISFACTION}.actual": "0.93",
    "signature.filled_on": "2021年1月20日",
}


class Found(NamedTuple):
    """One failing demand."""

    code: str
    place: str
    severity: str


@functools.cache
def catalog() -> Catalog:
    """The templates that came with the program."""
    return Catalog()


def national() -> Template:
    """The national form of 2020."""
    return catalog().get(NATIONAL)


def template_of(text: str, *, shared: SharedRules | None = None, path: str = "test.toml") -> Template:
    """A template from TOML text."""
    return read_template(text, path, catalog().shared if shared is None else shared)


def table(text: str) -> list[list[str]]:
    """The rows of a small Markdown table without header, cells trimmed."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


def at(address: str) -> Place:
    """A place from the address people write: funds.total.score, goal.expected."""
    block, *rest = address.split(".")
    return Place(block, rest[0], rest[1]) if len(rest) > 1 else Place(block, "", rest[0])


def value_of(plain: Plain) -> Value:
    """A value of a form from what a test writes: every number is a decimal."""
    return Decimal(str(plain)) if isinstance(plain, int | float) else plain


def values(changes: Changes) -> dict[Place, Value]:
    """Values by place; a text that is a plain number becomes one, so that 0.96 stays exactly that."""
    return {at(address): _number(value_of(plain)) for address, plain in changes.items()}


def _number(value: Value) -> Value:
    digits = value.removeprefix("-").replace(".", "", 1) if isinstance(value, str) else ""
    return Decimal(value) if isinstance(value, str) and digits.isdecimal() and digits.isascii() else value


def project(text: str = ROWS, *, template: Template | None = None, given: Changes | None = None) -> Project:
    """A project from a table: level 1, level 2 (labels), name, target, points; `given` replaces locked cells."""
    template = template or national()
    rows = [(level_keys(template, row[0], row[1]), row[2:]) for row in table(text)] if text.strip() else []
    shape = shape_of([keys for keys, _ in rows], template)
    locked = values(GIVEN)
    waiting = list(rows)
    for number, row_shape in enumerate(shape, 1):
        cells = level_cells(template, row_shape.level1_key, row_shape.level2_key)
        if row_shape.applies:
            row = next(one for one in waiting if one[0] == row_shape[:2])
            waiting.remove(row)
            name, target, points = row[1]
            cells |= indicator_cells(template, row[0], name, target)
            cells["points"] = Decimal(points) if points else None
        locked |= in_row(template, number, cells)
    locked = {place: value for place, value in locked.items() if has_place(template, place)}
    return Project("B001", 2020, {**locked, **values(given or {})}, shape)


def has_place(template: Template, place: Place) -> bool:
    """Whether a template knows such a cell."""
    block = template.block(place.block)
    return block is not None and block.column(place.column) is not None


def in_row(template: Template, number: int, cells: Mapping[str, Value]) -> dict[Place, Value]:
    """The cells of an indicator row by place."""
    block = template.indicators
    return {Place(block.key if block else "", str(number), column): value for column, value in cells.items()}


def level_keys(template: Template, first: str, second: str) -> tuple[str, str]:
    """The keys of two levels given by label."""
    upper = next(level for level in template.definition.levels if level.label == first)
    return upper.key, next(level for level in upper.children if level.label == second).key


def level_cells(template: Template, first: str, second: str) -> dict[str, Value]:
    """What is locked in every indicator row, idle ones too: its levels by name and key."""
    return dict(level_words(template, first, second))


def indicator_cells(template: Template, levels: tuple[str, str], name: str, target: str) -> dict[str, Value]:
    """What is locked in an indicator row for a target: its text, split, and its direction."""
    split = target_cells(template, read_notation(target), name, levels)
    cells = {key: value if isinstance(value, Decimal) else value or None for key, value in split.items()}
    return {**cells, "level3": name, "target": target or None}


def filled(
    one: Project | None = None, inputs: Changes | None = None, *, template: Template | None = None
) -> FilledForm:
    """An issued form with what has been filled in; without arguments the clean one."""
    typed: Changes = FILLED if one is None and inputs is None else (inputs or {})
    return issued_form(template or national(), one or project(), values(typed))


def typed(changes: Changes | None = None, *, given: Changes | None = None) -> FilledForm:
    """The clean issued form with other answers, or with other locked cells."""
    return filled(project(given=given), {**FILLED, **(changes or {})})


def by_hand(changes: Changes | None = None) -> FilledForm:
    """The clean form as one made by hand, where every cell can be written over."""
    return changed(handmade(), changes or {})


def handmade(form: FilledForm | None = None) -> FilledForm:
    """The same form as one made by hand: what the formulas give stands in it as typed."""
    form = form or filled()
    declared = dict(form.declared)
    for block in form.template.blocks:
        rows = form.indicator_rows if block is form.template.indicators else [row.key for row in block.rows] or [""]
        for place in (Place(block.key, row, column.key) for row in rows for column in block.columns):
            if not block.hidden and not _hidden(form, place):
                declared.setdefault(place, form.value(place) if form.formula(place) is not None else None)
    return FilledForm(form.template, form.indicator_rows, declared, idle_rows=form.idle_rows)


def _hidden(form: FilledForm, place: Place) -> bool:
    block = form.template.block(place.block)
    column = block.column(place.column) if block else None
    return column is None or column.hidden


def changed(form: FilledForm, changes: Changes) -> FilledForm:
    """The same form with some cells replaced."""
    declared = {**form.declared, **values(changes)}
    return FilledForm(
        form.template, form.indicator_rows, declared, issued=form.issued, idle_rows=form.idle_rows, fiscal_year=2020
    )


def findings(form: FilledForm, code: str = "") -> list[Found]:
    """Every failing demand in order, of one rule or all; the first failing case of a rule at a place counts."""
    found: dict[tuple[str, Place], Found] = {}
    for demand in form.demands():
        rule = demand.case.rule.code
        try:
            holds = demand.case.holds(form, demand.row)
        except NotComputableError:
            continue
        if not holds and code in {"", rule}:
            found.setdefault((rule, demand.place), Found(rule, str(demand.place), demand.case.severity))
    return list(found.values())


def check_finds(form: FilledForm, code: str, *places: str, severity: str = "error") -> None:
    """The rule finds exactly these places, this serious."""
    assert findings(form, code) == [Found(code, place, severity) for place in places]


def check_clean(form: FilledForm, code: str = "") -> None:
    """The rule (every rule, when none is named) finds nothing."""
    assert findings(form, code) == []
