"""How high a row must be for its Chinese text (workbook.md, section 1: measured on 480 cells)."""

import unicodedata
from collections.abc import Sequence
from math import ceil, floor

PADDING_PIXELS = 7
LATIN_WIDTH = 0.55
LINE_EMS = 1.5
EXTRA_POINTS = 5
MOST_POINTS = 409
PIXELS_PER_POINT = 96 / 72
SMALLEST_SIZE = 6
MOST_PIXELS = floor(MOST_POINTS * PIXELS_PER_POINT)
# Where a text is cut in two when it must be: after a line, after a sentence.
_ENDS = "\n。！？；"


def text_lines(text: str, width: int, size: float) -> int:
    """Lines a wrapped text takes in a column of `width` pixels at `size` points."""
    per_line = line_ems(width, size)
    return sum(max(1, ceil(_ems(part) / per_line)) for part in text.split("\n"))


def line_ems(width: int, size: float) -> float:
    """How many Chinese signs of `size` points stand in a line of `width` pixels."""
    return max(1.0, (width - PADDING_PIXELS) / (size * PIXELS_PER_POINT) - 0.5)


def whole_pixels(text: str, width: int, size: float) -> int:
    """Height in pixels of a wrapped text, more than a row can have if need be."""
    return ceil(points_of(text_lines(text, width, size), size) * PIXELS_PER_POINT)


def text_pixels(text: str, width: int, size: float) -> int:
    """Height in pixels of a wrapped text, never more than a row can have."""
    return min(ceil(MOST_POINTS * PIXELS_PER_POINT), whole_pixels(text, width, size))


def fitting_size(text: str, width: int, size: float) -> float:
    """The size in points at which a text fits one row: `size`, or a smaller one where it would be cut."""
    while size > SMALLEST_SIZE and whole_pixels(text, width, size) > MOST_PIXELS:
        size -= 1
    return size


def points_of(lines: int, size: float) -> float:
    """Height in points of so many lines."""
    return lines * size * LINE_EMS + EXTRA_POINTS


def lines_in(pixels: int, size: float) -> int:
    """How many lines of `size` points a row of `pixels` shows whole, one at least."""
    return max(1, floor((pixels / PIXELS_PER_POINT - EXTRA_POINTS) / (size * LINE_EMS)))


def text_parts(text: str, width: int, size: float, most_lines: int) -> Sequence[str]:
    """Cut a text into parts of at most so many lines, after a sentence where one ends near the cut."""
    parts, rest, per_line = [], text, line_ems(width, size)
    while (cut := _fitting(rest, per_line, most_lines)) < len(rest):
        end = max(rest.rfind(sign, cut * 3 // 4, cut) for sign in _ENDS)
        cut = end + 1 if end > 0 else cut
        parts.append(rest[:cut].rstrip("\n"))
        rest = rest[cut:].removeprefix("\n")
    return [*parts, rest.rstrip("\n")]


def _fitting(text: str, per_line: float, most_lines: int) -> int:
    """How many signs of a text stand in its first lines, one at least."""
    lines, used = 1, 0.0
    for index, sign in enumerate(text):
        width = _ems(sign)
        if sign == "\n" or used + width > per_line:
            lines, used = lines + 1, 0.0
            if lines > most_lines:
                return max(1, index)
        used += 0.0 if sign == "\n" else width
    return len(text)


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else LATIN_WIDTH for sign in text)
