"""A form of any template filled in sensibly: every input by its kind, every target met."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, blank_project
from perf_xlsx.form.prompts import grade_words
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.targets import QUALITATIVE, bare
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.issue.sample_list import write_sample_list
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.model import Kind
from perf_xlsx.template.years import years_of

MONEY = Decimal(50)  # 万元
TEXTS = {"project_name": "基层干部业务培训", "phone": "0350-1234567"}
SENTENCE = "全年举办培训班十期，参训人员考核全部合格，各项任务按计划完成。"


def year_of(template: Template) -> int:
    """The first fiscal year a template covers."""
    return (years_of(template.definition.fiscal_years) or (0, None))[0]


def worked_project(template: Template, folder: Path) -> Project:
    """A project of a template: the first worked one of its sample list, or what its 空白版 is issued with."""
    if template.blank:
        return blank_project(template, year_of(template))
    file = folder / "项目清单.xlsx"
    write_sample_list(template, file)
    return read_projects(file, template, year_of(template))[0]


def answers(template: Template, project: Project, folder: Path) -> dict[Place, Value]:
    """What a careful unit types into every input; of a 空白版 into the first row of every 二级指标."""
    sheet = sheet_of(template, project)
    given = project.given
    if template.blank:
        given = _typed_targets(template, sheet, folder)
    typed = {
        cell.place: _answer(template, given, cell)
        for cell in sheet.cells
        if cell.role is Role.INPUT and cell.place is not None
    }
    return {place: value for place, value in typed.items() if value is not None}


def _typed_targets(template: Template, sheet: Sheet, folder: Path) -> dict[Place, Value]:
    """The worked project's indicators, typed into a 空白版."""
    prefilled = Catalog().get(template.id)
    worked = worked_project(prefilled, folder)
    list_key = template.indicators.key if template.indicators else ""
    cells: dict[Place, Value] = {place: value for place, value in worked.given.items() if place.block != list_key}
    rows = {(one.level1_key, one.level2_key): str(number) for number, one in reversed([*enumerate(sheet.shape, 1)])}
    for number, one in enumerate(worked.shape, 1):
        for place, value in worked.given.items():
            if place.block == list_key and place.row == str(number):
                cells[place._replace(row=rows[one.level1_key, one.level2_key])] = value
    for place in [place for place in cells if place.column == "target_number" and not prefilled.bare_units]:
        target, unit = cells[place], cells[place._replace(column="measure_unit")]
        if cells[place._replace(column="comparator")] == QUALITATIVE:
            cells[place] = cells[place._replace(column="target")]
        elif isinstance(target, Decimal):
            cells[place] = bare(target, str(unit))
    return cells


def _money(template: Template, place: Place) -> Decimal:
    """The worked project's budget in the form's own unit: 50万元."""
    block = template.block(place.block)
    return MONEY * 10_000 if block and "（元）" in block.label else MONEY


def _source(template: Template, place: Place) -> Place:
    """The cell of a money cell's line that all the money stands in: the first source of funds."""
    block = template.block(place.block)
    rows = [row.key for row in block.rows] if block else []
    if "annual_budget" in rows:  # a matrix: sources are its columns
        return place._replace(column="central")
    return place._replace(row=next(key for key in rows if key != "total" or len(rows) == 1))


def _answer(template: Template, given: Mapping[Place, Value], cell: Cell) -> Value:
    place, column = cell.place, cell.source
    if place is None or column is None or column.key == "adjusted_score":
        return None
    if place in given:
        return given[place]
    if cell.kind is Kind.MEASURE:
        if place._replace(column="level3") not in given:
            return None
        qualitative = given.get(place._replace(column="direction")) == "qualitative"
        return grade_words(template)[0] if qualitative else given[place._replace(column="target_number")]
    if cell.kind is Kind.MONEY:
        return _money(template, place) if place == _source(template, place) else None
    if cell.kind is Kind.PERCENT:
        return Decimal(1)
    if column.choices:
        return column.choices[0]
    indicators = template.indicators
    if indicators is not None and place.block == indicators.key:
        return None
    return TEXTS.get(column.key, SENTENCE)
