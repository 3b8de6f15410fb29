"""How high a row must be for its Chinese text (workbook.md, section 1: measured on 480 cells)."""

import unicodedata
from math import ceil

PADDING_PIXELS = 7
LATIN_WIDTH = 0.55
LINE_EMS = 1.5
EXTRA_POINTS = 5
MOST_POINTS = 409
PIXELS_PER_POINT = 96 / 72


def text_lines(text: str, width: int, size: float) -> int:
    """Lines a wrapped text takes in a column of `width` pixels at `size` points."""
    per_line = max(1.0, (width - PADDING_PIXELS) / (size * PIXELS_PER_POINT) - 0.5)
    return sum(max(1, ceil(_ems(part) / per_line)) for part in text.split("\n"))


def text_pixels(text: str, width: int, size: float) -> int:
    """Height in pixels of a wrapped text, never more than a row can have."""
    points = min(MOST_POINTS, text_lines(text, width, size) * size * LINE_EMS + EXTRA_POINTS)
    return ceil(points * PIXELS_PER_POINT)


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else LATIN_WIDTH for sign in text)
