"""The door to python-docx: a narrative report as a Word document, the same bytes for the same report."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from perf_xlsx.files.safe_text import UNSEEN
from perf_xlsx.report.narrative import Grid, Heading, Line, Piece

BODY_FONT, HEAD_FONT, LATIN_FONT = "仿宋", "黑体", "Times New Roman"
_FIXED = datetime(2020, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# What XML cannot hold, lone surrogates of broken file names among it.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of a column, in signs; of a table, in centimetres.
_NARROWEST, _WIDEST, _PADDING, _TABLE_WIDTH = 4, 14, 3, 15.6
_TABLE, _ANNEX = "表格文字", "附表文字"


def write_narrative(pieces: Sequence[Piece], fiscal_year: int | None) -> bytes:
    """Give the document; `fiscal_year` stands above the annexed form."""
    document = Document()
    _styled(document)
    for piece in pieces:
        match piece:
            case Heading(text, 0):
                document.add_paragraph(_clean(text), style="Title")
            case Heading(text, level):
                document.add_heading(_clean(text), level)
            case Line(text):
                document.add_paragraph(_clean(text))
            case Grid():
                _add_grid(document, piece, fiscal_year)
    _number_pages(document.sections[0].footer.paragraphs[0])
    return _same_bytes(document)


def _styled(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    normal = _style(document, "Normal", BODY_FONT, 16)
    normal.paragraph_format.first_line_indent = Pt(32)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(28)
    normal.paragraph_format.space_after = Pt(0)
    title = _style(document, "Title", HEAD_FONT, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.first_line_indent = Pt(0)
    title.paragraph_format.space_after = Pt(20)
    border = title.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:  # Word's own title is underlined
        border.getparent().remove(border)
    for level in (1, 2, 3):
        heading = _style(document, f"Heading {level}", HEAD_FONT if level == 1 else BODY_FONT, 16)
        heading.font.bold = level > 1
        heading.paragraph_format.space_before = Pt(0)
    for name, size in ((_TABLE, 12.0), (_ANNEX, 9.0)):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        small = _style(document, name, BODY_FONT, size)
        small.paragraph_format.first_line_indent = Pt(0)
        small.paragraph_format.space_before = small.paragraph_format.space_after = Pt(2)
        small.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = _FIXED


def _style(document: Doc, name: str, font: str, size: float) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(name)
    style.font.name, style.font.size = LATIN_FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)  # a theme's font would win over ours
    fonts.set(qn("w:eastAsia"), font)
    return style


def _add_grid(document: Doc, grid: Grid, fiscal_year: int | None) -> None:
    if grid.annex:
        document.add_paragraph(grid.annex).paragraph_format.page_break_before = True
        document.add_paragraph("项目支出绩效自评表", style="Title")
        if fiscal_year:
            document.add_paragraph(f"（{fiscal_year}年度）").alignment = WD_ALIGN_PARAGRAPH.CENTER
    widths = _widths(grid)
    table = document.add_table(len(grid.rows), len(widths), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _keep_rows(table, grid)
    # python-docx finds a cell anew at every asking; all of them once, before any are merged.
    cells = [list(row.cells) for row in table.rows]
    for top, row in enumerate(grid.rows):
        for cell in row:
            _fill(cells[top][cell.column], cell.text, _ANNEX if grid.annex else _TABLE)
            for column in range(cell.column, cell.column + cell.across):
                cells[top][column].width = widths[column]
    for top, row in enumerate(grid.rows):
        for cell in row:
            if cell.across > 1 or cell.down > 1:
                end = cells[top + cell.down - 1][cell.column + cell.across - 1]
                cells[top][cell.column].merge(end)


def _widths(grid: Grid) -> list[Length]:
    """Columns as wide as what they hold asks for, together as wide as the page."""
    asked: dict[int, int] = {}
    for cell in (cell for row in grid.rows for cell in row):
        for column in range(cell.column, cell.column + cell.across):
            asked.setdefault(column, _NARROWEST)
        if cell.across == 1:
            asked[cell.column] = max(asked[cell.column], min(len(cell.text), _WIDEST))
    shares = [asked[column] + _PADDING for column in sorted(asked)]
    return [Cm(_TABLE_WIDTH * share / sum(shares)) for share in shares]


def _keep_rows(table: Table, grid: Grid) -> None:
    """No row is torn by a page's end, and the heads of a table of results stand again on the next page."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no other way
    heads = max((cell.down for cell in grid.rows[0]), default=1) if not grid.annex else 0
    for row in table.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def _fill(cell: _Cell, text: str, style: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(text) <= _WIDEST else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(_clean(text))


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx knows no fields


def _clean(text: str) -> str:
    return UNSEEN.sub("", _NO_XML.sub("", text))


def _same_bytes(document: Doc) -> bytes:
    """Pack the document with fixed dates, so that drafting twice gives the same file."""
    packed, again = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()
