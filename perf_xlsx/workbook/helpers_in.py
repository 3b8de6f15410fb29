"""Helpers of a returned form, which nobody fills in: formulas that were overwritten, mirrors that lag behind."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.cells import Role
from perf_xlsx.form.checks import COUNT, RESULT, SHEET_NAME, check_lines, count_of, result_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.hidden import Mirror
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.status import status_of
from perf_xlsx.numbers import Value, same_number
from perf_xlsx.workbook.book import Book, SheetGrid, a1, cell_value
from perf_xlsx.workbook.stamp import Stamp, rows_now, where_now

At = tuple[int, int]


def overwritten(book: Book, stamp: Stamp, form: FilledForm) -> Iterator[str]:
    """Statuses, mirrors, flags and results on 校验 that hold a constant another than their formula would give.

    Addresses are A1, with the sheet where it is not the form's.
    """
    if form.sheet is None:
        return
    for at in _lost_statuses(stamp, form, form.sheet):
        yield a1(*at)
    for at in _lost_hidden(stamp, form, form.sheet):
        yield a1(*at)
    grid = next((grid for grid in book.sheets if grid.name == SHEET_NAME), None)
    if grid is not None:
        least = int(form.template.policy["min_explanation"])
        for line in check_lines(form.sheet):
            note = form.notes.get(line.rule.code, "")
            if _lost(grid, (line.row, COUNT)) and not _is(grid, (line.row, COUNT), Decimal(count_of(form, line))):
                yield f"{SHEET_NAME}!{a1(line.row, COUNT)}"
            if _lost(grid, (line.row, RESULT)) and not _is(
                grid, (line.row, RESULT), result_of(form, line, note, least)
            ):
                yield f"{SHEET_NAME}!{a1(line.row, RESULT)}"


def recalculated(stamp: Stamp, form: FilledForm) -> bool:
    """Whether the hidden mirrors show what stands in the inputs: then it was calculated after the last was typed."""
    for mirror, at in _mirrors(stamp, form.sheet) if form.sheet else ():
        if mirror.source is None or mirror.source.role is not Role.INPUT or mirror.face is not Face.RAW:
            continue
        typed, stored = form.declared.get(mirror.place), cell_value(stamp.grid.cells.get(at))
        if not _same(stored, typed) and not (stored == 0 and typed is None):
            return False
    return True


def _lost_statuses(stamp: Stamp, form: FilledForm, sheet: Sheet) -> Iterator[At]:
    for cell in sheet.page.cells:
        at = where_now(stamp, sheet, cell) if cell.role is Role.STATUS else None
        if at is None or not _lost(stamp.grid, at):
            continue
        if not _is(stamp.grid, at, status_of(form, sheet.status_flags(cell))):
            yield at


def _lost_hidden(stamp: Stamp, form: FilledForm, sheet: Sheet) -> Iterator[At]:
    for mirror, at in _mirrors(stamp, sheet):
        if mirror.source is not None and _lost(stamp.grid, at):
            value = form.value(mirror.place)
            number = mirror.face is Face.NUMBER
            if number and isinstance(value, str):  # no number, and so an error of whatever name
                continue
            if not _is(stamp.grid, at, Decimal(0) if number and value is None else value):
                yield at
    shift = stamp.key_column - sheet.hidden.key_column
    rows = rows_now(stamp, sheet)
    for flag in sheet.flags:
        row = rows.get(flag.row)
        if row is not None and _lost(stamp.grid, (row, flag.column + shift)):
            raised = flag_value(form, flag)
            if not _is(stamp.grid, (row, flag.column + shift), Decimal(raised) if isinstance(raised, int) else raised):
                yield row, flag.column + shift


def _mirrors(stamp: Stamp, sheet: Sheet) -> Iterator[tuple[Mirror, At]]:
    shift = stamp.key_column - sheet.hidden.key_column
    rows = rows_now(stamp, sheet)
    for mirror in sheet.hidden.mirrors:
        row = rows.get(mirror.row)
        if row is not None:
            yield mirror, (row, mirror.column + shift)


def _lost(grid: SheetGrid, at: At) -> bool:
    """Whether a cell that must hold a formula holds something else, or nothing."""
    cell = grid.cells.get(at)
    return cell is None or cell.formula is None


def _is(grid: SheetGrid, at: At, value: Value) -> bool:
    return _same(cell_value(grid.cells.get(at)), value)


def _same(one: Value, other: Value) -> bool:
    if one == other:
        return True
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return same_number(one, other)
    return one_spelling(one) == one_spelling(other)
