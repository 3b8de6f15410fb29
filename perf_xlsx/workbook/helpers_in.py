"""Helpers of a returned form, which nobody fills in: formulas that were overwritten, mirrors that lag behind."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter

from perf_xlsx.expr.pattern import Face
from perf_xlsx.form.checks import COUNT, RESULT, SHEET_NAME, check_lines, count_of, result_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.flags import flag_value
from perf_xlsx.form.identity import one_spelling
from perf_xlsx.form.status import status_of
from perf_xlsx.numbers import Value, same_number
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, a1, cell_value
from perf_xlsx.workbook.placed import placed
from perf_xlsx.workbook.stamp import At, Placed, Stamp

_formula_of = attrgetter("formula")


def overwritten(book: Book, stamp: Stamp, form: FilledForm) -> Iterator[str]:
    """Statuses, mirrors, flags and results on 校验 that hold a constant another than their formula would give.

    Addresses are A1, with the sheet where it is not the form's.
    """
    if form.sheet is None:
        return
    now = placed(stamp, form.sheet)
    for at in _lost_statuses(stamp, form, now):
        yield a1(*at)
    for at in _lost_hidden(stamp, form, now):
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
    for place, at in placed(stamp, form.sheet).echoes if form.sheet else ():
        typed, stored = form.declared.get(place), cell_value(stamp.grid.cells.get(at))
        if not _same(stored, typed) and not (stored == 0 and typed is None):
            return False
    return True


def _lost_statuses(stamp: Stamp, form: FilledForm, now: Placed) -> Iterator[At]:
    for cell, at in now.statuses:
        if not _lost(stamp.grid, at) or form.sheet is None:
            continue
        if not _is(stamp.grid, at, status_of(form, form.sheet.status_flags(cell))):
            yield at


def _lost_hidden(stamp: Stamp, form: FilledForm, now: Placed) -> Iterator[At]:
    cells = stamp.grid.cells
    if _all_formulas(cells, now.helpers):
        return
    lost = [one for one in now.mirrors if (cell := cells.get(one[1])) is None or cell.formula is None]
    for mirror, at in lost:
        if mirror.source is not None:
            value = form.value(mirror.place)
            number = mirror.face is Face.NUMBER
            if number and isinstance(value, str):  # no number, and so an error of whatever name
                continue
            if not _is(stamp.grid, at, Decimal(0) if number and value is None else value):
                yield at
    for flag, at in [one for one in now.flags if (cell := cells.get(one[1])) is None or cell.formula is None]:
        raised = flag_value(form, flag)
        if not _is(stamp.grid, at, Decimal(raised) if isinstance(raised, int) else raised):
            yield at


def _all_formulas(cells: Mapping[At, RawCell], places: Sequence[At]) -> bool:
    try:
        return None not in map(_formula_of, map(cells.__getitem__, places))
    except KeyError:
        return False


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
