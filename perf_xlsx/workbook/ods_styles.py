"""The styles of an .ods, as far as reading needs them: number format, locked, hidden, and which tables are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from perf_xlsx.workbook.book import Style
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.xml_in import Element, is_true, local_name

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

_GROUPS = frozenset({f"{OFFICE}styles", f"{OFFICE}automatic-styles"})
_DEFAULT = ""
_PARENTS = 16
_GENERAL = "General"
_PLACES = 30
_DATE_PARTS = {"year": "y", "month": "m", "day": "d", "hours": "h", "minutes": "m", "seconds": "s"}
_LITERAL = frozenset("%/-:. ,()")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell style as written: what it does not say, its parent does."""

    parent: str
    shown: str | None
    protect: str | None


@dataclass(slots=True)
class OpenStyles:
    """The cell styles by number and by name, and the names of table styles that hide their table."""

    styles: tuple[Style, ...] = ()
    numbers: dict[str | None, int] = field(default_factory=dict)
    hidden_tables: set[str | None] = field(default_factory=set)


def read_open_styles(roots: Iterable[Element], limits: Limits) -> OpenStyles:
    """Read the styles of the parts given, a later one's before an earlier one's of the same name."""
    found = OpenStyles()
    cells: dict[str, _Cell] = {}
    codes: dict[str, str] = {}
    for element in (element for group in style_groups(roots) for element in group):
        kind, name, family = local_name(element), element.get(f"{STYLE}name", _DEFAULT), element.get(f"{STYLE}family")
        if kind in {"style", "default-style"} and family == "table-cell":
            cells[name] = _cell(element)
        elif kind == "style" and family == "table":
            shown = (child.get(f"{TABLE}display") for child in element)
            (found.hidden_tables.add if "false" in shown else found.hidden_tables.discard)(name)
        elif element.tag.startswith(NUMBER):
            codes[name] = _code(element, kind)
    at_most(limits.styles, len(cells), "单元格样式数")
    names = [_DEFAULT, *(name for name in cells if name)]
    found.styles = tuple(_resolved(name, cells, codes) for name in names)
    found.numbers = {name: number for number, name in enumerate(names)}
    found.numbers[None] = 0
    return found


def style_groups(roots: Iterable[Element]) -> list[Element]:
    """What holds the styles of the parts given."""
    return [group for root in roots for group in root if group.tag in _GROUPS]


def _cell(element: Element) -> _Cell:
    protect = (child.get(f"{STYLE}cell-protect") for child in element)
    return _Cell(
        element.get(f"{STYLE}parent-style-name", _DEFAULT),
        element.get(f"{STYLE}data-style-name"),
        next((one for one in protect if one is not None), None),
    )


def _resolved(name: str, cells: Mapping[str, _Cell], codes: Mapping[str, str]) -> Style:
    shown = protect = None
    for _ in range(_PARENTS):
        cell = cells.get(name)
        if cell is None:
            break
        shown = cell.shown if shown is None else shown
        protect = cell.protect if protect is None else protect
        if name == _DEFAULT:
            break
        name = cell.parent
    code = codes.get(shown or "", _GENERAL)
    words = (protect or "protected").split()
    locked = "protected" in words or "hidden-and-protected" in words
    return Style(code, locked=locked, hidden="formula-hidden" in words or "hidden-and-protected" in words)


def _code(element: Element, kind: str) -> str:
    """A number format in the spelling of workbooks: what is shown, with the texts around it."""
    if kind == "text-style":
        return "@"
    parts = [_part(child) for child in element]
    code = "".join(parts)
    if kind == "percentage-style" and "%" not in code:
        code += "%"
    return code or _GENERAL


def _part(element: Element) -> str:
    kind = local_name(element)
    if kind == "number":
        return _number(element)
    if kind == "text":
        return _literal(element.text or "")
    if kind == "am-pm":
        return "AM/PM"
    sign = _DATE_PARTS.get(kind)
    if sign is None:
        return ""
    if is_true(element.get(f"{NUMBER}textual")):
        return sign * 3
    long = element.get(f"{NUMBER}style") == "long"
    if sign == "y":
        return "yyyy" if long else "yy"
    return sign * 2 if long else sign


def _number(element: Element) -> str:
    places = element.get(f"{NUMBER}decimal-places")
    if places is None:
        return _GENERAL
    count = min(int(places), _PLACES) if places.isdecimal() and len(places) < 3 else 0  # noqa: PLR2004 - two digits
    whole = "#,##0" if is_true(element.get(f"{NUMBER}grouping")) else "0"
    return f"{whole}.{'0' * count}" if count else whole


def _literal(text: str) -> str:
    return text if _LITERAL.issuperset(text) else '"' + text.replace('"', "") + '"'
