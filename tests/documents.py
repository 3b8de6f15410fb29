"""Word documents and OpenDocument sheets built part by part, and the six forms of seed 002 as one document."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from packages import PACKAGE, relationships, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SEED_002 = Path(__file__).parents[1] / "samples" / "seed_002.json"
NAMESPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def word(body: str, others: Mapping[str, str | bytes] | None = None, kind: str = WORD_TYPE, space: str = WORD) -> bytes:
    """Write a Word document from its body."""
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships(("d", "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    return zipped({**parts, **(others or {})})


def line(text: str = "", properties: str = "") -> str:
    """Write a paragraph."""
    return f"<w:p>{properties}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


NEW_PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def cell(text: str = "", across: int = 1, down: str = "", inside: str | None = None) -> str:
    """Write a cell: `down` is "restart" where a vertical merge begins and "continue" where it goes on."""
    merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[down]
    span = f'<w:gridSpan w:val="{across}"/>' if across != 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{line(text) if inside is None else inside}</w:tc>"


def table(*rows: Sequence[str], properties: str = "") -> str:
    """Write a table from rows of cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{properties}{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def form_table(project: Mapping[str, Any]) -> str:
    """One form of seed 002 as units make it in Word: nine columns, groups merged downwards."""
    header, funds, goals = project["header"], project["funds"], project["goals"]
    rows = [
        [cell("项目名称", 3), cell(header["项目名称"], 6)],
        [cell("主管部门", 3), cell(header["主管部门"], 3), cell("实施单位"), cell(header["实施单位"], 2)],
        [cell("项目资金（万元）", down="restart"), cell("", 2), *map(cell, funds["columns"])],
    ]
    rows += [
        [cell(down="continue"), cell(row["label"], 2), *(cell(text or "") for text in row["cells"])]
        for row in funds["rows"]
    ]
    rows += [
        [cell("年度总体目标", down="restart"), cell("预期目标", 4), cell("实际完成情况", 4)],
        [cell(down="continue"), cell(goals["预期目标"], 4), cell(goals["实际完成情况"], 4)],
    ]
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    rows.append([cell("绩效指标", down="restart"), *map(cell, heads)])
    above = ("", "")
    for one in project["indicators"]:
        first = "continue" if one["level1"] == above[0] else "restart"
        second = "continue" if (one["level1"], one["level2"]) == above else "restart"
        above = one["level1"], one["level2"]
        levels = [
            cell(text if down == "restart" else "", down=down)
            for text, down in zip(above, (first, second), strict=True)
        ]
        texts = (one[key] or "" for key in ("level3", "target", "actual", "weight", "score", "deviation"))
        rows.append([cell(down="continue"), *levels, *map(cell, texts)])
    rows.append([cell("总分", 6), cell(project["total"]["weight"]), cell(project["total"]["score"]), cell()])
    return table(*rows)


def seed_002() -> list[dict[str, Any]]:
    """The six forms as published."""
    projects: list[dict[str, Any]] = json.loads(SEED_002.read_text("utf-8"))["projects"]
    return projects


def seed_002_document(*, pages: bool = True) -> bytes:
    """The six forms in one document, as they were published: each with its title above, on a page of its own."""
    body = line("昌吉州党委宣传部2020年度项目支出绩效自评情况")
    for number, project in enumerate(seed_002(), 1):
        titles = (f"附件{number}", "项目支出绩效自评表", f"（{project['fiscal_year']}年度）")
        body += "".join(map(line, titles)) + form_table(project)
        body += line() + (NEW_PAGE if pages and number < len(seed_002()) else "")
    return word(body + "<w:sectPr/>")


def ods(
    tables: str,
    *,
    styles: str = "",
    others: Mapping[str, str | bytes] | None = None,
    manifest: str = "",
    kind: str = ODS,
) -> bytes:
    """Write an OpenDocument sheet from its tables and automatic styles."""
    content = (
        f'<office:document-content{NAMESPACES} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        f'xmlns:calcext:1.0" office:version="1.3"><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    root = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    parts: dict[str, str | bytes] = {
        "mimetype": kind,
        "content.xml": content,
        "META-INF/manifest.xml": f"<manifest:manifest{NAMESPACES}>{root}{manifest}</manifest:manifest>",
    }
    return zipped({**parts, **(others or {})})


def sheet(*rows: str, name: str = "表", attributes: str = "") -> str:
    """Write a table from its rows."""
    return f'<table:table table:name="{name}"{attributes}>{"".join(rows)}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    """Write a row from its cells."""
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def said(text: str, attributes: str = "") -> str:
    """Write a cell with a text."""
    inner = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string"{attributes}>{inner}</table:table-cell>'


def count(value: str, attributes: str = "", kind: str = "float") -> str:
    """Write a cell with a number."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{attributes}/>'


def empty(attributes: str = "") -> str:
    """Write a cell without a value."""
    return f"<table:table-cell{attributes}/>"


def word_of_sheet(sheet: Any) -> str:
    """One openpyxl sheet as a Word table: what is merged there is merged here, every cell the text it shows."""
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    inside = {
        (row, column): area
        for area in merged.values()
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    rows = []
    for row in range(1, sheet.max_row + 1):
        cells, column = [], 1
        while column <= sheet.max_column:
            area = inside.get((row, column))
            across = area.max_col - area.min_col + 1 if area else 1
            high = area is not None and area.max_row > area.min_row
            down = ("restart" if area and row == area.min_row else "continue") if high else ""
            value = sheet.cell(row, column).value
            cells.append(cell("" if value is None else str(value), across, down))
            column += across
        rows.append(cells)
    return table(*rows)
