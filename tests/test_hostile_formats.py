"""Hostile files in every other format: one finding each, in a second and 100 MB, and the batch goes on."""

import itertools
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from containers import container, number, old_workbook
from documents import NAMESPACES, cell, count, line, ods, row, sheet, table, word
from pace import pace

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import Verdict
from perf_xlsx.workbook import xls_in
from perf_xlsx.workbook.helper import Helper

MEMORY = 90_000_000
SECONDS = 1 if sys.gettrace() is None else 4  # a run that measures coverage counts every line
BOMB = '<!DOCTYPE a [<!ENTITY a "长长长长长长长长长长">' + "".join(
    f'<!ENTITY {name} "&{before};&{before};&{before};&{before};&{before};&{before};&{before};&{before};">'
    for before, name in itertools.pairwise("abcdefgh")
)


def noise(size: int) -> bytes:
    """Bytes nobody can make sense of, the same every time."""
    return random.Random(3).randbytes(size)


def word_of(text: str) -> bytes:
    """A document whose main part is this text."""
    return word("", {"word/document.xml": text})


def nested(depth: int) -> str:
    """Tables in tables."""
    return "<w:tbl><w:tr><w:tc>" * depth + line("甲") + "</w:tc></w:tr></w:tbl>" * depth


OPEN = f"<office:document-content{NAMESPACES}>"
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "xls, garbage in a container": ("a.xls", lambda: container({"Workbook": noise(40_000)}), "F01"),
    "xls, container of garbage": ("a.xls", lambda: container({"Workbook": b"x"})[:512] + noise(9000), "F01"),
    "xls, truncated": ("a.xls", lambda: old_workbook([number(one, 0, 1) for one in range(900)])[:15_000], "F01"),
    "xls, a million blanks": (
        "a.xls",
        lambda: old_workbook([(0xBE, b"\0\0\0\0" + b"\x0f\0" * 256 + b"\xff\0")] * 4000),
        "F03",
    ),
    "xls, too large": ("a.xls", lambda: old_workbook([]) + bytes(21 * 1024 * 1024), "F03"),
    "xls, half a million records": ("a.xls", lambda: old_workbook([(0x1234, b"")] * 500_000), "F03"),
    "et, far cells": ("a.et", lambda: old_workbook(*[[number(65535, 255, 1)]] * 250), "F03"),
    "xls, a password": ("a.xls", lambda: old_workbook([], ahead=[(0x2F, b"\1\0\1\0\1\0" + noise(48))]), "F02"),
    "xls, a web page": ("a.xls", "<html><table><tr><td>项目".encode, "F01"),
    "xls, text": ("a.xls", lambda: "项目名称,得分\n甲,9".encode("gb18030"), "F01"),
    "ods, truncated": ("a.ods", lambda: ods(sheet(row(count("1"))))[:-200], "F01"),
    "ods, a million cells": (
        "a.ods",
        lambda: ods(
            sheet(
                row(count("1", ' table:number-columns-repeated="16384"'), attributes=' table:number-rows-repeated="64"')
            )
        ),
        "F03",
    ),
    "ods, entities": ("a.ods", lambda: ods("", others={"content.xml": f"{BOMB}]>{OPEN}&h;"}), "F01"),
    "ods, a gigabyte of spaces": ("a.ods", lambda: ods("", others={"content.xml": OPEN + " " * 30_000_000}), "F03"),
    "ods, styles of spaces": ("a.ods", lambda: ods(sheet(), others={"styles.xml": "<a>" + " " * 9_000_000}), "F03"),
    "ods, deep": ("a.ods", lambda: ods("<table:table>" * 60_000 + "</table:table>" * 60_000), "F03"),
    "ods, an absurd span": (
        "a.ods",
        lambda: ods(sheet(row(count("1", ' table:number-rows-spanned="99999999"')))),
        "F01",
    ),
    "ods, no XML": ("a.ods", lambda: ods("", others={"content.xml": noise(9000)}), "F01"),
    "ods, encrypted": (
        "a.ods",
        lambda: ods("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
        "F02",
    ),
    "docx, truncated": ("a.docx", lambda: word(line("甲"))[:-100], "F01"),
    "docx, entities": ("a.docx", lambda: word_of(f"{BOMB}]><a>&h;</a>"), "F01"),
    "docx, a gigabyte of spaces": ("a.docx", lambda: word_of("<a>" + " " * 30_000_000), "F03"),
    "docx, a huge table": (
        "a.docx",
        lambda: word("<w:tbl>" + f"<w:tr>{cell('甲') * 60}</w:tr>" * 2500 + "</w:tbl>"),
        "F03",
    ),
    "docx, many tables": ("a.docx", lambda: word((table([cell("甲")]) + line("标题")) * 300), "F03"),
    "docx, tables in tables": ("a.docx", lambda: word(nested(20_000)), "F03"),
    "docx, absurd spans": ("a.docx", lambda: word(table([cell("甲", 99_999)])), "F01"),
    "docx, a long text": ("a.docx", lambda: word(line("长" * 70_000)), "F03"),
    "docx, no XML": ("a.docx", lambda: word_of("PK"), "F01"),
    "doc": ("a.doc", lambda: container({"WordDocument": noise(5000)}), "F06"),
    "pdf": ("a.pdf", lambda: b"%PDF-1.7\n" + noise(5000), "F06"),
}


@pytest.fixture(autouse=True)
def _helper_is_running(tmp_path: Path) -> None:
    """Start the helper before the clock."""
    good = tmp_path / "good.xls"
    good.write_bytes(old_workbook([number(0, 0, 1)]))
    check_file(good, good.name, Checking())


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files(tmp_path: Path, kind: str) -> None:
    """One file, one finding of its family, nothing crashed; in a second."""
    name, build, code = HOSTILE[kind]
    file = tmp_path / name
    file.write_bytes(build())
    start = time.perf_counter()
    [report] = check_file(file, name, Checking())
    seconds = time.perf_counter() - start
    assert [one.rule for one in report.findings] == [code], report.findings
    assert report.verdict is Verdict.UNCHECKED
    assert not report.rules.crashed
    assert seconds < SECONDS * pace()


@pytest.mark.parametrize("kind", HOSTILE)
def test_their_memory(tmp_path: Path, kind: str) -> None:
    """What is held of a hostile file at any time stays below 90 MB."""
    name, build, _ = HOSTILE[kind]
    file = tmp_path / name
    file.write_bytes(build())
    tracemalloc.start()
    try:
        check_file(file, name, Checking())
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("depth", [50, 900, 3000])
def test_small_and_deep(tmp_path: Path, depth: int) -> None:
    """Nesting too small to be counted ends as a finding too, not as an exhausted stack."""
    for name, data in (
        ("a.docx", word(nested(depth))),
        ("a.ods", ods("<table:table-row-group>" * depth + "</table:table-row-group>" * depth)),
    ):
        file = tmp_path / name
        file.write_bytes(data)
        [report] = check_file(file, name, Checking())
        assert not report.rules.crashed
        assert report.verdict is Verdict.UNCHECKED


def test_a_helper_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file the helper takes too long over is F03, one it dies of F01; the file after it is read."""
    script = tmp_path / "script.py"
    script.write_text(
        'import sys, time\nsys.stdin.readline()\nprint("{}", flush=True)\nsize = int(sys.stdin.readline())\n'
        "time.sleep(60 if size > 3000 else 0)\n",
        "utf-8",
    )
    helper = Helper(script, 2**30)
    monkeypatch.setattr(xls_in, "_HELPER", helper)
    try:
        for size, code in ((200, "F03"), (1, "F01")):
            file = tmp_path / "a.xls"
            file.write_bytes(old_workbook([number(one, 0, 1) for one in range(size)]))
            [report] = check_file(file, file.name, Checking())
            assert [one.rule for one in report.findings] == [code]
    finally:
        helper.close()
    monkeypatch.undo()
    [report] = check_file(tmp_path / "good.xls", "good.xls", Checking())
    assert [one.rule for one in report.findings] == ["F04"]
