"""Old workbooks: cells, locks, hidden things, what they carry; hostile ones end as one refusal."""

import random
import struct
import time
from decimal import Decimal
from pathlib import Path

import pytest
from containers import Records, container, formula, number, old_text, old_workbook, record, stream_of, text

from perf_xlsx.form.filled import UNREAD_FORMULA
from perf_xlsx.workbook.book import Book, RawCell, Refusal, cell_value
from perf_xlsx.workbook.read import read_book

ROW, COLUMNS, MERGES, PROTECT, FORMAT, CELL_FORMAT, LINK = 0x208, 0x7D, 0xE5, 0x12, 0x41E, 0xE0, 0x1AE
SHARED_TEXTS, SHARED = 0xFC, 0xFD


def read(folder: Path, data: bytes) -> Book:
    """Read a file that must be readable."""
    path = folder / "自评表.xls"
    path.write_bytes(data)
    book = read_book(path)
    assert isinstance(book, Book), book
    return book


def refused(folder: Path, data: bytes) -> Refusal:
    """Read a file that must be refused."""
    path = folder / "自评表.xls"
    path.write_bytes(data)
    refusal = read_book(path)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def test_kinds_of_cells(tmp_path: Path) -> None:
    """Numbers, texts, booleans, error values, blanks and formulas with each kind of result."""
    head = struct.pack
    cells: Records = [
        number(0, 0, 9.41),
        number(0, 1, 12),
        text(0, 2, "≥10次"),
        (0x205, head("<HHHBB", 0, 3, 15, 1, 0)),
        (0x205, head("<HHHBB", 0, 4, 15, 0x07, 1)),
        (0x201, head("<HHH", 0, 5, 15)),
        formula(0, 6, 0.5909),
        (0x06, head("<HHH8sHIH", 0, 7, 15, b"\0\0\0\0\0\0\xff\xff", 0, 0, 0)),
        (0x207, old_text("达标")),
        (0x06, head("<HHH8sHIH", 0, 8, 15, b"\3\0\0\0\0\0\xff\xff", 0, 0, 0)),
    ]
    [grid] = read(tmp_path, old_workbook(cells)).sheets
    assert {column: one[:3] for (_, column), one in grid.cells.items()} == {
        1: ("n", "9.41", None),
        2: ("n", "12", None),
        3: ("s", "≥10次", None),
        4: ("b", "1", None),
        5: ("e", "#DIV/0!", None),
        7: ("n", "0.5909", UNREAD_FORMULA),
        8: ("s", "达标", UNREAD_FORMULA),
        9: ("s", "", UNREAD_FORMULA),
    }
    assert grid.blanks == {(1, 6): 15}


def test_what_surrounds_the_cells(tmp_path: Path) -> None:
    """Merges, hidden rows and columns, and protection are as the sheet says."""
    sheet: Records = [
        (PROTECT, b"\1\0"),
        (COLUMNS, struct.pack("<HHHHHH", 1, 2, 2560, 15, 1, 0)),
        (ROW, struct.pack("<HHHHHHI", 1, 0, 2, 255, 0, 0, 0x20)),
        text(0, 0, "项目支出绩效自评表"),
        text(1, 0, "藏"),
        (MERGES, struct.pack("<HHHHH", 1, 0, 0, 0, 8)),
    ]
    first, second = read(tmp_path, old_workbook(sheet, [number(0, 0, 1)])).sheets
    assert first.merges == ("A1:I1",)
    assert first.hidden_rows == {2}
    assert first.hidden_columns == ((2, 2), (3, 3))
    assert first.protection is not None
    assert second.protection is None


def test_the_format_before_that_of_1997(tmp_path: Path) -> None:
    """A workbook of Excel 95, its texts in the code page of Chinese Windows, is read too."""
    head, name, words = struct.pack, "自评表".encode("gbk"), "项目名称".encode("gbk")
    begin = head("<HHHH", 0x500, 5, 0x1BB8, 1996)
    formats = record(CELL_FORMAT, b"\0" * 4 + b"\1" + b"\0" * 11) * 16
    font = record(0x31, b"\xc8" + b"\0" * 13 + b"\1A")
    start = record(0x809, begin) + record(0x42, b"\xa8\3") + font * 4 + formats
    place = len(start) + 4 + 7 + len(name) + 4
    listed = record(0x85, head("<IBBB", place, 0, 0, len(name)) + name)
    label = record(0x204, head("<HHHH", 0, 0, 15, len(words)) + words)
    sheet = record(0x809, head("<HHHH", 0x500, 0x10, 0x1BB8, 1996)) + label + record(*number(1, 1, 2.5)) + record(0x0A)
    [grid] = read(tmp_path, container({"Book": start + listed + record(0x0A) + sheet + b"\0" * 4000})).sheets
    assert grid.name == "自评表"
    assert [one.text for one in grid.cells.values()] == ["项目名称", "2.5"]


def test_locks_and_number_formats(tmp_path: Path) -> None:
    """A cell's format tells whether it is locked, and a date Excel made of 3-5 is read as the day it shows."""
    date = struct.pack("<H", 180) + old_text('m"月"d"日"')
    free = struct.pack("<HHHBBBBIIH", 0, 180, 0, 0, 0, 0, 0x3C, 0, 0, 0)
    cell = (0x203, struct.pack("<HHHd", 0, 0, 16, 45356))
    book = read(tmp_path, old_workbook([cell, number(0, 1, 1)], ahead=[(FORMAT, date), (CELL_FORMAT, free)]))
    [grid] = book.sheets
    assert cell_value(grid.cells[1, 1]) == Decimal(45356)
    assert book.value_at(grid, 1, 1) == "3月5日"
    assert book.value_at(grid, 1, 2) == Decimal(1)
    assert (book.locked(grid, 1, 1), book.locked(grid, 1, 2)) == (False, True)


def test_formats_the_file_only_names_the_number_of(tmp_path: Path) -> None:
    """Chinese dates are built in (ECMA-376 part 1, 18.8.30: 31 and 58), and so written without a text."""
    formats = [(CELL_FORMAT, struct.pack("<HHHBBBBIIH", 0, code, 0, 0, 0, 0, 0x3C, 0, 0, 0)) for code in (31, 58, 59)]
    cells = [(0x203, struct.pack("<HHHd", 0, column, 16 + column, 45356)) for column in range(3)]
    book = read(tmp_path, old_workbook(cells, ahead=formats))
    [grid] = book.sheets
    assert [book.value_at(grid, 1, column) for column in (1, 2, 3)] == ["2024年3月5日", "3月5日", Decimal(45356)]


def test_under_another_name(tmp_path: Path) -> None:
    """The content counts: an old workbook called .xlsx or .et is read."""
    for name in ("自评表.xlsx", "自评表.et"):
        path = tmp_path / name
        path.write_bytes(old_workbook([number(0, 0, 1)]))
        assert isinstance(read_book(path), Book)


def test_what_a_workbook_carries(tmp_path: Path) -> None:
    """Macro folders and sheets, links, DDE and embedded objects are named; the book's own table is nothing."""
    own, other, program = b"\1\0\1\4", b"\1\0" + old_text("b.xls"), b"\0\0" + old_text("cmd")
    plain = old_workbook([number(0, 0, 1)], ahead=[(LINK, own)])
    assert read(tmp_path, plain).extras == ()
    full = old_workbook(
        [number(0, 0, 1)], ahead=[(LINK, other), (LINK, program)], folders=["_VBA_PROJECT_CUR", "MBD0001F2A1"]
    )
    assert read(tmp_path, full).extras == ("宏", "外部链接", "DDE链接", "嵌入对象")
    macro_sheet = struct.pack("<IBBBB", 0, 1, 1, 1, 0) + b"M"
    assert read(tmp_path, old_workbook([number(0, 0, 1)], ahead=[(0x85, macro_sheet)])).extras == ("宏",)


def test_a_password(tmp_path: Path) -> None:
    """A workbook that asks for a password is F02."""
    assert refused(tmp_path, old_workbook([], ahead=[(0x2F, b"\1\0\1\0\1\0" + b"\0" * 48)])).code == "F02"


def test_one_lost_file_does_not_harm_the_next(tmp_path: Path) -> None:
    """After a stream the helper cannot make sense of, the next workbook is read."""
    assert refused(tmp_path, old_workbook([(SHARED, struct.pack("<HHHI", 0, 0, 15, 99))])).code == "F01"
    assert read(tmp_path, old_workbook([number(0, 0, 7)])).sheets[0].cells[1, 1] == RawCell("n", "7", None, 15)


def one_text_many_times() -> Records:
    """A text of 60,000 signs in each of 90,000 cells: 5 GB if each had its own."""
    return [(SHARED, struct.pack("<HHHI", row, column, 15, 0)) for row in range(900) for column in range(100)]


def test_a_long_text_in_many_cells(tmp_path: Path) -> None:
    """A text that many cells show is held once."""
    long = struct.pack("<II", 90_000, 1) + struct.pack("<HB", 8000, 1) + "长".encode("utf-16-le") * 4000
    rest = b"\1" + "长".encode("utf-16-le") * 4000
    start = time.perf_counter()
    book = read(tmp_path, old_workbook(one_text_many_times(), ahead=[(SHARED_TEXTS, long), (0x3C, rest)]))
    assert len({id(one.text) for one in book.sheets[0].cells.values()}) == 1
    assert time.perf_counter() - start < 3


def blanks(row: int, last: int) -> tuple[int, bytes]:
    """Blank cells from the first column on."""
    return 0xBE, struct.pack("<HH", row, 0) + struct.pack("<H", 15) * (last + 1) + struct.pack("<H", last)


HYPERLINK = 0x1B8
FAR = number(65535, 255, 1)
HOSTILE = {
    "no records": (container({"Workbook": b"\0" * 9000}), "F01", "开头"),
    "noise": (container({"Workbook": random.Random(1).randbytes(9000)}), "F01", "损坏"),
    "cut short": (container({"Workbook": stream_of([number(0, 0, 1)])[:-30]}), "F01", "不完整"),
    "cut short as a file": (old_workbook([number(0, 0, 1)] * 500)[:9000], "F01", "不完整"),
    "a million cells": (old_workbook([blanks(row, 255) for row in range(4000)]), "F03", "单元格数"),
    "many records": (old_workbook([(0x1234, b"")] * 500_000), "F03", "记录数"),
    "far cells": (old_workbook(*[[FAR]] * 200), "F03", "所占的范围"),
    "many sheets": (old_workbook(*[[]] * 300), "F03", "工作表数"),
    "many formats": (old_workbook([], ahead=[(CELL_FORMAT, b"\0" * 20)] * 70_000), "F03", "样式数"),
    "many merges": (old_workbook([(MERGES, struct.pack("<H", 60_000))]), "F03", "合并单元格数"),
    "many columns": (old_workbook([(COLUMNS, b"\0" * 12)] * 300), "F03", "列定义数"),
    "a column past the last": (old_workbook([number(0, 300, 1)]), "F01", "位置无效"),
    "charts in charts": (container({"Workbook": record(0x809, b"\0\6\5\0") * 5000}), "F03", "嵌套"),
    "a text that is not there": (old_workbook([(SHARED, struct.pack("<HHHI", 0, 0, 15, 99))]), "F01", "矛盾"),
    "no sheets": (old_workbook(), "F01", "没有工作表"),
    "two sheets in one": (
        container(
            {"Workbook": stream_of([], []).replace(struct.pack("<IB", len(stream_of([], [])) - 24, 0), b"\0" * 5)}
        ),
        "F01",
        "目录与内容不符",
    ),
    "texts that are not there": (
        old_workbook([], ahead=[(SHARED_TEXTS, struct.pack("<II", 9, 2**31 - 1))]),
        "F01",
        "矛盾",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_workbooks(tmp_path: Path, kind: str) -> None:
    """A forged or damaged workbook is one refusal with its reason, in less than a second."""
    data, code, words = HOSTILE[kind]
    read(tmp_path, old_workbook([number(0, 0, 1)]))  # the helper is running
    start = time.perf_counter()
    refusal = refused(tmp_path, data)
    assert (refusal.code, words in refusal.what) == (code, True), refusal
    assert time.perf_counter() - start < 1


def test_what_kills_others_is_read(tmp_path: Path) -> None:
    """A far cell, a link over a whole sheet and a record nobody knows cost what they are in bytes."""
    whole = struct.pack("<HHHH", 0, 65535, 0, 255) + b"\0" * 24
    start = time.perf_counter()
    book = read(tmp_path, old_workbook([FAR, (HYPERLINK, whole), (0x4444, b"?" * 99)]))
    assert list(book.sheets[0].cells) == [(65536, 256)]
    assert time.perf_counter() - start < 1


def test_random_damage(tmp_path: Path) -> None:
    """Whatever is damaged in a workbook, it is read or refused, and quickly."""
    draw = random.Random(7)
    good = old_workbook([number(0, 0, 1), text(0, 1, "甲"), formula(1, 0, 2), blanks(3, 9)], ahead=[(0x22, b"\0\0")])
    for _ in range(150):
        data = bytearray(good)
        for _ in range(draw.randint(1, 8)):
            data[draw.randrange(512, len(data))] = draw.randrange(256)
        (tmp_path / "a.xls").write_bytes(data)
        start = time.perf_counter()
        assert isinstance(read_book(tmp_path / "a.xls"), Book | Refusal)
        assert time.perf_counter() - start < 2
