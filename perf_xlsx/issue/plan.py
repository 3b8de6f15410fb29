"""The columns of a project list, derived from a template: those of sheet 项目 and those of sheet 指标."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from perf_xlsx.errors import UsageError
from perf_xlsx.files.names import LONGEST_CODE
from perf_xlsx.form.arrange import role_of
from perf_xlsx.form.cells import Role
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, Column, Kind
from perf_xlsx.template.words import Spot, spots_of

PROJECTS, INDICATORS = "项目", "指标"
CODE = "项目编码"
NAME_LENGTH, TEXT_LENGTH = 180, 2000

# Every form has a project code and a year, whether or not it prints them.
_OWN_FIELDS = frozenset({"project_code", "fiscal_year"})
_LEVELS = {"level1": "一级指标", "level2": "二级指标"}
_NEEDED = ("level3", "target", "points")
_SPLIT = ("comparator", "measure_unit")
_DERIVED = frozenset({"target_number", "direction", "level1_key", "level2_key"})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its name there, the cell of the form it goes to, what it holds.

    `locked` cells cannot be changed by the unit; the others are only filled in beforehand.
    """

    label: str
    place: Place
    kind: Kind = Kind.TEXT
    required: bool = True
    limit: int = NAME_LENGTH
    locked: bool = True

    @property
    def key(self) -> str:
        """The key of the form's column."""
        return self.place.column


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What a project list for a template holds; `block` is the form's list of indicators.

    The indicators' columns begin with code and both levels. `own` are the cells of the form that print code and year,
    which need no column of their own.
    """

    block: Block
    projects: tuple[ListColumn, ...]
    indicators: tuple[ListColumn, ...]
    own: tuple[Place, ...] = ()

    def indicator(self, key: str) -> ListColumn | None:
        """Find a column of the indicators by key."""
        return next((column for column in self.indicators if column.key == key), None)


def plan_of(template: Template) -> ListPlan:
    """The columns a project list for a template has."""
    block = template.indicators
    if block is None:
        raise UsageError(f"模板 {template.id} 没有指标区块，不能按项目清单生成")
    code = ListColumn(CODE, Place("", "", "project_code"), limit=LONGEST_CODE)
    projects = _distinct([code, *_project_columns(template)], template)
    fields = [(one.key, column) for one in template.blocks if one.kind is BlockKind.FIELDS for column in one.columns]
    own = tuple(Place(key, "", column.key) for key, column in fields if column.issued and column.key in _OWN_FIELDS)
    return ListPlan(block, projects, (code, *_indicator_columns(block)), own)


def issued_keys(block: Block) -> frozenset[str]:
    """The columns of the list of indicators whose cells are locked with what was issued."""
    return frozenset(column.key for column in block.columns if column.issued)


def _project_columns(template: Template) -> Iterator[ListColumn]:
    for block in template.blocks:
        if block.kind not in {BlockKind.FIELDS, BlockKind.GRID}:
            continue
        rows = {row.key: row.label for row in block.rows}
        spots = sorted(spots_of(block), key=lambda spot: list(rows).index(spot.row) if spot.row else 0)
        for spot in spots:
            column = block.column(spot.column)
            if column is not None and column.key not in _OWN_FIELDS and _from_list(template, column, spot):
                label = f"{rows[spot.row]}·{column.label}" if spot.row else column.label
                yield ListColumn(
                    label,
                    Place(spot.block, spot.row or "", spot.column),
                    column.kind,
                    required=column.issued and not spot.row,
                    limit=column.max_length or (NAME_LENGTH if block.key == "header" else TEXT_LENGTH),
                    locked=column.issued,
                )


def _from_list(template: Template, column: Column, spot: Spot) -> bool:
    role = role_of(template, column, spot)
    return (column.issued and role is Role.GIVEN) or (column.prefill and role is Role.INPUT)


def _distinct(columns: list[ListColumn], template: Template) -> tuple[ListColumn, ...]:
    """Name a label that two blocks share together with its block."""
    count = Counter(column.label for column in columns)
    blocks = {block.key: block.label for block in template.blocks}
    return tuple(
        replace(column, label=f"{blocks[column.place.block]}·{column.label}")
        if count[column.label] > 1 and column.place.block
        else column
        for column in columns
    )


def _indicator_columns(block: Block) -> Iterator[ListColumn]:
    for key, label in _LEVELS.items():
        column = block.column(key)
        yield ListColumn(column.label if column else label, Place(block.key, "", key))
    for key in (*_NEEDED, *_SPLIT):
        column = block.column(key)
        if column is not None and column.issued:
            yield _listed(block, column, required=key in _NEEDED)
    known = {*_LEVELS, *_NEEDED, *_SPLIT, *_DERIVED}
    for column in block.columns:
        if column.key not in known and (column.issued or column.prefill):
            yield _listed(block, column, required=False)


def _listed(block: Block, column: Column, *, required: bool) -> ListColumn:
    place, limit = Place(block.key, "", column.key), column.max_length or NAME_LENGTH
    return ListColumn(column.label, place, column.kind, required, limit, column.issued)
