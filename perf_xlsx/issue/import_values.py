"""What stands in a hand-made form as an issued one holds it: locked and filled-in cells, in its units and spellings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perf_xlsx.form.as_found import AsFound
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.money import money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.form.reasons import FUNDS_REASON
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.form.targets import PER_CENT, bare, target_cells
from perf_xlsx.form.texts import level_words
from perf_xlsx.form.units import in_yuan
from perf_xlsx.issue.import_rows import LEVELS, Rows
from perf_xlsx.issue.plan import issued_keys, plan_of
from perf_xlsx.notation import Kind as Sort
from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import ErrorText, Value
from perf_xlsx.recognise.closing import REMARK
from perf_xlsx.template.judgement import judgement_of
from perf_xlsx.template.model import BlockKind, Kind

MOST_SIGNS = 32_767  # what a cell takes
NUMBERS = frozenset({Kind.POINTS, Kind.MONEY, Kind.PERCENT})
# Funds that stand in a matrix are read by source and amount; on the form a row is an amount, a column a source.
MATRIX, FUNDS = "matrix", "funds"
MATRIX_ROWS = {"arrived": "received", "arrival_rate": "received_rate"}
MATRIX_COLUMNS = {"appropriation": "subtotal", "province": "provincial", "city": "municipal"}
MATRIX_RATES = frozenset({"received_rate", "execution_rate"})
LEVEL_CELLS = frozenset({*LEVELS, *(f"{key}_key" for key in LEVELS)})
TARGET_CELLS = frozenset({"target", "comparator", "target_number", "measure_unit", "direction"})
# What XML cannot hold: no workbook can be written with it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(slots=True)
class Content:
    """The cells of the issued form: `given` locked, `typed` filled in; `refused` says of a place why it stays blank."""

    sheet: Sheet
    given: dict[Place, Value] = field(default_factory=dict)
    typed: dict[Place, Value] = field(default_factory=dict)
    refused: dict[Place, str] = field(default_factory=dict)


def content_of(form: FilledForm, rows: Rows, code: str, fiscal_year: int) -> Content:
    """Sort what a form declares into the cells of the issued one."""
    template = form.template
    made = Content(lay_out(template, rows.shape))
    own: Mapping[str, Value] = {"project_code": code, "fiscal_year": Decimal(fiscal_year)}
    made.given |= {place: own[place.column] for place in plan_of(template).own}
    for number, shape in enumerate(rows.shape, 1):
        words = level_words(template, shape.level1_key, shape.level2_key)
        made.given |= {Place(rows.key, str(number), key): word for key, word in words.items()}
    for row, seat in rows.at.items():
        if rows.shape[int(seat) - 1].applies:
            made.given |= dict(_target(form, rows.key, (row, seat)))
    locked = issued_keys(template.indicators) if template.indicators else frozenset()
    made.given = {place: one for place, one in made.given.items() if place.block != rows.key or place.column in locked}
    for place, value in form.declared.items():
        target = rows.target(at_home(form, place))
        if target is not None and not (target.block == rows.key and target.column in {*LEVEL_CELLS, *TARGET_CELLS}):
            completion = target.block == rows.key and target.column == "actual"
            suited = _actual(form, made, place, target) if completion else in_unit(form, place, target, value)
            _put(form, made, target, suited)
    return made


def at_home(form: FilledForm, place: Place) -> Place:
    """The place of the template a cell belongs to: in a matrix of funds, among texts below the table that it has."""
    if place.block == FUNDS and not _is_printed(form, place):
        return _in_matrix(form, place)
    if place.block != REMARK:
        return place
    if place.column == "reasons" and form.declared.get(FUNDS_REASON) == form.declared.get(place):
        return FUNDS_REASON
    key = place.column.rstrip("0123456789").rstrip("_")
    blocks = [block for block in form.template.blocks if block.kind is BlockKind.FIELDS and block.column(key)]
    return Place(blocks[0].key, "", key) if len(blocks) == 1 and place.column == key else place


def _is_printed(form: FilledForm, place: Place) -> bool:
    block = form.template.block(place.block)
    column = block.column(place.column) if block else None
    return block is not None and block.row(place.row) is not None and column is not None and not column.hidden


def _in_matrix(form: FilledForm, place: Place) -> Place:
    matrix = form.template.block(MATRIX)
    row = matrix.row(MATRIX_ROWS.get(place.column, place.column)) if matrix else None
    column = matrix.column(MATRIX_COLUMNS.get(place.row, place.row)) if matrix else None
    return Place(MATRIX, row.key, column.key) if row and column else place


def money_scale(form: FilledForm) -> Decimal:
    """How many of the template's unit one of the form's is."""
    own = money_unit_of(replace(form, found=AsFound()))
    judgement = judgement_of(form.template)
    return in_yuan(money_unit_of(form), judgement) / in_yuan(own, judgement)


def in_unit(form: FilledForm, source: Place, target: Place, value: Value) -> Value:
    """A value in the unit of its cell: amounts in the template's, rates that go to a matrix as numbers of percent."""
    block = form.template.block(target.block)
    column = block.column(target.column) if block else None
    if column is None or column.kind is not Kind.MONEY or not isinstance(value, Decimal):
        return value
    rate = source.block == FUNDS and target.block == MATRIX and target.row in MATRIX_RATES
    return value * (100 if rate else money_scale(form))


def _put(form: FilledForm, made: Content, target: Place, value: Value) -> None:
    """One value in its cell, where a cell takes it."""
    cell = made.sheet.at.get(target)
    if cell is None or cell.role not in {Role.GIVEN, Role.INPUT} or target in constants_of(form.template):
        return
    why = _not_storable(value)
    if cell.role is Role.GIVEN and cell.kind in NUMBERS and isinstance(value, str):
        why = why or "不是数字，锁定的格子只放数字"
    if why:
        made.refused[target] = why
    elif value is not None:
        into = made.given if cell.role is Role.GIVEN else made.typed
        into.setdefault(target, value)


def _not_storable(value: Value) -> str:
    if isinstance(value, ErrorText):
        return "是错误值，没有内容可放"
    if not isinstance(value, str):
        return ""
    if _CONTROL.search(value):
        return "含有看不见的控制字符，请删去后重填"
    return f"有{len(value)}字，一个格子最多{MOST_SIGNS}字，请缩短" if len(value) > MOST_SIGNS else ""


def _target(form: FilledForm, key: str, at: tuple[str, str]) -> Iterator[tuple[Place, Value]]:
    """The target of a row: its text as it was written, and what it was read as."""
    row, number = at

    def said(column: str) -> Value:
        return form.declared.get(Place(key, row, column))

    text = said("target")
    if _not_storable(text):
        return
    reading = read_notation(text)
    amount, unit = said("target_number"), said("measure_unit")
    if isinstance(amount, Decimal):
        # A target without a unit is in that of what was done beside it: 2 beside 2次.
        unit = unit or _unit_beside(form.printed.get(Place(key, row, "actual"), ""))
        reading = replace(reading, kind=Sort.QUANTITY, number=amount, unit=str(unit or ""))
        reading = replace(reading, comparator=str(said("comparator") or ""))
    levels = [str(said(f"{one}_key") or "") for one in LEVELS]
    cells = dict(target_cells(form.template, reading, str(said("level3") or ""), levels))
    if said("direction"):
        cells["direction"] = said("direction")
    for column, value in {**cells, "target": text}.items():
        yield Place(key, number, column), value or None if isinstance(value, str) else value


def _unit_beside(text: str) -> str:
    unit = read_notation(text).unit
    return "" if unit == PER_CENT else unit


def _actual(form: FilledForm, made: Content, source: Place, target: Place) -> Value:
    """A completion as its row takes it: a number beside a number, the words that were typed beside words."""
    value = form.declared.get(source)
    if not isinstance(value, Decimal):
        return value
    if not isinstance(made.given.get(target._replace(column="target_number")), Decimal):
        return form.printed.get(source) or value
    unit = made.given.get(target._replace(column="measure_unit"))
    return bare(value, unit) if form.template.bare_units and isinstance(unit, str) else value
