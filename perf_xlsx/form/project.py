"""What is issued to one project: everything that is locked, and what is filled in for the unit beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from perf_xlsx.form.arrange import RowShape, Shape
from perf_xlsx.form.place import Place
from perf_xlsx.form.texts import level_words
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.blank import YEAR


@dataclass(frozen=True, slots=True)
class Project:
    """One project of a fiscal year: `given` is locked, `prefilled` stays open; both by place.

    `report` asks for the sheet 报告 where the template does not have it anyway.
    """

    code: str
    fiscal_year: int
    given: Mapping[Place, Value]
    shape: Shape
    prefilled: Mapping[Place, Value] = field(default_factory=dict)
    report: bool = False

    def text(self, block: str, column: str) -> str:
        """A given field as text, empty when there is none."""
        return str(self.given.get(Place(block, "", column)) or "")

    @property
    def name(self) -> str:
        """项目名称."""
        return self.text("header", "project_name")


@lru_cache(maxsize=64)
def constants_of(template: Template) -> Mapping[Place, Value]:
    """The locked constants a template sets from its policy, the same for every project."""
    made = {
        Place(spot.block, spot.row or "", spot.column): formula.evaluate(_NoValues(), spot.row or "")
        for spot, formula in template.givens.items()
    }
    return MappingProxyType(made)


def shape_of(levels: list[tuple[str, str]], template: Template) -> Shape:
    """The rows of a form for the indicators of a project, given by level keys in printed order.

    A 二级指标 of the template without an indicator keeps one row, printed "/" throughout.
    """
    shape: list[RowShape] = []
    for level in template.definition.levels:
        for child in level.children:
            rows = [RowShape(*one, applies=True) for one in levels if one == (level.key, child.key)]
            shape += rows or [RowShape(level.key, child.key, applies=False)]
    return tuple(shape)


def blank_project(template: Template, fiscal_year: int) -> Project:
    """What a 空白版 is issued with: no project, and rows left open for indicators below every 二级指标."""
    block = template.indicators
    shape = tuple(
        RowShape(level.key, child.key, applies=True)
        for level in template.definition.levels
        for child in level.children
        for _ in range(child.slots or template.definition.sheet.slots)
    )
    given: dict[Place, Value] = {}
    for number, row in enumerate(shape, 1):
        cells = level_words(template, row.level1_key, row.level2_key)
        given |= {Place(block.key, str(number), key): value for key, value in cells.items()} if block else {}
    for other in template.blocks:
        if other is not block and other.column(YEAR):
            given[Place(other.key, "", YEAR)] = Decimal(fiscal_year)
    return Project("", fiscal_year, given, shape)


class _NoValues:
    """Constants look at no cell."""

    known: Mapping[tuple[str, str, str], Value] = MappingProxyType({})

    def computed(self, _place: tuple[str, str, str]) -> Value:
        return None

    def column(self, _block: str, _column: str) -> tuple[Value, ...]:
        return ()
