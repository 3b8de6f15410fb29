"""How a form falls on sheets of A4: the scale it is printed at, and the rows that begin a new page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from perf_xlsx.workbook.heights import PIXELS_PER_POINT

A4_POINTS = (595.28, 841.89)
POINTS_PER_INCH = 72
# In inches; the header and the footer stand inside the upper and the lower one.
LEFT, RIGHT, TOP, BOTTOM = 0.55, 0.55, 0.6, 0.7
# A form a little higher than a page is made smaller rather than broken.
ONE_PAGE_PIXELS = 1300
LARGEST_SCALE, SMALLEST_SCALE = 100, 10
# Printers lay out with other heights than screens do: the last few hundredths of a page stay free.
HEIGHT_USED = 0.95


def _printed(*, landscape: bool) -> tuple[float, float]:
    """The width and the height, in pixels, of what is printed on a page."""
    width, height = reversed(A4_POINTS) if landscape else A4_POINTS
    across, down = (LEFT + RIGHT) * POINTS_PER_INCH, (TOP + BOTTOM) * POINTS_PER_INCH
    return (width - across) * PIXELS_PER_POINT, (height - down) * PIXELS_PER_POINT


def fits_one_page(height: int, *, landscape: bool = False) -> bool:
    """Whether a form of this height in pixels is printed on one page; on a page that is turned, as much less."""
    _, room = _printed(landscape=landscape)
    _, upright = _printed(landscape=False)
    return height <= ONE_PAGE_PIXELS * room / upright


def scale_of(width: int, *, landscape: bool = False) -> int:
    """The scale, in hundredths, at which columns of this width together in pixels are fitted to a page."""
    room, _ = _printed(landscape=landscape)
    wanted = floor(room * 100 / max(width, 1))
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, wanted))


def page_pixels(scale: int, *, landscape: bool = False) -> int:
    """The height in pixels of what one page takes at a scale."""
    _, room = _printed(landscape=landscape)
    return floor(room * HEIGHT_USED * 100 / scale)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows from top to bottom, counted from 0: heights in pixels, which stay with the next, which one is repeated.

    `repeated` is the first of the rows that are printed again at the top of every later page, `repeats` says how many
    they are; -1 when none is.
    """

    heights: Sequence[int]
    kept: Collection[int] = ()
    repeated: int = -1
    repeats: int = 1


def page_starts(rows: Rows, room: int) -> Sequence[int]:
    """The rows that begin a page, the first row among them, when a page takes `room` pixels.

    A row higher than a page has one to itself. Rows that stay together are broken only where they fill a page.
    """
    starts, top = [0], 0
    for row, height in enumerate(rows.heights):
        again = slice(rows.repeated, rows.repeated + rows.repeats)
        header = sum(rows.heights[again]) if 0 <= rows.repeated < starts[-1] else 0
        if row > starts[-1] and top + height > room - header:
            starts.append(_kept_together(rows, row, starts[-1]))
            top = sum(rows.heights[starts[-1] : row])
        top += height
    return starts


def _kept_together(rows: Rows, row: int, start: int) -> int:
    """Where a page ends that would end before `row`: above the rows that stay with it."""
    first = row
    while first - 1 in rows.kept:
        first -= 1
    return first if first > start else row


def pieces(first: int, last: int, starts: Sequence[int]) -> Sequence[tuple[int, int]]:
    """The parts of a span of rows, each on one page."""
    cuts = [first, *(start for start in starts if first < start <= last), last + 1]
    return [(above, below - 1) for above, below in pairwise(cuts)]
