"""Small workbooks built part by part, for what no program would write."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/></Types>'
)


def relationships(*entries: tuple[str, str, str], links: str = LINKS) -> str:
    """Write a relationships part from (id, kind, target)."""
    inner = "".join(f'<Relationship Id="{i}" Type="{links}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def sheet_xml(data: str, around: str = "", main: str = MAIN) -> str:
    """Write a worksheet part from its rows and what follows them."""
    return f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData>{around}</worksheet>'


def cells_xml(*cells: str, row: int = 1) -> str:
    """Write a worksheet part of one row."""
    return sheet_xml(f'<row r="{row}">{"".join(cells)}</row>')


def strings_xml(*items: str) -> str:
    """Write the shared strings from the inside of each item."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def styles_xml(*formats: str, codes: str = "") -> str:
    """Write the styles from cell formats."""
    return f'<styleSheet xmlns="{MAIN}">{codes}<cellXfs>{"".join(formats)}</cellXfs></styleSheet>'


def workbook_xml(inner: str = "", sheets: str = "", attributes: str = "", main: str = MAIN, links: str = LINKS) -> str:
    """Write the workbook part; one sheet named 表 unless told."""
    listed = sheets or '<sheet name="表" sheetId="1" r:id="r1"/>'
    within = f"<workbookPr{attributes}/><sheets>{listed}</sheets>{inner}"
    return f'<workbook xmlns="{main}" xmlns:r="{links}">{within}</workbook>'


def parts(sheet: str | bytes | None = None, **others: str | bytes | None) -> dict[str, str | bytes]:
    """List the parts of a small good workbook, some of them replaced, or dropped with None."""
    found: dict[str, str | bytes | None] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("w", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_xml(),
        "xl/_rels/workbook.xml.rels": relationships(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet or cells_xml('<c r="A1"><v>1</v></c>'),
        "xl/sharedStrings.xml": strings_xml("<t>甲</t>", "<t>乙</t>"),
        "xl/styles.xml": styles_xml('<xf numFmtId="0"/>'),
    }
    names = {"workbook": "xl/workbook.xml", "links": "xl/_rels/workbook.xml.rels", "types": "[Content_Types].xml"}
    names |= {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml", "roots": "_rels/.rels"}
    found |= {names.get(name, name): value for name, value in others.items()}
    return {name: value for name, value in found.items() if value is not None}


def zipped(contents: Mapping[str, str | bytes]) -> bytes:
    """Zip parts into bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def save(path: Path, contents: dict[str, str | bytes]) -> Path:
    """Zip the parts into a file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path
