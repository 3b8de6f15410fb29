"""The reader for .ods: one guarded pass over its parts, in the limits of every zip-based file."""

from collections.abc import Iterable

from perf_xlsx.workbook.book import LAST_COLUMN, Book, SheetGrid, Validation
from perf_xlsx.workbook.extras import DDE, EMBEDDED, LINK, MACRO, in_order
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.ods_cells import Table, columns_of, repeated
from perf_xlsx.workbook.ods_content import SPREADSHEET, read_content
from perf_xlsx.workbook.ods_formulas import excel_reference, links_elsewhere
from perf_xlsx.workbook.ods_styles import OFFICE, TABLE, OpenStyles
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import RefusedError, at_most, damaged
from perf_xlsx.workbook.xml_in import Element, is_true, local_name

OPEN_SHEET = "opendocument.spreadsheet"

_MANIFEST = "META-INF/manifest.xml"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_LIBRARIES = ("script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml")
_HIDDEN = frozenset({"collapse", "filter"})

_DEMANDS = (
    ("is-whole-number", "whole"),
    ("is-decimal-number", "decimal"),
    ("is-in-list", "list"),
    ("is-date", "date"),
    ("is-time", "time"),
    ("text-length", "textLength"),
)

_Kinds = dict[str, tuple[str, bool]]
_Columns = tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int], ...]]


def media_type(package: Package) -> str:
    """The type an OpenDocument file declares of itself, in the first part or in its manifest; else an empty text."""
    if "mimetype" in package:
        return package.read("mimetype")[:200].decode("ascii", "replace").strip()
    if _MANIFEST not in package:
        return ""
    return next((kind for path, kind in _manifest(package) if path == "/"), "")


def read_ods(package: Package, limits: Limits) -> Book:
    """Read a workbook from its opened package."""
    listed = _manifest(package) if _MANIFEST in package else []
    content = read_content(package, limits)
    body, styles = content.root.find(SPREADSHEET), content.styles
    if body is None:
        raise damaged("找不到工作簿部件")
    kinds = _kinds(body)
    tables = body.findall(f"{TABLE}table")
    at_most(limits.sheets, len(tables), "工作表数")
    if not tables:
        raise damaged("工作簿里没有工作表")
    grids = tuple(_sheet(table, content.table(table), styles, kinds) for table in tables)
    return Book(
        sheets=grids,
        styles=styles.styles,
        properties=_properties(package, limits),
        names=_names(body, limits),
        date1904=False,
        extras=_extras(package, listed, body, grids),
    )


def _manifest(package: Package) -> list[tuple[str, str]]:
    """The parts and their types as the manifest lists them; one that is encrypted ends the reading."""
    found = []
    for entry in package.tree(_MANIFEST):
        if any(local_name(child) == "encryption-data" for child in entry):
            raise RefusedError("F02", "加密的 OpenDocument 表格")
        named = {name.rpartition("}")[2]: value for name, value in entry.attrib.items()}
        found.append((named.get("full-path", ""), named.get("media-type", "")))
    return found


def _kinds(body: Element) -> _Kinds:
    """What each validation demands, in one word, and whether a blank passes; the condition itself is not read."""
    found = body.iterfind(f"{TABLE}content-validations/{TABLE}content-validation")
    return {
        one.get(f"{TABLE}name", ""): (
            _demand(one.get(f"{TABLE}condition", "")),
            is_true(one.get(f"{TABLE}allow-empty-cell", "true")),
        )
        for one in found
    }


def _demand(condition: str) -> str:
    return next((kind for word, kind in _DEMANDS if word in condition), "custom" if condition else "none")


def _sheet(table: Element, found: Table, styles: OpenStyles, kinds: _Kinds) -> SheetGrid:
    columns, hidden = _columns(table, styles)
    return SheetGrid(
        name=table.get(f"{TABLE}name", ""),
        state="hidden" if table.get(f"{TABLE}style-name") in styles.hidden_tables else "visible",
        cells=found.cells,
        blanks=found.blanks,
        row_styles=found.row_styles,
        column_styles=columns,
        protection={"sheet": "1"} if is_true(table.get(f"{TABLE}protected")) else None,
        merges=tuple(found.merges),
        validations=tuple(
            Validation(" ".join(areas), kind, "", "", "", allow_blank=blank)
            for name, areas in found.validations.items()
            for kind, blank in [kinds.get(name, ("custom", True))]
        ),
        hidden_rows=frozenset(found.hidden_rows),
        hidden_columns=hidden,
    )


def _columns(table: Element, styles: OpenStyles) -> _Columns:
    """The styles of columns, and which are hidden, each from a first to a last column."""
    own, hidden, first = [], [], 1
    try:
        for element in columns_of(table):
            last = min(first + repeated(element, "columns", LAST_COLUMN) - 1, LAST_COLUMN)
            style = styles.numbers.get(element.get(f"{TABLE}default-cell-style-name"), 0)
            if style and first <= last:
                own.append((first, last, style))
            if element.get(f"{TABLE}visibility") in _HIDDEN and first <= last:
                hidden.append((first, last))
            first = last + 1
    except ValueError as error:
        raise damaged("列的范围或样式无效") from error
    at_most(LAST_COLUMN, max(len(own), len(hidden)), "列定义数")
    return tuple(own), tuple(hidden)


def _names(body: Element, limits: Limits) -> dict[str, str]:
    ranges = body.findall(f"{TABLE}named-expressions/{TABLE}named-range")
    at_most(limits.names, len(ranges), "定义名称数")
    return {one.get(f"{TABLE}name", ""): excel_reference(one.get(f"{TABLE}cell-range-address", "")) for one in ranges}


def _properties(package: Package, limits: Limits) -> dict[str, str]:
    if "meta.xml" not in package:
        return {}
    found = package.tree("meta.xml").findall(f"{OFFICE}meta/{_META}user-defined")
    at_most(limits.names, len(found), "自定义属性数")
    return {one.get(f"{_META}name", ""): "".join(one.itertext()) for one in found}


def _extras(
    package: Package, listed: Iterable[tuple[str, str]], body: Element, grids: Iterable[SheetGrid]
) -> tuple[str, ...]:
    """What the file carries beside cells: a chart is drawn by the program itself and counts for nothing."""
    found = set()
    folders = [part for part in package.parts if part.startswith(("basic/", "scripts/")) and not part.endswith("/")]
    if any(not part.endswith(_LIBRARIES) for part in folders):
        found.add(MACRO)
    kinds = [kind for path, kind in listed if path != "/" and kind]
    objects = ("application/vnd.oasis.opendocument.", "application/vnd.sun.star.oleobject")
    if any(kind.startswith(objects) and not kind.endswith(".chart") for kind in kinds):
        found.add(EMBEDDED)
    if body.find(f"{TABLE}dde-links") is not None:
        found.add(DDE)
    formulas = [cell.formula for grid in grids for cell in grid.cells.values() if cell.formula]
    linked = body.find(f"{TABLE}table/{TABLE}table-source") is not None
    if linked or any(links_elsewhere(formula) for formula in formulas):
        found.add(LINK)
    if any("DDE(" in formula for formula in formulas):
        found.add(DDE)
    return in_order(found)
