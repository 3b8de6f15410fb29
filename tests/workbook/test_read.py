"""The reader against openpyxl, cell by cell, and on what programs and attackers write."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import office
import openpyxl
import packages
import pytest
import xlsxwriter
from openpyxl.styles import Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from packages import cells_xml, parts, relationships, save, sheet_xml, strings_xml, styles_xml, workbook_xml

from perf_xlsx.workbook.book import Book, RawCell, Refusal, SheetGrid, Validation, a1, cell_value
from perf_xlsx.workbook.read import read_book

LINKS = packages.LINKS
SERIAL: Any = to_excel
RESERVED = "_xlnm."


def read(path: Path) -> Book:
    """Read a file that must be readable."""
    book = read_book(path)
    assert isinstance(book, Book), book
    return book


def only(path: Path) -> SheetGrid:
    """Read the only sheet."""
    (grid,) = read(path).sheets
    return grid


def refused(path: Path) -> Refusal:
    """Read a file that must be refused."""
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    return refusal


def row_of(tmp_path: Path, *cells: str, **others: str | bytes | None) -> SheetGrid:
    """Read a workbook of one row of cells."""
    return only(save(tmp_path / "a.xlsx", parts(cells_xml(*cells), **others)))


# ---------------------------------------------------------------- openpyxl as the second opinion


def written_by_xlsxwriter(path: Path, *, date1904: bool = False) -> Path:
    """Write a workbook with everything a form has, and more."""
    workbook = xlsxwriter.Workbook(
        path, {"in_memory": True, "default_date_format": "yyyy-mm-dd", "date_1904": date1904}
    )
    free = workbook.add_format({"locked": False, "num_format": "0.00", "border": 1})
    rate = workbook.add_format({"num_format": "0.00%", "hidden": True})
    odd = workbook.add_format({"num_format": '#,##0.00"万元";[Red]-0'})
    bold = workbook.add_format({"bold": True})
    form = workbook.add_worksheet("自评表")
    form.merge_range("A1:H1", "项目支出绩效自评表", bold)
    form.write_rich_string("A2", bold, "项目", "名称", bold, "（全称）")
    form.write_row("A3", ["  前后有空格  ", "换\n行", "<&>\"'", "_x0041_", "=不是公式"])
    for row in range(4, 30):
        form.write_number(row, 0, row / 7, free)
        form.write_number(row, 1, -(10**row), odd)
        form.write_string(row, 2, f"指标{row % 5}", free)
        form.write_blank(row, 3, None, free)
        form.write_formula(row, 4, f"=IF(A{row}=0,0,ROUND(B{row}/A{row},2))", rate, row / 3)
        form.write_formula(row, 5, f'=IF(A{row}>1,"达标","")', None, "达标" if row % 2 else "")
    form.write_formula("H3", "=1/0", None, "#DIV/0!")
    form.write_formula("H4", "=TRUE()", None, True)
    form.write_array_formula("H5:H6", "{=SUM(A5:A9*B5:B9)}", None, 12.5)
    form.write_boolean("H7", False)
    form.write_datetime("H8", dt.datetime(2024, 12, 31, 12, 0))  # noqa: DTZ001 - a cell's date has no zone
    form.write_url("H9", "https://example.org/")
    form.write_comment("H10", "批注")
    form.set_row(11, 20, bold, {"hidden": True})
    form.set_column("J:K", 12, free, {"hidden": True})
    form.protect("密码", {"format_columns": True, "insert_rows": True})
    form.data_validation("A5:A9", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": "=$B$5"})
    form.data_validation("C5", {"validate": "list", "source": ["是", "否"], "ignore_blank": False})
    form.conditional_format("A5:A9", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    form.print_area("A1:H30")
    form.repeat_rows(0, 1)
    workbook.add_worksheet("说 明'书").write("A1", "如实填写")
    workbook.add_worksheet("_meta").very_hidden()
    workbook.add_worksheet("旁").hide()
    workbook.define_name("pf_actual", "=自评表!$F$12:$F$32")
    workbook.define_name("自评表!pf_local", "=自评表!$A$1")
    workbook.set_custom_property("perf_id", "national/2020", "text")
    workbook.set_custom_property("perf_rows", 12, "number")
    workbook.set_custom_property("perf_open", True, "bool")
    workbook.close()
    return path


def written_by_openpyxl(path: Path) -> Path:
    """Write a workbook the way openpyxl does: no stored values, its own spelling."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "绩效"
    sheet.append(["名称", 1, 2.5, None, "=B1+C1", True, "#N/A"])
    sheet.append([dt.date(2024, 2, 29), dt.time(8, 30), "长" * 3000])
    sheet["B1"].protection = Protection(locked=False, hidden=True)
    sheet["B1"].number_format = "0.000"
    sheet.merge_cells("A5:C9")
    sheet.row_dimensions[7].hidden = True
    sheet.protection.enable()
    sheet.protection.password = "1234"
    validation = DataValidation(type="whole", operator="greaterThan", formula1="0", sqref="B1:B9 D1")
    sheet.data_validations.append(validation)
    workbook.create_sheet("藏").sheet_state = "hidden"
    workbook.defined_names["pf_x"] = DefinedName("pf_x", attr_text="绩效!$A$1")
    workbook.save(path)
    workbook.close()
    return path


def same_value(raw: RawCell, theirs: Any, epoch: dt.datetime) -> bool:
    """Compare a stored value with openpyxl's reading of it."""
    ours = cell_value(raw)
    if isinstance(theirs, bool):
        return ours == str(theirs).upper()
    if isinstance(theirs, dt.datetime | dt.date | dt.time | dt.timedelta):
        return isinstance(ours, Decimal) and abs(float(ours) - SERIAL(theirs, epoch)) < 1e-6
    if isinstance(theirs, int | float):
        return isinstance(ours, Decimal) and float(ours) == pytest.approx(theirs, rel=1e-14)
    return (ours or None) == (theirs or None)


def agree(path: Path) -> int:
    """Hold the reader equal to openpyxl on a file; how many cells were compared."""
    book = read(path)
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    epoch = CALENDAR_MAC_1904 if book.date1904 else CALENDAR_WINDOWS_1900
    assert formulas.epoch == epoch
    assert [grid.name for grid in book.sheets] == formulas.sheetnames
    compared = 0
    for grid in book.sheets:
        sheet: Any = formulas[grid.name]
        stored: Any = values[grid.name]
        assert grid.state == sheet.sheet_state
        for (row, column), cell in sheet._cells.items():
            raw = grid.cells.get((row, column), RawCell("", "", None, 0))
            style = book.style_of(grid, row, column)
            where = f"{grid.name}!{cell.coordinate}"
            if type(cell).__name__ == "Cell":
                assert (style.locked, style.hidden) == (cell.protection.locked, cell.protection.hidden), where
                assert style.number_format == cell.number_format, where
            formula = getattr(cell.value, "text", cell.value) if cell.data_type == "f" else None
            assert formula == (None if raw.formula is None else f"={raw.formula}"), where
            assert same_value(raw, stored._cells[row, column].value, epoch), where
            compared += 1
        assert set(grid.cells) <= set(sheet._cells)
        agree_around(grid, sheet)
    agree_on_names(book, formulas)
    return compared


def agree_around(grid: SheetGrid, sheet: Any) -> None:
    """Hold equal what stands around the cells."""
    assert sorted(grid.merges) == sorted(map(str, sheet.merged_cells.ranges))
    assert bool(grid.protection and grid.protection.get("sheet") in {"1", "true"}) == sheet.protection.sheet
    for key, text in (grid.protection or {}).items():
        theirs = getattr(sheet.protection, key)
        assert theirs == (text in {"1", "true"} if isinstance(theirs, bool) else type(theirs)(text)), key
    theirs = {
        (str(found.sqref), found.type, found.formula1 or "", found.formula2 or "")
        for found in sheet.data_validations.dataValidation
    }
    assert {(found.ranges, found.kind, found.formula1, found.formula2) for found in grid.validations} == theirs
    assert grid.hidden_rows == {number for number, row in sheet.row_dimensions.items() if row.hidden}


def agree_on_names(book: Book, workbook: Any) -> None:
    """Hold equal the defined names and the custom properties."""
    theirs = {name: found.attr_text for name, found in workbook.defined_names.items()}
    for sheet in workbook.worksheets:
        theirs |= {f"{sheet.title}!{name}": found.attr_text for name, found in sheet.defined_names.items()}
    ours = {name: text for name, text in book.names.items() if RESERVED not in name}
    assert ours == {name: text for name, text in theirs.items() if RESERVED not in name}
    for sheet in workbook.worksheets:
        assert bool(sheet.print_area) == (f"{sheet.title}!_xlnm.Print_Area" in book.names)
    for found in workbook.custom_doc_props.props:
        theirs_text = str(found.value).removesuffix(".0").replace("True", "1")
        assert book.properties[found.name].replace("true", "1") == theirs_text
    assert len(book.properties) == len(workbook.custom_doc_props.props)


@pytest.mark.parametrize("date1904", [False, True])
def test_xlsxwriter_workbook_reads_as_with_openpyxl(tmp_path: Path, date1904: bool) -> None:
    """A workbook written by xlsxwriter reads equal in every cell, style, name and range."""
    path = written_by_xlsxwriter(tmp_path / "a.xlsx", date1904=date1904)
    assert agree(path) > 170
    assert read(path).date1904 is date1904


def test_openpyxl_workbook_reads_as_with_openpyxl(tmp_path: Path) -> None:
    """A workbook written by openpyxl reads equal too; its formulas have no stored value."""
    path = written_by_openpyxl(tmp_path / "a.xlsx")
    assert agree(path) > 10
    assert read(path).sheets[0].cells[1, 5] == RawCell("", "", "B1+C1", 0)


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
def test_resaved_workbook_reads_as_with_openpyxl(tmp_path: Path, via: Any) -> None:
    """What LibreOffice made of a workbook reads equal, whatever format it went through."""
    source = written_by_xlsxwriter(tmp_path / "a.xlsx")
    assert agree(office.resave(source, tmp_path / "out", via)) > 170


def test_a_form_is_read_whole(tmp_path: Path) -> None:
    """What rules ask for is there: values, formulas, hidden states, protection, validations, names, properties."""
    book = read(written_by_xlsxwriter(tmp_path / "a.xlsx"))
    form = book.sheets[0]
    assert [grid.state for grid in book.sheets] == ["visible", "visible", "veryHidden", "hidden"]
    assert cell_value(form.cells[2, 1]) == "项目名称（全称）"
    assert cell_value(form.cells[3, 1]) == "  前后有空格  "
    assert cell_value(form.cells[3, 4]) == "_x0041_"
    assert form.cells[3, 8][:3] == ("e", "#DIV/0!", "1/0")
    assert form.cells[4, 8][:3] == ("b", "1", "TRUE()")
    assert form.cells[5, 6] == RawCell("", "", 'IF(A4>1,"达标","")', 0)
    assert (5, 4) not in form.cells
    assert not book.locked(form, 5, 4)
    assert not book.locked(form, 100, 10)
    assert book.locked(form, 100, 1)
    assert form.hidden_rows == {12}
    assert form.hidden_columns == ((10, 11),)
    assert form.protection is not None
    assert form.protection["formatColumns"] == "0"
    assert form.merges == ("A1:H1",)
    assert form.validations[1] == Validation("C5", "list", "between", '"是,否"', "", allow_blank=False)
    assert book.names["pf_actual"] == "自评表!$F$12:$F$32"
    assert book.names["自评表!pf_local"] == "自评表!$A$1"
    assert book.properties == {"perf_id": "national/2020", "perf_rows": "12", "perf_open": "true"}
    assert book.extras == ()


# ---------------------------------------------------------------- dialects


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<t>甲</t>", "甲"),
        ('<t xml:space="preserve"> 甲 </t>', " 甲 "),
        ("<t> 甲 </t>", " 甲 "),
        ("<r><rPr><b/></rPr><t>绩</t></r><r><t>效</t></r>", "绩效"),
        ('<t>东京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>', "东京"),
        ('<r><t>东</t></r><rPh sb="0" eb="1"><t>ヒガシ</t></rPh><r><t>京</t></r>', "东京"),
        ("<t>上_x000D_&#10;下</t>", "上\r\n下"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>_xD83D__xDE00_</t>", "😀"),
        ("<t>_xD83D_</t>", "�"),
        ("<t>a_x41_</t>", "a_x41_"),
        ("<t/>", ""),
        ("", ""),
    ],
)
def test_texts(tmp_path: Path, inside: str, text: str) -> None:
    """A text reads the same whether shared or inline, plain, rich, phonetic or escaped."""
    shared = row_of(tmp_path, '<c r="A1" t="s"><v>0</v></c>', strings=strings_xml(inside))
    assert shared.cells[1, 1] == RawCell("s", text, None, 0)
    inline = row_of(tmp_path, f'<c r="A1" t="inlineStr"><is>{inside}</is></c>', strings=None, links=BARE)
    assert inline.cells.get((1, 1)) == (RawCell("s", text, None, 0) if text else None)


def test_only_items_are_numbered(tmp_path: Path) -> None:
    """What stands among the shared strings and is none does not shift their numbers."""
    strings = strings_xml("<t>甲</t>", "<t>乙</t>").replace("<si>", "<extLst><t>丙</t></extLst><si>", 1)
    assert row_of(tmp_path, '<c t="s"><v>1</v></c>', strings=strings).cells[1, 1].text == "乙"


BARE = relationships(("r1", "worksheet", "worksheets/sheet1.xml"), ("r3", "styles", "styles.xml"))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><v>1.50</v></c>', RawCell("n", "1.50", None, 0)),
        ('<c r="A1" t="n"><v>1</v></c>', RawCell("n", "1", None, 0)),
        ('<c r="A1" t="b"><v>1</v></c>', RawCell("b", "1", None, 0)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', RawCell("e", "#N/A", None, 0)),
        ('<c r="A1" t="str"><v>_x0041_乙</v></c>', RawCell("s", "A乙", None, 0)),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', RawCell("s", "a", '"a"', 0)),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', RawCell("s", "", '""', 0)),
        ('<c r="A1" t="str"><f>""</f></c>', RawCell("", "", '""', 0)),
        ('<c r="A1" t="s"><f>B1</f><v>1</v></c>', RawCell("s", "乙", "B1", 0)),
        ('<c r="A1"><f>B1</f></c>', RawCell("", "", "B1", 0)),
        ('<c r="A1"><f>B1</f><v/></c>', RawCell("", "", "B1", 0)),
        ('<c r="A1"><f/><v>3</v></c>', RawCell("n", "3", "", 0)),
        ('<c r="A1"><v>3</v><f>B1</f></c>', RawCell("n", "3", "B1", 0)),
        ('<c r="A1"><f>B1</f><v>3</v><extLst/></c>', RawCell("n", "3", "B1", 0)),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>3</v></c>', RawCell("n", "3", "B1:B2*2", 0)),
        ('<c r="A1"><f t="dataTable" ref="A1" r1="B1"/><v>3</v></c>', RawCell("n", "3", "", 0)),
        ('<c r="A1" t="d"><v>2024-12-31</v></c>', RawCell("n", "45657", None, 0)),
        ('<c r="A1" t="d"><v>2024-12-31T12:00:00Z</v></c>', RawCell("n", "45657.5", None, 0)),
        ('<c r="A1" t="d"><v>去年</v></c>', RawCell("s", "去年", None, 0)),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1"/>', None),
        ('<c r="A1" t="inlineStr"/>', None),
    ],
)
def test_cell_kinds(tmp_path: Path, cell: str, expected: RawCell | None) -> None:
    """Every kind of cell keeps its value and formula; a cell of style alone holds nothing."""
    grid = row_of(tmp_path, cell)
    assert grid.cells.get((1, 1)) == expected
    assert grid.blanks == ({(1, 1): 0} if expected is None else {})


def test_a_written_out_date_counts_from_the_workbooks_epoch(tmp_path: Path) -> None:
    """In a workbook of the 1904 system the same date is 1,462 days less."""
    book = read(
        save(
            tmp_path / "a.xlsx",
            parts(cells_xml('<c t="d"><v>2024-12-31</v></c>'), workbook=workbook_xml(attributes=' date1904="1"')),
        ),
    )
    assert book.date1904
    assert book.sheets[0].cells[1, 1].text == str(45657 - 1462)


def test_places_left_out_are_counted(tmp_path: Path) -> None:
    """Rows and cells without r follow the one before; what is no cell does not count."""
    data = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
        '<row><c r="D3"><v>3</v></c><extLst/><c><v>4</v></c></row>'
        '<row r="9"><c><v>5</v></c></row><bogus/><row><c r="$B$10"><v>6</v></c></row>'
    )
    grid = only(save(tmp_path / "a.xlsx", parts(sheet_xml(data))))
    found = {a1(*place): cell.text for place, cell in grid.cells.items()}
    assert found == {"A1": "1", "B1": "2", "D3": "3", "E3": "4", "A9": "5", "B10": "6"}


def test_a_cell_stands_where_it_says(tmp_path: Path) -> None:
    """A cell whose place names another row than its row element is read where it says, as other programs do."""
    grid = row_of(tmp_path, '<c r="A1"><v>1</v></c><c r="B21"><v>2</v></c><c r="c1"><v>3</v></c>')
    assert set(grid.cells) == {(1, 1), (21, 2), (1, 3)}


def strict(text: str) -> str:
    """Turn a part into the Strict dialect."""
    return text.replace(packages.MAIN, packages.STRICT).replace(LINKS, LINKS_STRICT)


LINKS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def test_strict_workbooks(tmp_path: Path) -> None:
    """The Strict namespaces are read like the usual ones."""
    contents: dict[str, str | bytes] = {
        name: strict(str(text)) for name, text in parts(cells_xml('<c t="s"><v>1</v></c>')).items()
    }
    assert only(save(tmp_path / "a.xlsx", contents)).cells[1, 1].text == "乙"


def test_prefixed_namespaces(tmp_path: Path) -> None:
    """A sheet whose elements carry a prefix is the same sheet."""
    sheet = (
        f'<x:worksheet xmlns:x="{packages.MAIN}"><x:sheetData><x:row><x:c t="s"><x:f>A1</x:f><x:v>0</x:v></x:c></x:row>'
        '</x:sheetData><x:sheetProtection sheet="1"/>'
        '<x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>'
    )
    grid = only(save(tmp_path / "a.xlsx", parts(sheet)))
    assert grid.cells[1, 1] == RawCell("s", "甲", "A1", 0)
    assert (grid.protection, grid.merges) == ({"sheet": "1"}, ("A1:B2",))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """A part in another encoding is read by its own declaration or byte order mark."""
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    sheet = f'<?xml version="1.0" encoding="{declared}"?>' + cells_xml('<c t="str"><v>é</v></c>')
    assert only(save(tmp_path / "a.xlsx", parts(sheet.encode(encoding)))).cells[1, 1].text == "é"


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../pages/一 页.xml", "pages/一 页.xml"),
        ("a%20b.xml", "xl/a b.xml"),
        ("./worksheets/../deep/x.xml", "xl/deep/x.xml"),
        ("WORKSHEETS/Sheet1.xml", "xl/worksheets/sheet1.xml"),
    ],
)
def test_parts_are_found_through_the_relationships(tmp_path: Path, target: str, part: str) -> None:
    """A sheet is where its relationship points, absolute, climbing, escaped or in another case."""
    contents = parts(links=relationships(("r1", "worksheet", target)), **{"xl/worksheets/sheet1.xml": None})
    contents[part] = cells_xml("<c><v>7</v></c>")
    assert only(save(tmp_path / "a.xlsx", contents)).cells[1, 1].text == "7"


def test_a_workbook_without_strings_and_styles(tmp_path: Path) -> None:
    """A workbook of numbers alone needs neither part; its cells are locked, as ever."""
    book = read(save(tmp_path / "a.xlsx", parts(strings=None, styles=None)))
    assert book.locked(book.sheets[0], 1, 1)


def test_styles(tmp_path: Path) -> None:
    """Number formats are found by number, own and built-in, the Chinese date formats too."""
    styles = styles_xml(
        '<xf numFmtId="164"><protection locked="0"/></xf>',
        '<xf numFmtId="31"/>',
        '<xf numFmtId="57" applyProtection="1"><protection hidden="1"/></xf>',
        '<xf numFmtId="999"/>',
        "<xf/>",
        codes='<numFmts><numFmt numFmtId="164" formatCode="0.00&quot;万元&quot;"/></numFmts>',
    )
    found = read(save(tmp_path / "a.xlsx", parts(styles=styles))).styles
    assert [(style.number_format, style.locked, style.hidden) for style in found] == [
        ('0.00"万元"', False, False),
        ('yyyy"年"m"月"d"日"', True, False),
        ('yyyy"年"m"月"', True, True),
        ("General", True, False),
        ("General", True, False),
    ]


def test_hidden_rows_and_columns(tmp_path: Path) -> None:
    """Rows and columns without height or width are as hidden as those that say so."""
    data = '<row hidden="1"/><row ht="0" customHeight="1"/><row ht="15" hidden="0"/><row hidden="true"/>'
    columns = '<col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="7" max="16999" width="9"/>'
    grid = only(save(tmp_path / "a.xlsx", parts(sheet_xml(data, f"<cols>{columns}</cols>"))))
    assert grid.hidden_rows == {1, 2, 4}
    assert grid.hidden_columns == ((2, 3), (5, 5))


def test_extended_validations(tmp_path: Path) -> None:
    """A list that stands on another sheet, kept in an extension by Excel, is a validation like any other."""
    around = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations'
        ' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
        ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>_lists!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>C3:C9</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    grid = only(save(tmp_path / "a.xlsx", parts(sheet_xml("", around))))
    assert grid.validations == (Validation("C3:C9", "list", "between", "_lists!$A$1:$A$4", "", allow_blank=True),)


def test_a_chart_sheet_is_a_sheet_without_cells(tmp_path: Path) -> None:
    """Sheets are counted as the workbook lists them, charts too."""
    listed = '<sheet name="表" sheetId="1" r:id="r1"/><sheet name="图" sheetId="2" state="odd" r:id="r9"/>'
    links = relationships(("r1", "worksheet", "worksheets/sheet1.xml"), ("r9", "chartsheet", "chart.xml"))
    contents = parts(workbook=workbook_xml(sheets=listed), links=links) | {"xl/chart.xml": "<chartsheet/>"}
    book = read(save(tmp_path / "a.xlsx", contents))
    found = [(grid.name, grid.state, len(grid.cells)) for grid in book.sheets]
    assert found == [("表", "visible", 1), ("图", "visible", 0)]


def test_names_of_sheets_that_are_not_there(tmp_path: Path) -> None:
    """A name that belongs to a sheet past the last is kept, and cannot pass for another sheet's."""
    names = '<definedName name="a" localSheetId="7">表!$A$1</definedName><definedName name="b"/>'
    contents = parts(workbook=workbook_xml(f"<definedNames>{names}</definedNames>"))
    assert read(save(tmp_path / "a.xlsx", contents)).names == {"?!a": "表!$A$1", "b": ""}


def test_shared_formulas_in_a_sheet(tmp_path: Path) -> None:
    """Each cell of a shared formula has its own text, in whatever order they stand; one without a formula has none."""
    data = (
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c>'
        '<c r="C1"><f t="shared" si="1"/><v>5</v></c><c r="D1"><f t="shared" si="9"/><v>5</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c>'
        '<c r="C2"><f t="shared" ref="C1:C2" si="1">$A2+B2</f><v>5</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0">A3*3</f></c><c r="C3"><f t="shared" si="0"/></c></row>'
    )
    grid = only(save(tmp_path / "a.xlsx", parts(sheet_xml(data))))
    assert {a1(*place): cell.formula for place, cell in grid.cells.items()} == {
        "B1": "A1*2",
        "C1": "$A1+B1",
        "D1": "",
        "B2": "A2*2",
        "C2": "$A2+B2",
        "B3": "A3*3",
        "C3": "B3*2",
    }


# ---------------------------------------------------------------- what F05 speaks of


def with_links(*entries: tuple[str, str, str], **files: str) -> dict[str, str | bytes]:
    """List a good workbook's parts with more relationships of the workbook, and more files."""
    links = relationships(("r1", "worksheet", "worksheets/sheet1.xml"), *entries)
    named = {f"xl/{name.replace('__', '/')}.xml": text for name, text in files.items()}
    return parts(links=links) | named


def typed(name: str, kind: str) -> dict[str, str | bytes]:
    """List a good workbook's parts with one more file of a content type."""
    types = packages.CONTENT_TYPES.replace("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')
    return parts(types=types) | {name: "x"}


DDE_LINK = f'<externalLink xmlns="{packages.MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
BOOK_LINK = f'<externalLink xmlns="{packages.MAIN}"><externalBook/></externalLink>'


@pytest.mark.parametrize(
    ("contents", "extras"),
    [
        (parts(), ()),
        (with_links(("r8", "vbaProject", "vbaProject.bin")), ("宏",)),
        (typed("xl/other.bin", "application/vnd.ms-office.vbaProject"), ("宏",)),
        (with_links(("r8", "externalLink", "ext.xml"), ext=BOOK_LINK), ("外部链接",)),
        (with_links(("r8", "externalLink", "ext.xml"), ext=DDE_LINK), ("DDE链接",)),
        (with_links(("r8", "externalLink", "gone.xml")), ("外部链接",)),
        (with_links(("r8", "connections", "connections.xml")), ("外部链接",)),
        (typed("xl/embeddings/a.bin", "application/vnd.openxmlformats-officedocument.oleObject"), ("嵌入对象",)),
        (typed("xl/activeX/a.xml", "application/vnd.ms-office.activeX+xml"), ("嵌入对象",)),
        (parts(cells_xml("<c><f>cmd|'/c calc'!A0</f><v>1</v></c>")), ("DDE链接",)),
        (parts(cells_xml('<c><f>A1&amp;"|"&amp;\'a|b\'!A1</f><v>1</v></c><c t="str"><v>a|b</v></c>')), ()),
    ],
)
def test_extras(tmp_path: Path, contents: dict[str, str | bytes], extras: tuple[str, ...]) -> None:
    """Macros, links, DDE and embedded objects are named, however they are spelt; a bar in a text is nothing."""
    assert read(save(tmp_path / "a.xlsm", contents)).extras == extras
