"""What lies over the cells of a sheet: pictures and shapes, and notes that are left open."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.relations import relations_of
from perf_xlsx.workbook.xml_in import Element, local_name

Area = tuple[int, int, int, int]
"""Top, left, bottom, right; in cells, or in the units shapes are measured in."""

# A seal on an honest form is one; past so many, and behind so many rows and columns, nobody looks.
MOST_SHAPES, MOST_ROWS, MOST_COLUMNS = 200, 2000, 200
# Of a cell so much may look out on either side: what stands in its middle is hidden all the same.
MARGIN = 4

_POINT, _PIXEL = 12_700, 9_525  # in units shapes are measured in
_DIGIT, _PADDING, _USUAL_WIDTH, _USUAL_HEIGHT = 7, 5, 8.43, 13.5  # pixels of a digit and around it; digits; points
_LONGEST = 10
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_ROW = re.compile(rb"<row [^<>]{0,400}>")
_COLUMN = re.compile(rb"<col [^<>]{0,400}>")
_DEFAULTS = re.compile(rb"<sheetFormatPr [^<>]{0,400}>")
_ATTRIBUTE = re.compile(rb'([A-Za-z]{1,20})="([0-9.]{1,20})"')
_OBJECT, _OBJECT_END = b"<x:ClientData", b"</x:ClientData>"
_NOTE, _OPEN = b'ObjectType="Note"', b"<x:Visible"
_ANCHOR = re.compile(rb"<x:Anchor>([\d\s,]{1,200})</x:Anchor>")
_ENDS = 8


class Covers(NamedTuple):
    """The cells hidden by each picture or shape of a sheet, and by each note that is left open."""

    shapes: tuple[Area, ...] = ()
    notes: tuple[Area, ...] = ()


def covers_of(package: Package, part: str, sheet: bytes) -> Covers:
    """What lies over the cells of a sheet; `sheet` is its part, for the sizes of its rows and columns."""
    relations = relations_of(package, part).values()
    drawings = [one.target for one in relations if one.kind == "drawing" and one.target in package]
    old = [one.target for one in relations if one.kind == "vmlDrawing" and one.target in package]
    if not drawings and not old:
        return Covers()
    edges = _Edges(sheet)
    found = [(False, area) for name in drawings for area in _drawn(package, name, edges)]
    found += [one for name in old for one in _objects(package.read(name), edges)]
    covered = [(note, cells) for note, area in found if (cells := edges.cells_under(area))]
    shapes, notes = (tuple(cells for note, cells in covered if note is which) for which in (False, True))
    return Covers(shapes, notes)


class _Edges:
    """Where the rows and columns of a sheet begin."""

    def __init__(self, sheet: bytes) -> None:
        head, _, rows = sheet.partition(b"<sheetData")
        defaults = _numbers(next(iter(_DEFAULTS.findall(head)), b""))
        width = _pixels(defaults.get(b"defaultColWidth", _USUAL_WIDTH))
        widths, heights = [width] * MOST_COLUMNS, [defaults.get(b"defaultRowHeight", _USUAL_HEIGHT)] * MOST_ROWS
        for column in islice(map(_numbers, _COLUMN.findall(head)), MOST_COLUMNS):
            first, last = int(column.get(b"min", 1)), min(int(column.get(b"max", 1)), MOST_COLUMNS)
            widths[max(first, 1) - 1 : last] = [_pixels(column.get(b"width", _USUAL_WIDTH))] * max(last - first + 1, 0)
        for row in islice(map(_numbers, _ROW.findall(rows)), MOST_ROWS):
            if b"ht" in row and 1 <= (number := int(row.get(b"r", 0))) <= MOST_ROWS:
                heights[number - 1] = row[b"ht"]
        self.down = [0.0, *accumulate(height * _POINT for height in heights)]
        self.right = [0.0, *accumulate(pixels * _PIXEL for pixels in widths)]

    def point(self, row: int, column: int, down: int, right: int) -> tuple[float, float]:
        """Where a point lies, given by its cell (from 0) and how far into it."""
        top, left = self.down[min(row, MOST_ROWS)], self.right[min(column, MOST_COLUMNS)]
        return top + down, left + right

    def cells_under(self, area: tuple[float, float, float, float]) -> Area | None:
        """The cells whose middle lies under a shape."""
        top, left, bottom, right = area
        rows, columns = _between(self.down, top, bottom), _between(self.right, left, right)
        return (rows[0], columns[0], rows[1], columns[1]) if rows and columns else None


def _between(edges: list[float], start: float, end: float) -> tuple[int, int] | None:
    """The first and last (from 1) of which at most a margin looks out."""
    sizes = [after - before for before, after in pairwise(edges)]
    first = bisect_left([before + size / MARGIN for before, size in zip(edges, sizes, strict=False)], start)
    last = bisect_right([after - size / MARGIN for after, size in zip(edges[1:], sizes, strict=True)], end)
    return (first + 1, last) if first < last else None


def _drawn(package: Package, name: str, edges: _Edges) -> Iterator[tuple[float, float, float, float]]:
    anchors = [one for one in package.tree(name).iter() if local_name(one) in _ANCHORS]
    at_most(package.limits.ranges, len(anchors), "图形数")
    for anchor in anchors[:MOST_SHAPES]:
        parts = {local_name(one): one for one in anchor}
        if local_name(anchor) == "absoluteAnchor":
            start: tuple[float, float] | None = _pair(parts.get("pos"), "y", "x")
        else:
            start = _corner(parts.get("from"), edges)
        end, size = _corner(parts.get("to"), edges), _pair(parts.get("ext"), "cy", "cx")
        if start and size and not end:
            end = start[0] + size[0], start[1] + size[1]
        if start and end:
            yield *start, *end


def _corner(element: Element | None, edges: _Edges) -> tuple[float, float] | None:
    """Where an end of a shape lies."""
    found = {} if element is None else {local_name(one): one.text for one in element}
    row, column, down, right = (_whole(found.get(key)) for key in ("row", "col", "rowOff", "colOff"))
    return None if row is None or column is None else edges.point(max(row, 0), max(column, 0), down or 0, right or 0)


def _pair(element: Element | None, one: str, other: str) -> tuple[float, float] | None:
    if element is None or (first := _whole(element.get(one))) is None or (second := _whole(element.get(other))) is None:
        return None
    return first, second


def _objects(data: bytes, edges: _Edges) -> Iterator[tuple[bool, tuple[float, float, float, float]]]:
    """The notes and form controls of an old drawing, which need not be XML: whether it is a note, and where."""
    for piece in data.split(_OBJECT)[1 : MOST_SHAPES + 1]:
        body = piece.partition(_OBJECT_END)[0]
        note, anchor = _NOTE in body.partition(b">")[0], _ANCHOR.search(body)
        if anchor is None or (note and _OPEN not in body):
            continue
        numbers = [_whole(text.decode().strip()) for text in anchor[1].split(b",")]
        ends = [number for number in numbers if number is not None]
        if len(ends) == _ENDS:
            left, right_by, top, down_by = ends[:4]
            start = edges.point(top, left, down_by * _PIXEL, right_by * _PIXEL)
            left, right_by, top, down_by = ends[4:]
            yield note, (*start, *edges.point(top, left, down_by * _PIXEL, right_by * _PIXEL))


def _numbers(tag: bytes) -> dict[bytes, float]:
    """The attributes of a tag that are numbers."""
    found = _ATTRIBUTE.findall(tag)
    return {key: float(text) for key, text in found if text.count(b".") < 2 and text != b"."}  # noqa: PLR2004 - a point


def _pixels(width: float) -> float:
    return width * _DIGIT + _PADDING if width else 0


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdecimal() and len(text) <= _LONGEST else None
