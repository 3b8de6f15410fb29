"""Protection and data validation of a returned form: what has been taken off."""

from collections.abc import Iterator, Sequence
from itertools import islice

from perf_xlsx.form.cells import Role
from perf_xlsx.form.checks import SHEET_NAME
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.template.model import Kind
from perf_xlsx.workbook.book import Book, SheetGrid, split_a1
from perf_xlsx.workbook.stamp import Stamp, where_now
from perf_xlsx.workbook.xml_in import is_true

# An honest form has a few hundred.
MOST_AREAS = 2000
LOCKED = frozenset({Role.LABEL, Role.GIVEN, Role.FORMULA, Role.OMITTED, Role.STATUS})


def loosened(book: Book, stamp: Stamp, sheet: Sheet) -> Sequence[str]:
    """What was taken off, in words."""
    return tuple(_loosened(book, stamp, sheet))


def _loosened(book: Book, stamp: Stamp, sheet: Sheet) -> Iterator[str]:
    checks = next((grid for grid in book.sheets if grid.name == SHEET_NAME), None)
    open_sheets = [grid.name for grid in (stamp.grid, checks) if grid is not None and not _protected(grid)]
    if open_sheets:
        yield f"{'、'.join(f'“{name}”' for name in open_sheets)}的工作表保护"
    else:
        cells = (where_now(stamp, sheet, cell) for cell in sheet.page.cells if cell.role in LOCKED)
        unlocked = sum(at is not None and not book.locked(stamp.grid, *at) for at in cells)
        if unlocked:
            yield f"{unlocked}个固定格的锁定"
    bare = _without_validation(stamp, sheet)
    if bare:
        yield f"{bare}个填报格的数据有效性"


def _protected(grid: SheetGrid) -> bool:
    return grid.protection is not None and is_true(grid.protection.get("sheet", "1"))


def _without_validation(stamp: Stamp, sheet: Sheet) -> int:
    """How many inputs that were issued with a validation have none."""
    inputs = [cell for cell in sheet.page.cells if cell.role is Role.INPUT and cell.kind is not Kind.TEXT]
    places = {at for cell in inputs if (at := where_now(stamp, sheet, cell)) is not None}
    areas = (area for one in stamp.grid.validations for area in one.ranges.split(maxsplit=MOST_AREAS)[:MOST_AREAS])
    for area in islice(areas, MOST_AREAS):
        first, _, last = area.partition(":")
        start, end = split_a1(first), split_a1(last or first)
        if start and end:
            places = {at for at in places if not (start[0] <= at[0] <= end[0] and start[1] <= at[1] <= end[1])}
    return len(places)
