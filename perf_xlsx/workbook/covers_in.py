"""Conditional formats that show something else than what stands in a cell, or nothing."""

from collections.abc import Iterator

from perf_xlsx.workbook.faint_in import hides, is_black
from perf_xlsx.workbook.xml_in import Element, is_true, local_name

# Bars and icons may stand in the number's place.
_MARKS = frozenset({"dataBar", "iconSet"})


def repainted_by(root: Element, repainting: frozenset[str], space: str) -> tuple[str, ...]:
    """The ranges of a sheet whose conditional format shows something else; `repainting` are such formats by number."""
    return tuple(_repainted(root, repainting, space))


def _repainted(root: Element, repainting: frozenset[str], space: str) -> Iterator[str]:
    for element in root:
        if local_name(element) == "conditionalFormatting" and any(_hides(one, repainting, space) for one in element):
            yield element.get("sqref", "")
        elif local_name(element) == "extLst":
            yield from _extended(element, space)


def _extended(extensions: Element, space: str) -> Iterator[str]:
    """The same of those Excel 2010 and later keep apart: format and ranges stand inside."""
    for element in extensions.iter():
        if local_name(element) == "conditionalFormatting" and any(
            _hides(one, frozenset(), space) for one in element if local_name(one) == "cfRule"
        ):
            yield next((one.text or "" for one in element if local_name(one) == "sqref"), "")


def _hides(rule: Element, repainting: frozenset[str], space: str) -> bool:
    if rule.get("dxfId") in repainting:
        return True
    own = next((one for one in rule if local_name(one) == "dxf"), None)
    bare = any(local_name(one) in _MARKS and not is_true(one.get("showValue", "1")) for one in rule)
    scales = (one for one in rule if local_name(one) == "colorScale")
    colours = [colour for scale in scales for colour in scale if local_name(colour) == "color"]
    return bare or (own is not None and hides(own, space)) or (bool(colours) and all(map(is_black, colours)))
