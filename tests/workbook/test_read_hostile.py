"""The reader on contents made to harm or broken: a refusal with its code, in a second and little memory."""

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import packages
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from pace import pace
from packages import cells_xml, parts, relationships, save, sheet_xml, strings_xml, styles_xml, workbook_xml

from perf_xlsx.numbers import PastReckoning
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.book import Book, RawCell, Refusal, cell_value
from perf_xlsx.workbook.read import read_book

Contents = dict[str, str | bytes]

MEMORY = 90_000_000
SECONDS = 1 if sys.gettrace() is None else 4  # a run that measures coverage counts every line
SECONDS_OF_A_FILE = 2  # contract, section 9: what is read whole may take that long
DIGITS = str.maketrans("abcdef", "123456")


def noise(count: int) -> str:
    """Write digits that do not compress away."""
    return f"{random.Random(1).getrandbits(count * 4):0{count}x}".translate(DIGITS)


def scattered(piece: str, count: int) -> str:
    """Repeat a piece with two digits after each, so that it compresses like real contents."""
    digits = noise(count * 2)
    return "".join(f"{piece}{digits[place : place + 2]}" for place in range(0, count * 2, 2))


def many_cells(count: int, inside: str = "<v>1</v>", kind: str = "n") -> Contents:
    """List a workbook of rows of a hundred cells, as programs write them."""
    columns = [letters_of_number(column) for column in range(1, 101)]
    rows = []
    for row in range(1, 1 + count // 100):
        cells = "".join(f'<c r="{column}{row}" s="0" t="{kind}">{inside}</c>' for column in columns)
        rows.append(f'<row r="{row}">{cells}</row>')
    return parts(sheet_xml("".join(rows)))


def many(around: str, inner: str, count: int) -> Contents:
    """List a workbook with one thing many times after the cells."""
    return parts(sheet_xml("", f"<{around}>{inner * count}</{around}>"))


def with_names(inner: str) -> Contents:
    """List a workbook with defined names."""
    return parts(workbook=workbook_xml(f"<definedNames>{inner}</definedNames>"))


def with_sheets(inner: str) -> Contents:
    """List a workbook with these sheet entries."""
    return parts(workbook=workbook_xml(sheets=inner))


def blown_up() -> Contents:
    """List a workbook with a formula of 8,000 signs that 1,000 cells share."""
    master = f'<row><c><f t="shared" ref="A1:A1000" si="0">{"+".join(["A1"] * 2600)}</f></c></row>'
    return parts(sheet_xml(master + '<row><c><f t="shared" si="0"/></c></row>' * 1000))


def many_sheets(count: int, data: str) -> Contents:
    """List a workbook of many sheets, each with a part of its own."""
    listed = "".join(f'<sheet name="{number}" r:id="s{number}"/>' for number in range(count))
    links = relationships(*((f"s{number}", "worksheet", f"s{number}.xml") for number in range(count)))
    return parts(workbook=workbook_xml(sheets=listed), links=links) | {f"xl/s{n}.xml": data for n in range(count)}


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<worksheet xmlns="{packages.MAIN}"><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>'
)
OUTSIDE = LAUGHS.replace('ENTITY b "哈"', 'ENTITY b SYSTEM "file:///etc/passwd"')
DTD = "<!DOCTYPE a>"

BROKEN: dict[str, tuple[Contents, str]] = {
    "DTD in a sheet": (parts(LAUGHS), "DTD"),
    "DTD in UTF-16": (parts(LAUGHS.encode("utf-16")), "DTD"),
    "DTD in UTF-16 without mark": (parts(LAUGHS.encode("utf-16-be")), "DTD"),
    "DTD behind an 8-bit encoding": (parts(b"<?xml version='1.0' encoding='cp1252'?>" + LAUGHS.encode()), "DTD"),
    "external entity": (parts(OUTSIDE), "DTD"),
    "DTD in the strings": (parts(strings=DTD + strings_xml("<t>a</t>")), "DTD"),
    "DTD in the styles": (parts(styles=DTD + styles_xml("<xf/>")), "DTD"),
    "DTD in the workbook": (parts(workbook=DTD + workbook_xml()), "DTD"),
    "DTD in the content types": (parts(types=DTD + packages.CONTENT_TYPES), "DTD"),
    "DTD in the relationships": (parts(links=DTD + relationships()), "DTD"),
    "undeclared entity": (parts(cells_xml("<c><v>&x;</v></c>")), "XML"),
    "broken XML": (parts(cells_xml("<c><v>1</c>")), "XML"),
    "empty part": (parts(b" "), "XML"),
    "zeros for XML": (parts(b"\0" * 9000), "XML"),
    "unknown encoding": (parts(b'<?xml version="1.0" encoding="klingon"?><a/>'), "XML"),
    "encoding of several bytes": (parts('<?xml version="1.0" encoding="gbk"?><a>甲</a>'.encode("gbk")), "XML"),
    "foreign root": (parts("<html/>"), "不是工作簿"),
    "foreign namespace": (parts('<worksheet xmlns="urn:x"/>'), "不是工作簿"),
    "foreign strings": (parts(strings="<a/>"), "不是工作簿"),
    "number format no number": (parts(styles=styles_xml('<xf numFmtId="x"/>')), "数字格式"),
    "column style not there": (many("cols", '<col min="1" max="2" style="9"/>', 1), "列的"),
    "column from nowhere": (many("cols", '<col max="2"/>', 1), "列的"),
    "sheet part missing": (parts(**{"xl/worksheets/sheet1.xml": None}), "工作表“表”的内容缺失"),
    "sheet without relationship": (parts(links=relationships()), "内容缺失"),
    "sheet without id": (with_sheets('<sheet name="表"/>'), "内容缺失"),
    "sheet outside the file": (
        parts(links=relationships(("r1", "worksheet", 'worksheets/sheet1.xml" TargetMode="External'))),
        "内容缺失",
    ),
    "two sheets of one part": (with_sheets('<sheet name="甲" r:id="r1"/><sheet name="乙" r:id="r1"/>'), "同一部件"),
    "no sheets": (with_sheets("<x/>"), "没有工作表"),
    "workbook missing": (parts(workbook=None), "找不到工作簿"),
    "no relationships": (parts(roots=None), "找不到工作簿"),
    "relationship twice": (parts(links=relationships(("r1", "a", "b"), ("r1", "a", "c"))), "关系编号重复"),
}

NO_CELLS = {
    "column past the limits": '<row><c r="XFE1"><v>1</v></c></row>',
    "row past the limits": '<row r="1048577"><c><v>1</v></c></row>',
    "row zero": '<row r="0"/>',
    "row without a number": '<row r="x"/>',
    "row of 5,000 digits": f'<row r="{"1" * 5000}"/>',
    "cell nowhere": '<row><c r="甲1"><v>1</v></c></row>',
    "cell after the last column": '<row><c r="XFD1"/><c/></row>',
    "string not there": '<row><c t="s"><v>2</v></c></row>',
    "string below zero": '<row><c t="s"><v>-1</v></c></row>',
    "string no number": '<row><c t="s"><v>a</v></c></row>',
    "string not there, behind a formula": '<row><c t="s"><f t="array">A1</f><v>2</v></c></row>',
    "style not there": '<row><c s="1"><v>1</v></c></row>',
    "style below zero": '<row><c s="-1"/></row>',
    "row style not there": '<row s="5" customFormat="1"/>',
    "unknown kind of cell": '<row><c t="z"><v>1</v></c></row>',
}

TWICE = {
    "both with values": '<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "one of them blank": '<row><c r="A1"><v>1</v></c><c r="a1"/></row>',
    "both blank": '<row><c r="A1"/><c r="A1"/></row>',
    "in two rows": '<row r="1"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>',
}

TOO_MUCH: dict[str, tuple[Callable[[], Contents], str]] = {
    "100,000 levels": (lambda: parts("<a>" * 100_000 + "</a>" * 100_000), "嵌套层数为65"),
    "a million tags": (lambda: parts(sheet_xml(scattered("<a/>", 1_000_000))), "标记数"),
    "50 sheets of 15,000 tags": (lambda: many_sheets(50, sheet_xml("<a/>" * 15_000)), "全部工作表的标记数"),
    "500,000 attributes": (lambda: parts(sheet_xml("<a b" + scattered("='' b", 500_000) + "=''/>")), "属性数"),
    "9 MB of one part": (lambda: parts(sheet_xml(noise(9_000_000))), "解压后大小"),
    "text of 7 MB": (lambda: parts(cells_xml(f'<c t="str"><v>{noise(7_000_000)}</v></c>')), "文本长度"),
    "a million digits": (lambda: parts(cells_xml(f"<c><v>{noise(1_000_000)}</v></c>")), "文本长度"),
    "shared string of 7 MB": (lambda: parts(strings=strings_xml(f"<t>{noise(7_000_000)}</t>")), "文本长度"),
    "inline text of 1 MB": (
        lambda: parts(cells_xml(f'<c t="inlineStr"><is><t>{noise(1_000_000)}</t></is></c>')),
        "文本长度",
    ),
    "formula of 1 MB": (lambda: parts(cells_xml(f"<c><f>{noise(1_000_000)}</f><v>1</v></c>")), "公式长度"),
    "101,000 cells": (lambda: many_cells(101_000), "单元格数为101000"),
    "1 million cells": (lambda: many_cells(1_000_000), "单个部件"),
    "250,000 cells": (lambda: many_cells(250_000), "部件xl/worksheets/sheet1.xml解压后大小"),
    "101,000 blank cells": (lambda: many_cells(101_000, ""), "单元格数"),
    "101,000 cells on 2 sheets": (
        lambda: many_sheets(2, str(many_cells(51_000)["xl/worksheets/sheet1.xml"])),
        "单元格数",
    ),
    "110,000 strings": (
        lambda: parts(strings=strings_xml(*[f"<t>{number}</t>" for number in range(110_000)])),
        "字符串数",
    ),
    "shared formula blown up": (blown_up, "共享公式"),
    "300 sheets": (lambda: many_sheets(300, sheet_xml("")), "工作表数"),
    "30,000 merges": (lambda: many("mergeCells", '<mergeCell ref="A1:B2"/>', 30_000), "合并单元格数"),
    "30,000 validations": (lambda: many("dataValidations", '<dataValidation sqref="A1"/>', 30_000), "数据有效性数"),
    "30,000 names": (lambda: with_names('<definedName name="a"/>' * 30_000), "定义名称数"),
    "20,000 columns": (lambda: many("cols", '<col min="1" max="1"/>', 20_000), "列定义数"),
    "70,000 styles": (lambda: parts(styles=styles_xml(*["<xf/>"] * 70_000)), "样式数"),
}

HARMLESS: dict[str, Callable[[], Contents]] = {
    "one cell at the far end": lambda: parts(sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "dimension that lies": lambda: parts(sheet_xml("", '<dimension ref="A1:XFD1048576"/>')),
    "whole sheet merged": lambda: many("mergeCells", '<mergeCell ref="A1:XFD1048576"/>', 1),
    "validation of all cells": lambda: many("dataValidations", '<dataValidation sqref="A1:XFD1048576"/>', 1),
    "print titles of 100 kB": lambda: with_names(
        f'<definedName name="_xlnm.Print_Titles">{"表!$1:$2," * 10_000}</definedName>'
    ),
    "number past all bounds": lambda: parts(cells_xml("<c><v>1E99999999999</v></c>")),
    "deep nesting in a small part": lambda: parts(sheet_xml("", "<a>" * 30_000 + "</a>" * 30_000)),
    "90,000 cells": lambda: many_cells(90_000),
    "90,000 texts": lambda: many_cells(90_000, "<v>字</v>", "str"),
    "sheet of spaces": lambda: parts(sheet_xml(" " * 1_000_000)),
    "text beside one rare sign": lambda: parts(sheet_xml(noise(7_000_000) + "😀")),
}


def cost(path: Path) -> tuple[float, int]:
    """Measure processor seconds and peak bytes of reading, each in a run of its own; the better of two times."""
    times = []
    for _ in range(2):
        start = time.process_time()
        read_book(path)
        times.append(time.process_time() - start)
    tracemalloc.start()
    try:
        read_book(path)
        return min(times), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def refused(path: Path) -> Refusal:
    """Read a file that must be refused."""
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    return refusal


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_contents(tmp_path: Path, kind: str) -> None:
    """A package whose parts are damaged, forged or missing is F01 with its own reason."""
    contents, words = BROKEN[kind]
    refusal = refused(save(tmp_path / "a.xlsx", contents))
    assert refusal.code == "F01"
    assert words in refusal.what


@pytest.mark.parametrize("kind", NO_CELLS)
def test_cells_that_cannot_be(tmp_path: Path, kind: str) -> None:
    """A cell where none can stand, or of a text or style that is not there, is F01 and names the row."""
    refusal = refused(save(tmp_path / "a.xlsx", parts(sheet_xml(NO_CELLS[kind]))))
    assert refusal.code == "F01"
    assert "单元格无效" in refusal.what


@pytest.mark.parametrize("kind", TWICE)
def test_cells_that_stand_twice(tmp_path: Path, kind: str) -> None:
    """A place with two cells is F01: programs differ in which one they show."""
    assert refused(save(tmp_path / "a.xlsx", parts(sheet_xml(TWICE[kind])))) == Refusal("F01", "单元格重复")


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much(tmp_path: Path, kind: str) -> None:
    """A workbook past a limit is F03, in a second and less than 90 MB."""
    build, words = TOO_MUCH[kind]
    path = save(tmp_path / "a.xlsx", build())
    refusal = refused(path)
    assert refusal.code == "F03"
    assert words in refusal.what
    seconds, memory = cost(path)
    assert seconds < SECONDS * pace()
    assert memory < MEMORY


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_kills_others_is_read(tmp_path: Path, kind: str) -> None:
    """Far cells, huge ranges and long names cost what they are in bytes, not what they claim."""
    path = save(tmp_path / "a.xlsx", HARMLESS[kind]())
    assert isinstance(read_book(path), Book)
    seconds, memory = cost(path)
    assert seconds < SECONDS_OF_A_FILE * pace()
    assert memory < MEMORY


def test_a_far_cell_and_a_huge_merge_keep_their_place(tmp_path: Path) -> None:
    """The last cell of a sheet is an ordinary cell, and a merge is a text."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    around = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    book = read_book(save(tmp_path / "a.xlsx", parts(sheet_xml(far, around))))
    assert isinstance(book, Book)
    assert book.sheets[0].cells == {(1_048_576, 16_384): RawCell("n", "1", None, 0)}
    assert book.sheets[0].merges == ("A1:XFD1048576",)


def test_an_endless_number_is_past_reckoning(tmp_path: Path) -> None:
    """A number no program can hold is nothing to compute with, and no crash."""
    book = read_book(save(tmp_path / "a.xlsx", HARMLESS["number past all bounds"]()))
    assert isinstance(book, Book)
    assert cell_value(book.sheets[0].cells[1, 1]) == PastReckoning("1E99999999999")


# ---------------------------------------------------------------- any bytes in, no exception out

STARTS = (b"", b"PK\x03\x04", b"PK\x05\x06", b"<html", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe")
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one folder, with a good workbook in it, to all examples of a property."""
    folder = tmp_path_factory.mktemp("bytes")
    workbook = xlsxwriter.Workbook(folder / "good.xlsx")
    sheet = workbook.add_worksheet("自评表")
    for row in range(30):
        sheet.write_row(row, 0, [row / 7, f"指标{row}", "<&>"], workbook.add_format({"num_format": f"0.{row}"}))
        sheet.write_formula(row, 5, f"=A{row + 1}*2", None, row)
    sheet.merge_range("H1:J2", "合并")
    sheet.protect("密码")
    workbook.define_name("pf_a", "=自评表!$A$1")
    workbook.set_custom_property("perf_id", "x")
    workbook.close()
    return folder


@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_random_bytes_are_refused(folder: Path, content: bytes, start: bytes) -> None:
    """No bytes make the reader raise."""
    path = folder / "random.xlsx"
    path.write_bytes(start + content)
    assert isinstance(read_book(path), Refusal)


@settings(max_examples=300)
@given(CHANGES, st.floats(0, 1))
def test_a_damaged_file_never_raises(folder: Path, changes: list[tuple[float, int]], cut: float) -> None:
    """A good file with some bytes changed, or its end missing, is read or refused."""
    data = bytearray((folder / "good.xlsx").read_bytes())
    for place, byte in changes:
        data[int(place * len(data))] = byte
    path = folder / "damaged.xlsx"
    path.write_bytes(data[: int(len(data) * cut)] if cut > 0.5 else data)
    assert isinstance(read_book(path), Book | Refusal)


@settings(max_examples=300)
@given(st.sampled_from(sorted(parts())), CHANGES)
def test_damaged_contents_never_raise(folder: Path, part: str, changes: list[tuple[float, int]]) -> None:
    """A good zip whose XML was damaged before zipping is read, value by value, or refused."""
    cells = '<c r="A1" s="0" t="s"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1E5</v></c>'
    contents = parts(cells_xml(cells))
    data = bytearray(str(contents[part]).encode())
    for place, byte in changes:
        data[int(place * len(data))] = byte
    book = read_book(save(folder / "contents.xlsx", contents | {part: bytes(data)}))
    for grid in book.sheets if isinstance(book, Book) else ():
        for cell in grid.cells.values():
            cell_value(cell)
