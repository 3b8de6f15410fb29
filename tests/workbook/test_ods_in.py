"""OpenDocument sheets: every kind of cell, what repeats, what is hidden, and what the file carries."""

import io
import time
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from documents import NAMESPACES, count, empty, ods, row, said, sheet

from perf_xlsx.workbook.book import Book, RawCell, Refusal, SheetGrid, cell_value
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

STYLES = (
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="2"/><number:text>%</number:text>'
    "</number:percentage-style>"
    '<number:date-style style:name="N2"><number:month/><number:text>月</number:text><number:day/>'
    "<number:text>日</number:text></number:date-style>"
    '<style:style style:name="free" style:family="table-cell"><style:table-cell-properties '
    'style:cell-protect="none"/></style:style>'
    '<style:style style:name="rate" style:family="table-cell" style:parent-style-name="free" '
    'style:data-style-name="N1"/>'
    '<style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="secret" style:family="table-cell"><style:table-cell-properties '
    'style:cell-protect="protected formula-hidden"/></style:style>'
    '<style:style style:name="ring" style:family="table-cell" style:parent-style-name="ring"/>'
    '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def read(folder: Path, data: bytes) -> Book:
    """Read a file that must be readable."""
    path = folder / "自评表.ods"
    path.write_bytes(data)
    book = read_book(path)
    assert isinstance(book, Book), book
    return book


def only(folder: Path, *rows: str) -> SheetGrid:
    """Read a workbook of one table."""
    [grid] = read(folder, ods(sheet(*rows), styles=STYLES)).sheets
    return grid


def refused(folder: Path, data: bytes) -> Refusal:
    """Read a file that must be refused."""
    path = folder / "自评表.ods"
    path.write_bytes(data)
    refusal = read_book(path)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def typed(kind: str, attribute: str, value: str, inner: str = "") -> str:
    """Write a cell of a kind with its value in an attribute."""
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">{inner}</table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (count("9.41"), "n", "9.41"),
        (count("0.95", kind="percentage"), "n", "0.95"),
        (count("12", kind="currency"), "n", "12"),
        (said("≥10次"), "s", "≥10次"),
        (typed("boolean", "boolean-value", "true"), "b", "1"),
        (typed("date", "date-value", "2024-03-05"), "n", "45356"),
        (typed("date", "date-value", "2024-03-05T12:00:00"), "n", "45356.5"),
        (typed("date", "date-value", "明天"), "s", "明天"),
        (typed("time", "time-value", "PT06H00M00S"), "n", "0.25"),
        (typed("time", "time-value", "?", "<text:p>六点</text:p>"), "s", "六点"),
        (typed("string", "string-value", "存", "<text:p>显</text:p>"), "s", "存"),
        (said("#DIV/0!", ' calcext:value-type="error"'), "e", "#DIV/0!"),
    ],
)
def test_kinds_of_cells(tmp_path: Path, cell: str, kind: str, text: str) -> None:
    """Each kind is stored the way a workbook stores it, dates and times as numbers."""
    found = only(tmp_path, row(cell)).cells[1, 1]
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<text:p>甲</text:p><text:p>乙</text:p>", "甲\n乙"),
        ("<text:p>甲<text:s/><text:s text:c='2'/>乙<text:tab/>丙<text:line-break/>丁</text:p>", "甲   乙\t丙\n丁"),
        ("<text:p>\n  甲 \n 乙<text:span>丙</text:span></text:p>", "甲 乙丙"),
        ("<text:p>\u3000甲\u3000乙</text:p>", "\u3000甲\u3000乙"),
        ("<office:annotation><text:p>批注</text:p></office:annotation><text:p>甲</text:p>", "甲"),
        ("<text:p>甲<text:note><text:p>脚注</text:p></text:note>乙</text:p>", "甲乙"),
        ("<text:p>甲<text:s text:c='999999999'/></text:p>", "甲 "),
    ],
)
def test_texts_as_they_show(tmp_path: Path, inner: str, text: str) -> None:
    """Paragraphs are lines, runs of white space count as one, spaces that are meant are written out, notes are none."""
    cell = f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'
    assert only(tmp_path, row(cell)).cells[1, 1].text == text


def test_what_repeats(tmp_path: Path) -> None:
    """Content that repeats stands in every cell and row; blanks between are counted and not written out."""
    columns = ' table:number-columns-repeated="{}"'.format
    grid = only(
        tmp_path,
        row(said("甲", columns(2)), empty(columns(3)), count("1")),
        row(empty(columns(16384)), attributes=' table:number-rows-repeated="996"'),
        row(count("2"), attributes=' table:number-rows-repeated="2"'),
        row(empty(columns(16384)), attributes=' table:number-rows-repeated="1047577"'),
    )
    assert sorted(grid.cells) == [(1, 1), (1, 2), (1, 6), (998, 1), (999, 1)]


def test_rows_and_columns_in_groups(tmp_path: Path) -> None:
    """Header rows and outline groups hold rows as the table itself does; hidden ones are flagged."""
    hidden = ' table:visibility="collapse"'
    inner = (
        '<table:table-column/><table:table-column-group><table:table-column table:number-columns-repeated="2" '
        'table:visibility="collapse" table:default-cell-style-name="free"/></table:table-column-group>'
        f"<table:table-header-rows>{row(said('头'))}</table:table-header-rows>"
        f"<table:table-row-group><table:table-rows>{row(said('藏'), attributes=hidden)}</table:table-rows>"
        f"</table:table-row-group>{row(said('尾'))}"
    )
    [grid] = read(tmp_path, ods(sheet(inner), styles=STYLES)).sheets
    assert [grid.cells[number, 1].text for number in (1, 2, 3)] == ["头", "藏", "尾"]
    assert grid.hidden_rows == {2}
    assert grid.hidden_columns == ((2, 3),)
    assert [(first, last) for first, last, _ in grid.column_styles] == [(2, 3)]


def test_styles(tmp_path: Path) -> None:
    """A style says what its parent does not; number formats are spelled as workbooks spell them."""
    named = ' table:style-name="{}"'.format
    kinds = ("rate", "day", "secret", "ring", "没有")
    book = read(
        tmp_path, ods(sheet(row(*(count("1", named(kind)) for kind in kinds), empty(named("free")))), styles=STYLES)
    )
    [grid] = book.sheets
    found = [book.style_of(grid, 1, column) for column in range(1, 7)]
    assert [(one.number_format, one.locked, one.hidden) for one in found] == [
        ("0.00%", False, False),
        ('m"月"d"日"', True, False),
        ("General", True, True),
        ("General", True, False),
        ("General", True, False),
        ("General", False, False),
    ]


def test_a_date_made_of_3_5_is_read_as_it_shows(tmp_path: Path) -> None:
    """The cell keeps its number, and a reader sees the day."""
    book = read(tmp_path, ods(sheet(row(count("45356", ' table:style-name="day"'))), styles=STYLES))
    assert cell_value(book.sheets[0].cells[1, 1]) == Decimal(45356)
    assert book.value_at(book.sheets[0], 1, 1) == "3月5日"


def test_formulas_in_the_spelling_of_workbooks(tmp_path: Path) -> None:
    """A formula is read with its result; one without result, and one whose result is an empty text, are cells too."""
    formula = ' table:formula="of:=IF([.A1]=0;&quot;；;&quot;;SUM([.B1:.B3]))"'
    grid = only(tmp_path, row(count("5", formula), said("", formula), empty(formula)))
    text = 'IF(A1=0,"；;",SUM(B1:B3))'
    assert [grid.cells[1, column] for column in (1, 2, 3)] == [
        RawCell("n", "5", text, 0),
        RawCell("s", "", text, 0),
        RawCell("", "", text, 0),
    ]


def test_merges_protection_and_hidden_tables(tmp_path: Path) -> None:
    """Spans are ranges, a protected table is flagged, a table whose style hides it is hidden."""
    span = ' table:number-columns-spanned="3" table:number-rows-spanned="2"'
    first = sheet(row(said("甲", span), "<table:covered-table-cell/>"), attributes=' table:protected="true"')
    second = sheet(row(said("乙")), name="_meta", attributes=' table:style-name="ta1"')
    shown, hidden = read(tmp_path, ods(first + second, styles=STYLES)).sheets
    assert (shown.merges, shown.protection, shown.state) == (("A1:C2",), {"sheet": "1"}, "visible")
    assert (hidden.name, hidden.protection, hidden.state) == ("_meta", None, "hidden")


def test_properties_and_names(tmp_path: Path) -> None:
    """Custom properties and named ranges are read as those of a workbook."""
    meta = (
        f'<office:document-meta{NAMESPACES}><office:meta><meta:user-defined meta:name="perf_template">'
        "national/2020</meta:user-defined></office:meta></office:document-meta>"
    )
    names = (
        '<table:named-expressions><table:named-range table:name="总分" '
        "table:cell-range-address=\"$'自评 表'.$A$1:.$B$2\"/></table:named-expressions>"
    )
    book = read(tmp_path, ods(sheet(row(said("甲"))) + names, others={"meta.xml": meta}))
    assert book.properties == {"perf_template": "national/2020"}
    assert book.names == {"总分": "$'自评 表'!$A$1:$B$2"}


def test_what_a_sheet_carries(tmp_path: Path) -> None:
    """Macros, links, DDE and objects are named; the empty library every program writes, and a chart, are nothing."""
    entry = (
        '<manifest:file-entry manifest:full-path="{}/" manifest:media-type="application/vnd.oasis.opendocument.{}"/>'
    )
    plain = ods(
        sheet(row(said("甲"))), manifest=entry.format("Object 1", "chart"), others={"Basic/script-lc.xml": "<a/>"}
    )
    assert read(tmp_path, plain).extras == ()
    formula = " table:formula=\"of:='file:///c:/b.ods'#$Sheet1.A1\""
    full = ods(
        sheet(row(count("1", formula))) + "<table:dde-links/>",
        manifest=entry.format("Object 1", "text"),
        others={"Basic/Standard/Module1.xml": "<a/>"},
    )
    assert read(tmp_path, full).extras == ("宏", "外部链接", "DDE链接", "嵌入对象")


def test_an_encrypted_sheet(tmp_path: Path) -> None:
    """A part that the manifest calls encrypted is F02, before anything else is looked at."""
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    refusal = refused(tmp_path, ods("", manifest=entry, others={"content.xml": b"\x8f\x02"}))
    assert refusal.code == "F02"


def test_a_sheet_without_its_first_part(tmp_path: Path) -> None:
    """Some programs leave out the part that names the type: the manifest names it too."""
    data = ods(sheet(row(said("甲")))).replace(b"mimetype", b"mimetypo")
    assert read(tmp_path, data).sheets[0].cells[1, 1].text == "甲"


MANY = ' table:number-columns-repeated="{}"'.format
DOWN = ' table:number-rows-repeated="{}"'.format
HOSTILE = {
    "a million cells": (sheet(row(count("1", MANY(16384)), attributes=DOWN(1048576))), "F03", "单元格数"),
    "many rows": (sheet(row(said("甲"), attributes=DOWN(1048576))), "F03", "单元格数"),
    "many tables": (sheet(row(count("1", MANY(9000))), name="{}") * 12, "F03", "单元格数"),
    "a cell past the last column": (sheet(row(empty(MANY(16384)), count("1"))), "F01", "无效"),
    "a row past the last": (sheet(row(attributes=DOWN(1048576)), row(said("甲"))), "F01", "无效"),
    "no times": (sheet(row(count("1", MANY(0)))), "F01", "无效"),
    "not a number of times": (sheet(row(count("1", MANY("9" * 5000)))), "F01", "无效"),
    "an absurd span": (sheet(row(count("1", ' table:number-columns-spanned="999999999"'))), "F01", "无效"),
    "columns": (sheet("<table:table-column/>" * 3 + f"<table:table-column{MANY('x')}/>"), "F01", "列的范围"),
    "a long text": (sheet(row(said("长" * 70_000))), "F03", "单个文本长度"),
    "a long formula": (sheet(row(count("1", f' table:formula="{"A" * 70_000}"'))), "F03", "单个公式长度"),
    "too many tables": (sheet(row()) * 300, "F03", "工作表数"),
    "no table": ("", "F01", "没有工作表"),
    "deep groups": (
        "<table:table>" + "<table:table-row-group>" * 9000 + "</table:table-row-group>" * 9000 + "</table:table>",
        "F03",
        "嵌套",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_sheets(tmp_path: Path, kind: str) -> None:
    """What claims more than there is, or what cannot be, ends as one refusal in less than a second."""
    tables, code, words = HOSTILE[kind]
    data = ods(tables)
    start = time.perf_counter()
    refusal = refused(tmp_path, data)
    assert (refusal.code, words in refusal.what) == (code, True), refusal
    assert time.perf_counter() - start < 1


def test_blank_room_costs_nothing(tmp_path: Path) -> None:
    """Styles of empty cells past the limit are left out; the sheet is read as its few cells."""
    styled = ' table:style-name="free"'
    wide = row(empty(styled + MANY(60)), attributes=DOWN(60))
    [grid] = read(tmp_path, ods(sheet(row(said("甲")), *[wide] * 200), styles=STYLES)).sheets
    assert len(grid.cells) == 1
    assert len(grid.blanks) <= 100_000


def test_entities_are_refused(tmp_path: Path) -> None:
    """A part that declares entities is F01, whatever they would expand to."""
    bomb = '<!DOCTYPE a [<!ENTITY b "长">]><a>&b;</a>'
    refusal = refused(tmp_path, ods("", others={"content.xml": bomb}))
    assert (refusal.code, "DTD" in refusal.what) == ("F01", True)


def test_styles_behind_the_rows(tmp_path: Path) -> None:
    """Nobody writes them there; they count all the same."""
    table = sheet(row(count("1", ' table:style-name="free"')))
    usual = ods(table, styles=STYLES)
    odd = moved(usual, f"<office:automatic-styles>{STYLES}</office:automatic-styles>", "</office:document-content>")
    assert read(tmp_path, odd) == read(tmp_path, usual)
    assert not read(tmp_path, odd).styles[read(tmp_path, odd).sheets[0].cells[1, 1].style].locked


def test_only_the_tables_of_the_workbook(tmp_path: Path) -> None:
    """A table inside a cell is none of its sheets, nor is one in a second workbook; rows in groups are the table's."""
    inner = sheet(row(said("里面")), name="里")
    cell = f'<table:table-cell office:value-type="string"><text:p>外面</text:p>{inner}</table:table-cell>'
    group = f"<table:table-row-group><table:table-rows>{row(said('组里'))}</table:table-rows></table:table-row-group>"
    again = f"</office:spreadsheet><office:spreadsheet>{sheet(row(said('另一本')))}"
    [grid] = read(tmp_path, ods(sheet(row(cell), group) + again)).sheets
    assert {at: one.text for at, one in grid.cells.items()} == {(1, 1): "外面", (2, 1): "组里"}


def test_a_large_table_takes_little_memory(tmp_path: Path) -> None:
    """A row is let go when it has been read: as a tree these cells, all without a value, would take eight megabytes."""
    path = tmp_path / "大.ods"
    rows = (row(*(empty(f' xml:id="{hash((100 * across, down))}"') for down in range(100))) for across in range(200))
    path.write_bytes(ods(sheet(*rows)))
    tracemalloc.start()
    assert isinstance(read_book(path, Limits(file_bytes=1_000_000)), Book)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 4_000_000, most


def moved(data: bytes, text: str, before: str) -> bytes:
    """A file in whose content one text stands before another instead of where it stood."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part).decode()
            if part.filename == "content.xml":
                assert text in content
                content = content.replace(text, "").replace(before, text + before)
            new.writestr(part, content)
    return made.getvalue()
