"""What openpyxl leaves out when it saves a workbook, put back: pictures, shapes and charts as they were, results.

The parts of a drawing are taken over byte by byte; one that leads out of the file, or to a part of another kind, stays
as openpyxl wrote it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from perf_xlsx.workbook.book import Book, SheetGrid, split_a1
from perf_xlsx.workbook.limits import DEFAULT_LIMITS
from perf_xlsx.workbook.package import Package, package_of
from perf_xlsx.workbook.relations import CONTENT_TYPES, content_types, relations_of
from perf_xlsx.workbook.workbook_in import open_workbook, sheet_entries
from perf_xlsx.workbook.xlsx_in import read_xlsx

DRAWING, KEPT = "drawing", "rIdKept"
_KINDS = frozenset({"image", "chart", "chartUserShapes", "chartStyle", "chartColorStyle"})
_DIAGRAM = "diagram"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
_UNFILLED = re.compile(
    r'<c r="([A-Z]{1,3}\d+)"( s="\d+")?(?: t="\w+")?>(<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)<v ?(?:/>|></v>)</c>'
)
_DRAWN = re.compile(r"<drawing\b[^>]*/>")
_AFTER_DRAWING = re.compile(r"<legacyDrawing|<tableParts|<extLst|</worksheet>")
_TYPES = {"n": "", "s": ' t="str"', "b": ' t="b"', "e": ' t="e"'}

Parts = dict[str, bytes]


def restored(before: bytes, after: bytes) -> bytes:
    """The workbook openpyxl saved, with what it left out of the one it had read."""
    old, new = package_of(before, DEFAULT_LIMITS), package_of(after, DEFAULT_LIMITS)
    parts = {info.filename: new.archive.read(info) for info in new.archive.infolist()}
    sources, targets = _sheets(old), _sheets(new)
    grids = {grid.name: grid for grid in _book(old).sheets}
    for name, target in targets.items():
        if name in grids:
            parts[target] = _with_results(parts[target].decode(), grids[name]).encode()
    drawn = {targets[name]: drawing for name, source in sources.items() for drawing in _drawings(old, source)}
    taken = {part for drawing in drawn.values() for part in _reached(old, drawing)}
    if drawn and all(_is_plain(old, part) for part in taken):
        _draw(parts, drawn, {part for sheet in drawn for one in _drawings(new, sheet) for part in _reached(new, one)})
        _take_over(parts, old, taken)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _book(package: Package) -> Book:
    return read_xlsx(package, content_types(package), relations_of(package, ""), DEFAULT_LIMITS)


def _sheets(package: Package) -> Mapping[str, str]:
    """The part of every sheet, by the sheet's name."""
    workbook = open_workbook(package, content_types(package), relations_of(package, ""))
    return {one.name: one.part for one in sheet_entries(workbook, DEFAULT_LIMITS) if one.part is not None}


def _with_results(text: str, grid: SheetGrid) -> str:
    """The stored results of formulas, which openpyxl does not write."""

    def filled(found: re.Match[str]) -> str:
        cell = grid.cells.get(split_a1(found[1]) or (0, 0))
        if cell is None or cell.formula is None or cell.kind not in _TYPES:
            return found[0]
        kind, style = _TYPES[cell.kind], found[2] or ""
        return f'<c r="{found[1]}"{style}{kind}>{found[3]}<v>{escape(cell.text)}</v></c>'

    return _UNFILLED.sub(filled, text)


def _drawings(package: Package, sheet: str) -> Iterator[str]:
    found = (one for one in relations_of(package, sheet).values() if one.kind == DRAWING)
    return (one.target for one in found if not one.external and one.target in package)


def _reached(package: Package, part: str) -> set[str]:
    """A drawing and every part it leads to; "" stands for a way out of the file."""
    found, waiting = set[str](), [part]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        for relation in relations_of(package, one).values():
            inside = not relation.external and relation.target in package
            known = relation.kind in _KINDS or relation.kind.startswith(_DIAGRAM)
            waiting += [relation.target] if inside and known else []
            found |= set() if inside and known else {""}
    return found


def _is_plain(package: Package, part: str) -> bool:
    return bool(part) and part.startswith("xl/") and part in package


def _draw(parts: Parts, drawn: Mapping[str, str], dropped: set[str]) -> None:
    """Let the sheets show the drawings they had; what openpyxl made of them goes."""
    for part in dropped - {""}:
        parts.pop(part, None)
        parts.pop(_relations_part(part), None)
    for sheet, drawing in drawn.items():
        text = _DRAWN.sub("", parts[sheet].decode())
        element = f'<drawing xmlns:r="{_OFFICE}" r:id="{KEPT}"/>'
        parts[sheet] = _AFTER_DRAWING.sub(lambda found: element + found[0], text, count=1).encode()  # noqa: B023
        relations = parts.get(_relations_part(sheet), _RELATIONS).decode()
        relations = re.sub(rf'<Relationship\b[^>]*/{DRAWING}"[^>]*/>', "", relations)
        one = f'<Relationship Id="{KEPT}" Type="{_OFFICE}/{DRAWING}" Target={quoteattr("/" + drawing)}/>'
        parts[_relations_part(sheet)] = relations.replace("</Relationships>", f"{one}</Relationships>").encode()


def _take_over(parts: Parts, old: Package, taken: set[str]) -> None:
    types, known = content_types(old), parts[CONTENT_TYPES].decode()
    for part in sorted(taken):
        for name in (part, _relations_part(part)):
            if name in old:
                parts[name] = old.archive.read(old.parts[name.lower()])
        known = re.sub(rf'<Override\b[^>]*"/{re.escape(part)}"[^>]*/>', "", known)
        override = f'<Override PartName={quoteattr("/" + part)} ContentType="{types.get(part.lower(), "")}"/>'
        known = known.replace("</Types>", f"{override}</Types>")
    gone = (found for found in re.findall(r'<Override\b[^>]*PartName="/([^"]*)"[^>]*/>', known) if found not in parts)
    for part in gone:
        known = re.sub(rf'<Override\b[^>]*"/{re.escape(part)}"[^>]*/>', "", known)
    parts[CONTENT_TYPES] = known.encode()


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
