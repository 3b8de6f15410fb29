"""What lies over the cells of a sheet: pictures and shapes, and conditional formats that show something else."""

from collections.abc import Collection, Iterator

from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.relations import relations_of
from perf_xlsx.workbook.xml_in import Element, local_name

Area = tuple[int, int, int, int]

# A seal on an honest form is one; past so many nobody looks at the rest.
MOST_SHAPES = 200


def drawn_over(package: Package, part: str) -> tuple[Area, ...]:
    """The cells that lie whole under each picture or shape of a sheet that is anchored at both ends."""
    return tuple(_drawn(package, part))


def repainted_by(root: Element, repainting: Collection[str]) -> tuple[str, ...]:
    """The ranges of a sheet whose conditional format is one of those that show something else."""
    return tuple(_repainted(root, repainting)) if repainting else ()


def _drawn(package: Package, part: str) -> Iterator[Area]:
    names = [one.target for one in relations_of(package, part).values() if one.kind == "drawing"]
    for name in names:
        if name not in package:
            continue
        anchors = [one for one in package.tree(name) if local_name(one) == "twoCellAnchor"]
        at_most(package.limits.ranges, len(anchors), "图形数")
        for anchor in anchors[:MOST_SHAPES]:
            ends = {local_name(one): one for one in anchor}
            start, end = (_corner(ends.get(name)) for name in ("from", "to"))
            if start and end:
                (top, left, down, right), (row, column, _, _) = start, end
                yield top + (down > 0) + 1, left + (right > 0) + 1, row, column


def _corner(element: Element | None) -> tuple[int, int, int, int] | None:
    """Row, column (from 0) of an end of a shape, and how far into that cell it lies."""
    found = {} if element is None else {local_name(one): one.text or "" for one in element}
    texts = [found.get(key, "") for key in ("row", "col", "rowOff", "colOff")]
    numbers = [int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None for text in texts]  # noqa: PLR2004 - digits
    row, column, down, right = numbers
    return None if row is None or column is None else (row, column, down or 0, right or 0)


def _repainted(root: Element, repainting: Collection[str]) -> Iterator[str]:
    for element in root:
        if local_name(element) == "conditionalFormatting" and any(one.get("dxfId") in repainting for one in element):
            yield element.get("sqref", "")
