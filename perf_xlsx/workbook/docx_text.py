"""The text of Word paragraphs as it shows: what was deleted or hidden, and what stands twice, left out."""

from collections.abc import Iterator

from perf_xlsx.workbook.xml_in import Element, local_name

TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
SPACES = (TRANSITIONAL, STRICT)

_NOT_SHOWN = frozenset({"pPr", "rPr", "del", "moveFrom", "Fallback", "instrText", "delText", "tbl", "rt"})
_SIGNS = {"tab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_OFF = frozenset({"0", "false", "off"})
# The font Symbol has signs of its own behind letters; these stand in target values.
_SYMBOLS = {"b3": "≥", "a3": "≤", "b1": "±", "b4": "×", "b8": "÷", "b9": "≠", "b0": "°", "d7": "·", "a5": "∞"}


def value_of(element: Element, name: str = "val") -> str | None:
    """Give an attribute of a Word element, in either namespace."""
    return next((found for space in SPACES if (found := element.get(space + name)) is not None), None)


def child_of(element: Element, *names: str) -> Element | None:
    """Find a child, or a child of a child, by local names."""
    found: Element | None = element
    for name in names:
        found = next((one for one in found if local_name(one) == name), None) if found is not None else None
    return found


def is_on(element: Element | None) -> bool:
    """Tell whether a switch is there and not put off."""
    return element is not None and value_of(element) not in _OFF


def paragraph_text(paragraph: Element) -> str:
    """Join what a paragraph shows."""
    return "".join(_pieces(paragraph)).strip("\n")


def heading_level(paragraph: Element) -> int:
    """The level of a heading style, 1 to 3, by the ids Word gives them (Heading1, or 1 in Chinese); else 0."""
    style = child_of(paragraph, "pPr", "pStyle")
    name = (value_of(style) or "").removeprefix("Heading") if style is not None else ""
    return int(name) if name in {"1", "2", "3"} else 0


def breaks_page(paragraph: Element) -> bool:
    """Tell whether a new page, or a section on a new page, begins with or inside a paragraph."""
    if is_on(child_of(paragraph, "pPr", "pageBreakBefore")):
        return True
    section = child_of(paragraph, "pPr", "sectPr")
    if section is not None:
        kind = child_of(section, "type")
        return kind is None or value_of(kind) != "continuous"
    tags = {space + "br" for space in SPACES}
    return any(one.tag in tags and value_of(one, "type") == "page" for one in paragraph.iter())


def _pieces(paragraph: Element) -> Iterator[str]:
    left = [iter(paragraph)]
    while left:
        child = next(left[-1], None)
        if child is None:
            left.pop()
            continue
        name = local_name(child)
        if name in _NOT_SHOWN:
            continue
        if name == "t":
            yield child.text or ""
        elif name == "br" and value_of(child, "type") in {"page", "column"}:
            continue
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield _symbol(child)
        elif name != "r" or not is_on(child_of(child, "rPr", "vanish")):
            left.append(iter(child))


def _symbol(element: Element) -> str:
    code = (value_of(element, "char") or "").lower()
    return _SYMBOLS.get(code[-2:], "") if (value_of(element, "font") or "").lower() == "symbol" else ""
