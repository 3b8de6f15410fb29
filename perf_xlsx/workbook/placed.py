"""Where everything of an issued form stands now: worked out once a layout while nothing was moved, else once a form.

What is read off a returned form, and what it is compared with, goes by these lists.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.fixed import is_level
from perf_xlsx.form.hidden import Mirror
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.texts import level_words
from perf_xlsx.numbers import Value
from perf_xlsx.template.model import Kind
from perf_xlsx.workbook.book import a1
from perf_xlsx.workbook.stamp import At, FixedText, Placed, Stamp, rows_now, where_now

LOCKED = frozenset({Role.LABEL, Role.GIVEN, Role.FORMULA, Role.OMITTED, Role.STATUS})
PRINTED = frozenset({Role.INPUT, Role.GIVEN, Role.FORMULA, Role.LABEL})


def placed(stamp: Stamp, sheet: Sheet) -> Placed:
    """The cells of one returned form; worked out once, as everything asks for them."""
    if stamp.placed is None or stamp.placed[0] is not sheet:
        stamp.placed = sheet, (as_issued(sheet) if is_still(stamp, sheet) else _placed_now(stamp, sheet))
    return stamp.placed[1]


def is_still(stamp: Stamp, sheet: Sheet) -> bool:
    """Whether every row and column stands where it was issued, and none is gone."""
    issued = _issued_keys(sheet)
    still = stamp.key_column == sheet.hidden.key_column and stamp.rows == issued[0]
    return still and (not stamp.columns or stamp.columns == issued[1])


@lru_cache(maxsize=64)
def _issued_keys(sheet: Sheet) -> tuple[Mapping[str, int], Mapping[int, int]]:
    """The row and column keys as issued."""
    rows = {name: row for row, name in sheet.page.row_ids.items()}
    return rows, {number: number for number in range(1, sheet.hidden.key_column)}


@lru_cache(maxsize=64)
def as_issued(sheet: Sheet) -> Placed:
    """The cells where they were issued."""
    return _placed(sheet, lambda cell: (cell.row, cell.column), lambda row, column: (row, column))


def _placed_now(stamp: Stamp, sheet: Sheet) -> Placed:
    rows, shift = rows_now(stamp, sheet), stamp.key_column - sheet.hidden.key_column

    def helper(row: int, column: int) -> At | None:
        now = rows.get(row)
        return None if now is None else (now, column + shift)

    return _placed(sheet, lambda cell: where_now(stamp, sheet, cell), helper)


def _placed(sheet: Sheet, where: Callable[[Cell], At | None], helper: Callable[[int, int], At | None]) -> Placed:
    now = {id(cell): at for cell in sheet.cells if (at := where(cell)) is not None}
    printed = [(cell, at) for cell in sheet.page.cells if (at := now.get(id(cell)))]
    held = [(place, cell, at) for place, cell in sheet.at.items() if (at := now.get(id(cell)))]
    block = sheet.template.indicators.key if sheet.template.indicators else None
    shown = [(place, cell, at) for place, cell, at in held if cell.column < sheet.hidden.key_column]
    kept = [one for one in held if one[1].column < sheet.hidden.key_column or one[0].block == block]
    mirrors = [(one, at) for one in sheet.hidden.mirrors if (at := helper(one.row, one.column))]
    flags = [(one, at) for one in sheet.flags if (at := helper(one.row, one.column))]
    return Placed(
        declared=tuple((place, at) for place, cell, at in kept if cell.role is not Role.FORMULA),
        stored=tuple((place, at) for place, cell, at in shown if cell.role is Role.FORMULA),
        addresses={place: a1(*at) for place, _, at in shown},
        given={place: a1(*at) for place, cell, at in held if cell.role is Role.GIVEN},
        texts=tuple(text for cell in sheet.cells if (text := _fixed(sheet, cell, now.get(id(cell))))),
        locked=tuple(at for cell, at in printed if cell.role in LOCKED),
        validated=frozenset(at for cell, at in printed if cell.role is Role.INPUT and cell.kind is not Kind.TEXT),
        starts=frozenset(at for cell, at in printed if cell.role in PRINTED),
        spans=frozenset(
            (*at, cell.last_row, cell.last_column)
            for cell, at in printed
            if cell.role in PRINTED and at == (cell.row, cell.column)
        ),
        shown=tuple((cell, at) for cell, at in printed if cell.role is not Role.STATUS),
        statuses=tuple((cell, at) for cell, at in printed if cell.role is Role.STATUS),
        mirrors=tuple(mirrors),
        echoes=tuple((one.place, at) for one, at in mirrors if _is_echo(one)),
        flags=tuple(flags),
        helpers=tuple(at for _, at in (*mirrors, *flags)),
        labels=_labels(sheet),
        idle=frozenset(row for row, one in zip(sheet.indicator_rows, sheet.shape, strict=True) if not one.applies),
    )


def _is_echo(mirror: Mirror) -> bool:
    return mirror.source is not None and mirror.source.role is Role.INPUT and mirror.face is Face.RAW


def _fixed(sheet: Sheet, cell: Cell, at: At | None) -> FixedText | None:
    """Labels, cells that are not filled in, and the labels and keys of levels, which are read off the row keys."""
    if at is None:
        return None
    if cell.role in {Role.LABEL, Role.OMITTED}:
        return FixedText(at, None if "{" in cell.text else cell.text, cell)
    if cell.role is not Role.GIVEN or cell.place is None or not is_level(sheet.template, cell.place):
        return None
    known = {**constants_of(sheet.template), **_labels(sheet)}
    return FixedText(at, str(known[cell.place] or ""), cell) if cell.place in known else None


@lru_cache(maxsize=64)
def _labels(sheet: Sheet) -> Mapping[Place, Value]:
    """Level labels and keys of every row, from the row keys: on the sheet they stand in the first merged cell only."""
    key = sheet.template.indicators.key if sheet.template.indicators else ""
    return {
        Place(key, row, column): text
        for row, shape in zip(sheet.indicator_rows, sheet.shape, strict=True)
        for column, text in level_words(sheet.template, shape.level1_key, shape.level2_key).items()
    }
