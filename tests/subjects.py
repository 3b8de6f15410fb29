"""Issued, filled and signed workbooks of every shipped template and its 空白版, and hands to change them with."""

import functools
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from mutations import Parts, parts_of
from returned import SHEET, STRINGS
from sensible import answers, worked_project
from tools import catalog

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import Identity, identity_of
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Issued, IssuedTarget, Register, Registered
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.book import a1
from perf_xlsx.workbook.write import write_form

KEY = b"a key nobody guesses"
STYLES, BOOK, CUSTOM = "xl/styles.xml", "xl/workbook.xml", "docProps/custom.xml"
Change = Callable[[Parts], None]
_COLUMNS = ("level1", "level2", "level3", "target", "points")


class LackingError(LookupError):
    """A layout has not what is asked for: a kind of tampering that needs it is not tried there."""


@dataclass(frozen=True, eq=False)
class Subject:
    """One workbook: what it is made of, and its parts."""

    name: str
    template: Template
    project: Project
    inputs: Mapping[Place, Value]
    form: FilledForm
    data: bytes

    @property
    def sheet(self) -> Sheet:
        """Its layout."""
        assert self.form.sheet is not None
        return self.form.sheet

    @property
    def identity(self) -> Identity:
        """What it says it is."""
        return identity_of(self.template, self.project, KEY)

    @functools.cached_property
    def parts(self) -> Parts:
        """The parts of the workbook."""
        return parts_of(self.data)

    @property
    def list_key(self) -> str:
        """The block of its indicators."""
        assert self.template.indicators is not None
        return self.template.indicators.key

    def cells(self, *roles: Role) -> Iterator[Cell]:
        """The visible cells of some roles, from top to bottom."""
        return (cell for cell in self.sheet.page.cells if cell.role in roles)

    def at(self, place: Place) -> str:
        """Where a value stands, A1 style."""
        cell = self.sheet.at[place]
        return a1(cell.row, cell.column)

    def given(self, column: str, number: int = 0) -> Place | None:
        """A locked cell of a column with something in it; the first one unless told."""
        cells = [cell.place for cell in self.cells(Role.GIVEN) if cell.place and cell.place.column == column]
        held = [place for place in cells if self.form.declared.get(place) is not None]
        return held[number] if len(held) > number else None

    def formula(self, columns: str, *, listed: bool | None = None) -> Place | None:
        """A formula cell of one of some columns that gives something; of the list, or not, or wherever."""
        for cell in self.cells(Role.FORMULA):
            place = cell.place
            if place is None or place.column not in columns.split() or self.form.value(place) is None:
                continue
            if listed is None or listed == (place.block == self.list_key):
                return place
        return None

    def row(self, number: int = 0) -> int:
        """The sheet row of an indicator that holds something; the first one unless told."""
        first = self.sheet.page.list_rows[0]
        used = [
            int(row)
            for row in self.sheet.indicator_rows
            if row not in self.form.idle_rows and self.form.value(Place(self.list_key, row, "level3")) is not None
        ]
        if number >= len(used):
            raise LackingError(f"{self.name}: {len(used)} rows")
        return first + used[number] - 1

    def register(self) -> Register:
        """What the operator has on file."""
        rows = [number for number, row in enumerate(self.project.shape, 1) if row.applies]
        cells = [[self.project.given.get(Place(self.list_key, str(row), key)) for key in _COLUMNS] for row in rows]
        targets = [IssuedTarget(str(row), *cell) for row, cell in zip(rows, cells, strict=True)]  # type: ignore[arg-type]
        issued = Issued(self.project.code, self.project.name, "x.xlsx", self.identity.digest)
        units = self.project.text("header", "supervising_department"), self.project.text("header", "implementing_unit")
        year = self.project.fiscal_year
        return {self.project.code: Registered(issued, *units, year, self.template.id, targets)}


@functools.cache
def subjects() -> tuple[Subject, ...]:
    """One of every shipped template, and one of its 空白版, filled in sensibly."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(
            _subject(name, Path(folder), blank=blank) for name in sorted(catalog().files) for blank in (False, True)
        )


def _subject(name: str, folder: Path, *, blank: bool) -> Subject:
    template = catalog().get(name, blank=blank)
    project = worked_project(template, folder)
    inputs = answers(template, project, folder)
    data = write_form(template, project, identity_of(template, project, KEY), inputs=inputs)
    form = issued_form(template, project, inputs)
    return Subject(f"{name}{'，空白版' if blank else ''}", template, project, inputs, form, data)


def saved(parts: Parts, file: Path) -> Path:
    """The parts as a workbook; packed quickly."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return file


def spelled(value: Value) -> str | None:
    """A value as a finding tells it."""
    return plain(value) if isinstance(value, Decimal) else value


def texted(part: str, edit: Callable[[str], str]) -> Change:
    """A part changed as text; it must be another afterwards."""

    def change(parts: Parts) -> None:
        before = parts[part].decode()
        after = edit(before)
        assert after != before, part
        parts[part] = after.encode()

    return change


def swapped(part: str, old: str, new: str) -> Change:
    """One text for another in a part."""
    return texted(part, lambda text: text.replace(old, new))


def matched(part: str, pattern: str, new: str, count: int = 0) -> Change:
    """What a pattern finds in a part replaced."""
    return texted(part, lambda text: re.sub(pattern, new, text, count=count, flags=re.DOTALL))


def both(*changes: Change) -> Change:
    """One after the other."""

    def change(parts: Parts) -> None:
        for one in changes:
            one(parts)

    return change


def put(where: str, inner: str, kind: str = "", style: str = "") -> Change:
    """What stands in a cell replaced (XML: formula and value), its style kept unless told."""

    def edit(xml: str) -> str:
        pattern = rf'<c r="{where}"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)'
        mark = f' t="{kind}"' if kind else ""

        def cell(found: re.Match[str]) -> str:
            number = style or found[1]
            look = f' s="{number}"' if number else ""
            return f'<c r="{where}"{look}{mark}>{inner}</c>'

        xml, count = re.subn(pattern, cell, xml, count=1)
        assert count == 1, where
        return xml

    return texted(SHEET, edit)


def typed(where: str, value: Value) -> Change:
    """A cell that holds another value now; None empties it."""
    if value is None:
        return put(where, "")
    return put(where, f"<v>{escape(spelled(value) or '')}</v>", "" if isinstance(value, Decimal) else "str")


def stored(where: str, value: Value) -> Change:
    """The result beside a formula changed, the formula left as it is."""

    def edit(xml: str) -> str:
        pattern = rf'(<c r="{where}"(?: s="\d+")?)[^>]*?>(<f>.*?</f>).*?</c>'
        mark = "" if isinstance(value, Decimal) else ' t="str"'
        new = f"<v>{escape(spelled(value) or '')}</v>"
        xml, count = re.subn(pattern, lambda found: f"{found[1]}{mark}>{found[2]}{new}</c>", xml, count=1)
        assert count == 1, where
        return xml

    return texted(SHEET, edit)


def looking(where: str, change: Callable[[str], str]) -> Change:
    """A cell given a format of its own; `change` makes it of the one it has (an `xf` element)."""

    def edit(parts: Parts) -> None:
        xml, styles = parts[SHEET].decode(), parts[STYLES].decode()
        found = re.search(rf'<c r="{where}"(?: s="(\d+)")?', xml)
        assert found is not None, where
        cells = re.search(r'(<cellXfs count=")(\d+)(">)(.*?)(</cellXfs>)', styles, re.DOTALL)
        assert cells is not None
        formats = re.findall(r"<xf [^>]*?/>|<xf .*?</xf>", cells[4], re.DOTALL)
        new = change(formats[int(found[1] or 0)])
        text = f"{cells[1]}{len(formats) + 1}{cells[3]}{cells[4]}{new}{cells[5]}"
        parts[STYLES] = (styles[: cells.start()] + text + styles[cells.end() :]).encode()
        parts[SHEET] = xml.replace(found[0], f'<c r="{where}" s="{len(formats)}"', 1).encode()

    return edit


def formatted(where: str, code: str) -> Change:
    """A cell given a number format of its own."""
    element = f'<numFmt numFmtId="499" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'

    def declared(styles: str) -> str:
        if "<numFmts" not in styles:
            return re.sub(r"(<styleSheet[^>]*>)", rf'\1<numFmts count="1">{element}</numFmts>', styles)
        return styles.replace("</numFmts>", element + "</numFmts>")

    return both(
        texted(STYLES, declared),
        looking(where, lambda xf: re.sub(r'numFmtId="\d+"', 'numFmtId="499"', xf)),
    )


def coloured(where: str, font: str) -> Change:
    """A cell given a font of its own: what stands inside its element."""

    def edit(parts: Parts) -> None:
        styles = parts[STYLES].decode()
        count = len(re.findall(r"<font>|<font/>", styles.partition("</fonts>")[0]))
        parts[STYLES] = styles.replace("</fonts>", f"<font>{font}</font></fonts>").encode()
        looking(where, lambda xf: re.sub(r'fontId="\d+"', f'fontId="{count}"', xf))(parts)

    return edit


def drawn(top: int, left: int, bottom: int, right: int) -> Change:
    """A picture or text box laid over the cells from a corner to another (1-based, all of them whole)."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    offsets = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff>"
    corner = offsets + "<xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    anchor = corner.format("from", left - 1, top - 1) + corner.format("to", right, bottom)
    drawing = f'<xdr:wsDr xmlns:xdr="{space}"><xdr:twoCellAnchor>{anchor}<xdr:sp/></xdr:twoCellAnchor></xdr:wsDr>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rId77" Type="{office}/drawing" Target="../drawings/drawing1.xml"/>'
    links = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    )

    def edit(parts: Parts) -> None:
        parts["xl/drawings/drawing1.xml"] = drawing.encode()
        name = "xl/worksheets/_rels/sheet1.xml.rels"
        before = parts.get(name, links.encode()).decode()
        parts[name] = (
            before if link in before else before.replace("</Relationships>", link + "</Relationships>")
        ).encode()
        swapped(SHEET, "</worksheet>", '<drawing r:id="rId77"/></worksheet>')(parts)

    return edit


def row_marked(row: int, mark: str) -> Change:
    """An attribute of a row said otherwise."""
    name = mark.partition("=")[0]

    def edit(xml: str) -> str:
        found = re.search(rf'<row [^>]*?\br="{row}"[^>]*>', xml)
        assert found is not None
        bare = re.sub(rf' {name}="[^"]*"', "", found[0])
        return xml.replace(found[0], bare.replace("<row ", f"<row {mark} ", 1))

    return texted(SHEET, edit)


def without_sheets(*names: str) -> Change:
    """Sheets deleted."""

    def edit(parts: Parts) -> None:
        for name in names:
            book, links = parts[BOOK].decode(), parts["xl/_rels/workbook.xml.rels"].decode()
            found = re.search(rf'<sheet name="{name}"[^>]*r:id="(\w+)"/>', book)
            assert found is not None, name
            target = re.search(rf'<Relationship Id="{found[1]}"[^>]*Target="([^"]*)"/>', links)
            assert target is not None, name
            parts[BOOK] = book.replace(found[0], "").encode()
            parts["xl/_rels/workbook.xml.rels"] = links.replace(target[0], "").encode()
            del parts["xl/" + target[1]]

    return edit


def string_swapped(old: str, new: str) -> Change:
    """One text for another among the strings of the workbook."""
    return swapped(STRINGS, old, new)
