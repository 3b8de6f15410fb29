"""The reader for .docx: each table becomes a sheet, with the text that stands above it as its first rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perf_xlsx.narrative.passage import Passage, cell_place, paragraph_place
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, Style, range_text
from perf_xlsx.workbook.docx_tables import Table, blocks, read_table
from perf_xlsx.workbook.docx_text import SPACES, breaks_page, heading_level, paragraph_text
from perf_xlsx.workbook.extras import DDE, LINK, extras_of, in_order
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.package import Package
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.relations import Relation, relations_of
from perf_xlsx.workbook.xml_in import Element, local_name

CANNOT_TELL = dict.fromkeys(("formulas", "locks", "numbers", "validations"), ".docx 里全是文字，没有公式和锁定")

_KINDS = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
_FOOT = ("注", "备注", "说明", "填报人", "填表人", "填报单位", "联系人", "联系电话", "审核人", "单位负责人")
_STYLES = (Style("@", locked=False, hidden=False),)


@dataclass(slots=True)
class _Sheet:
    """What gathers of one sheet: tables and the lines around them, one below the other."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    blanks: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    width: int = 1
    tables: list[tuple[int, int]] = field(default_factory=list)

    def add_line(self, text: str) -> None:
        self.rows += 1
        self.texts[self.rows, 1] = text
        if self.width > 1:
            self.merges.append((self.rows, 1, self.rows, self.width))

    def add_table(self, table: Table, number: int) -> None:
        above = self.rows
        self.tables.append((above, number))
        self.texts |= {(above + row, column): text for (row, column), text in table.texts.items()}
        self.blanks |= {(above + row, column) for row, column in table.blanks}
        self.merges += [(above + top, left, above + bottom, right) for top, left, bottom, right in table.merges]
        self.hidden |= {above + row for row in table.hidden}
        self.rows += table.rows
        self.width = max(self.width, table.width)


@dataclass(slots=True)
class _Between:
    """The lines since the last table, and how many of them stand before the first new page."""

    lines: list[str] = field(default_factory=list)
    page: int | None = None


@dataclass(slots=True)
class _Told:
    """What the document says in order: its paragraphs with text and its tables, each counted from 1."""

    passages: list[Passage] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def add_line(self, text: str, level: int) -> None:
        self.paragraphs += 1
        self.passages.append(Passage(text, paragraph_place(self.paragraphs), level=level))

    def add_table(self, table: Table) -> None:
        self.tables += 1
        for (row, column), text in sorted(table.texts.items()):
            self.passages.append(Passage(text, cell_place(self.tables, row, column), self.tables))


def is_document(types: Mapping[str, str]) -> bool:
    """Tell whether a package is a Word document, with or without macros."""
    return any(kind.endswith(_KINDS) for kind in types.values())


def read_docx(package: Package, types: Mapping[str, str], roots: Mapping[str, Relation], limits: Limits) -> Book:
    """Read the tables of a document from its opened package; a document without any is one sheet of lines."""
    name = next((relation.target for relation in roots.values() if relation.kind == "officeDocument"), "")
    if name not in package:
        raise damaged("找不到文档部件")
    root = package.tree(name)
    body = next((found for space in SPACES if (found := root.find(f"{space}body")) is not None), None)
    if body is None:
        raise damaged("找不到文档的正文")
    told = _Told()
    sheets = list(_sheets(body, told, limits))
    relations = relations_of(package, name)
    return Book(
        sheets=tuple(_grid(number, sheet, limits) for number, sheet in enumerate(sheets, 1)),
        styles=_STYLES,
        properties={},
        names={},
        date1904=False,
        extras=in_order({*extras_of(package, types, relations.values(), ()), *_fields(root, relations)}),
        cannot_tell=CANNOT_TELL,
        passages=tuple(told.passages),
        tables={_name(number): tuple(sheet.tables) for number, sheet in enumerate(sheets, 1)},
    )


def _sheets(body: Element, told: _Told, limits: Limits) -> Iterator[_Sheet]:
    """Tables with the lines above them; the lines behind the last table of a page stay below it."""
    sheet: _Sheet | None = None
    between = _Between()
    cells = found = 0
    for block in blocks(body):
        if local_name(block) == "p":
            _note(between, block, told, limits)
            continue
        table = read_table(block, limits)
        told.add_table(table)
        cells += table.cells
        at_most(limits.cells, cells, "单元格数", "个")
        if sheet is not None and not between.lines and between.page is None and not table.begins_with_title:
            sheet.add_table(table, told.tables)  # one table that was torn in two
            continue
        found += 1
        at_most(limits.sheets, found, "表格数")
        below = _below(between) if sheet is not None else 0
        if sheet is not None:
            yield _with_lines(sheet, between.lines[:below])
        sheet = _Sheet(width=table.width)
        _with_lines(sheet, between.lines[below:]).add_table(table, told.tables)
        between = _Between()
    yield _with_lines(sheet or _Sheet(), between.lines)


def _note(between: _Between, paragraph: Element, told: _Told, limits: Limits) -> None:
    if breaks_page(paragraph) and between.page is None:
        between.page = len(between.lines)
    text = paragraph_text(paragraph)
    at_most(limits.text_length, len(text), "单个文本长度", "字")
    if text.strip():
        between.lines.append(text)
        told.add_line(text, heading_level(paragraph))
        at_most(limits.cells, len(between.lines), "段落数", "个")


def _below(between: _Between) -> int:
    """How many of the lines between two tables belong to the upper one: up to the new page, else what signs it."""
    if between.page is not None:
        return between.page
    signing = (number for number, line in enumerate(between.lines) if not line.strip().startswith(_FOOT))
    return next(signing, 0)


def _with_lines(sheet: _Sheet, lines: list[str]) -> _Sheet:
    for line in lines:
        sheet.add_line(line)
    return sheet


def _name(number: int) -> str:
    return f"表格{number}"


def _grid(number: int, sheet: _Sheet, limits: Limits) -> SheetGrid:
    at_most(limits.text_length, max(map(len, sheet.texts.values()), default=0), "单个文本长度", "字")
    return SheetGrid(
        name=_name(number),
        state="visible",
        cells={place: RawCell("s", text, None, 0) for place, text in sheet.texts.items()},
        blanks=dict.fromkeys(sheet.blanks, 0),
        row_styles={},
        column_styles=(),
        protection=None,
        merges=tuple(range_text(*corners) for corners in sheet.merges),
        validations=(),
        hidden_rows=frozenset(sheet.hidden),
        hidden_columns=(),
    )


def _fields(root: Element, relations: Mapping[str, Relation]) -> set[str]:
    """Fields that ask another program, and objects that stand in another file."""
    asked = ("".join(one.itertext()).split() for one in root.iter() if local_name(one) == "instrText")
    found = {DDE} if any(words and words[0].upper() in {"DDE", "DDEAUTO"} for words in asked) else set()
    linked = any(relation.kind == "oleObject" and relation.external for relation in relations.values())
    return found | ({LINK} if linked else set())
