"""XML out of a hostile part: no DTD, few enough marks, not too deep; then the standard parser."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import cast
from xml.etree import ElementTree as ET

from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged, shown

Element = ET.Element

TRUE = frozenset({"1", "true", "on"})
PIECE = 64 * 1024

_DTD = b"<!DOCTYPE"
_WIDE_DTD = tuple(_DTD.decode("ascii").encode(encoding) for encoding in ("utf-16-le", "utf-16-be"))
_MAIN = frozenset(
    {
        "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
        "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
    },
)


def parse(data: bytes, name: str, limits: Limits, around: bytes | None = None) -> Element:
    """Build the tree of one part; refuse what is no XML, declares a DTD, or is past a limit.

    `around` is what of it has not been read in another way: the limits are for all of it.
    """
    left = data if around is None else around
    _guard_declarations(left, name)
    guard_size(data, name, limits)
    try:
        root = ET.fromstring(left)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise damaged(f"部件{shown(name)}不是完整的 XML") from error
    if len(data) > limits.small_bytes:
        guard_depth(root, name, limits.depth)
    return root


def parse_on_the_way(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, Element]]:
    """What starts and what ends in one part ("start", "end"), refused like `parse`; the first is its root.

    What has ended and been read may be emptied (`Element.clear`), so that a large part never stands in memory whole.
    """
    _guard_declarations(data, name)
    guard_size(data, name, limits)
    parser: ET.XMLPullParser[Element] = ET.XMLPullParser(("start", "end"))
    depth = 0
    try:
        for first in range(0, len(data), PIECE):
            parser.feed(data[first : first + PIECE])
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                depth += 1 if event == "start" else -1
                if depth > limits.depth:
                    at_most(limits.depth, depth, f"部件{shown(name)}的嵌套层数")
                yield event, element
        parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise damaged(f"部件{shown(name)}不是完整的 XML") from error


@lru_cache(maxsize=16)
def parse_known(data: bytes, name: str, limits: Limits) -> Element:
    """Parse a small part that is the same, byte for byte, in form after form; the tree must not be changed."""
    return parse(data, name, limits)


def guard_size(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a part with more in it than its tree may take."""
    if len(data) > limits.small_bytes:
        at_most(limits.xml_bytes, len(data), f"部件{shown(name)}解压后大小", "字节")
    if len(data) > max(limits.small_bytes, limits.xml_marks):  # a mark takes a byte
        at_most(limits.xml_marks, data.count(b"<"), f"部件{shown(name)}的标记数")
        at_most(limits.xml_marks, data.count(b"="), f"部件{shown(name)}的属性数")


def main_namespace(root: Element, local: str, name: str) -> str:
    """Give the namespace, braces included, of a part that must have a given root (Transitional or Strict)."""
    space, brace, found = root.tag.rpartition("}")
    if found != local or space + brace not in _MAIN:
        raise damaged(f"部件{shown(name)}不是工作簿的内容")
    return space + brace


def local_name(element: Element) -> str:
    """Give an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def is_true(text: str | None) -> bool:
    """Read an XML boolean; absent is false."""
    return text in TRUE


def is_below(text: str | None, least: float) -> bool:
    """Whether a stored measure is a number below another; absent, or no number, is not."""
    try:
        return text is not None and float(text) < least
    except ValueError:
        return False


def _guard_declarations(data: bytes, name: str) -> None:
    # The parser takes UTF-8 and 8-bit encodings, in all of which ASCII stands for itself, and UTF-16.
    if _DTD in data or (b"\0" in data and any(spelling in data for spelling in _WIDE_DTD)):
        raise damaged(f"部件{shown(name)}含文档类型声明（DTD），工作簿不应有此内容")


def guard_depth(root: Element, name: str, limit: int) -> None:
    """Refuse a tree that is deeper than a limit."""
    level, depth = [root], 0
    while level:
        depth += 1
        at_most(limit, depth, f"部件{shown(name)}的嵌套层数")
        level = list(chain.from_iterable(level))
