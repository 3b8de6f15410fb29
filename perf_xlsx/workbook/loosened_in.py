"""Protection and data validation of a returned form: what has been taken off."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from perf_xlsx.form.checks import SHEET_NAME
from perf_xlsx.workbook.book import Book, SheetGrid, split_a1
from perf_xlsx.workbook.looks import looks_of
from perf_xlsx.workbook.stamp import At, Placed, Stamp
from perf_xlsx.workbook.xml_in import is_true

# An honest form has a few hundred.
MOST_AREAS = 2000
# The ranges of an honest form, as text; what is longer is not remembered.
USUAL_SIGNS = 20_000


def loosened(book: Book, stamp: Stamp, now: Placed) -> Sequence[str]:
    """What was taken off, in words."""
    return tuple(_loosened(book, stamp, now))


def _loosened(book: Book, stamp: Stamp, now: Placed) -> Iterator[str]:
    checks = next((grid for grid in book.sheets if grid.name == SHEET_NAME), None)
    open_sheets = [grid.name for grid in (stamp.grid, checks) if grid is not None and not _protected(grid)]
    if open_sheets:
        yield f"{'、'.join(f'“{name}”' for name in open_sheets)}的工作表保护"
    else:
        unlocked = _unlocked(book, stamp, now)
        if unlocked:
            yield f"{unlocked}个固定格的锁定"
    bare = _without_validation(stamp, now)
    if bare:
        yield f"{bare}个填报格的数据有效性"


def _protected(grid: SheetGrid) -> bool:
    return grid.protection is not None and is_true(grid.protection.get("sheet", "1"))


def _unlocked(book: Book, stamp: Stamp, now: Placed) -> int:
    """How many cells that were issued locked are not."""
    grid, cells, unlocked = stamp.grid, stamp.grid.cells, looks_of(book.styles).unlocked
    styles = [cell.style if (cell := cells.get(at)) else grid.style_at(*at) for at in now.locked]
    return 0 if unlocked.isdisjoint(styles) else sum(style in unlocked for style in styles)


def _without_validation(stamp: Stamp, now: Placed) -> int:
    """How many inputs that were issued with a validation have none."""
    ranges = tuple(one.ranges for one in stamp.grid.validations)
    usual = sum(map(len, ranges)) <= USUAL_SIGNS
    return (_bare if usual else _bare.__wrapped__)(now.validated, ranges)


@lru_cache(maxsize=64)
def _bare(inputs: frozenset[At], ranges: tuple[str, ...]) -> int:
    """How many cells no range covers; forms of one layout have the same."""
    places = set(inputs)
    areas = (area for one in ranges for area in one.split(maxsplit=MOST_AREAS)[:MOST_AREAS])
    for area in islice(areas, MOST_AREAS):
        first, _, last = area.partition(":")
        start, end = split_a1(first), split_a1(last or first)
        if start and end:
            places = {at for at in places if not (start[0] <= at[0] <= end[0] and start[1] <= at[1] <= end[1])}
    return len(places)
