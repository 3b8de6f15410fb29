"""Reading, checking and writing single forms in one process, against the named peers on the same files.

`python bench_forms.py CANDIDATE < files` prints the processor milliseconds a file of one candidate: every round starts
a fresh process for each, as in the measurements the targets come from.
"""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import bench_corpus as corpus
import xlsxwriter
from bench_measure import Line, Work, interleaved, median_of
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from perf_xlsx.api import Checking, check_file
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.workbook.book import Book, cell_value
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review

WRITTEN = 40
WARM = 3
"""So many files are gone through before the clock starts: a template is compiled once for a whole batch."""


def openpyxl_twice(file: Path) -> object:
    """The naive loop: values, then formulas."""
    return [load_workbook(file, data_only=data_only) for data_only in (True, False)]


def calamine(file: Path) -> object:
    """Values only, every sheet."""
    book = CalamineWorkbook.from_path(str(file))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def whole_check() -> Work:
    """One full check after the other, as in a batch."""
    checking = Checking()
    return lambda file: check_file(file, checking)


def whole_read() -> Work:
    """Every form of a file read to the end: cells, keys, the copy of what was issued, the value of every cell."""
    catalog = catalog_of()

    def read(file: Path) -> object:
        book = read_book(file)
        assert isinstance(book, Book)
        stamps = stamps_of(without_review(book))
        return [read_issued(stamp, catalog.get(stamp.identity.template)) for stamp in stamps]

    return read


CANDIDATES: Mapping[str, Callable[[], Work]] = {
    "openpyxl": lambda: openpyxl_twice,
    "cells": lambda: read_book,
    "read": whole_read,
    "check": whole_check,
    "calamine": lambda: calamine,
}


def measure(name: str, files: Sequence[Path]) -> float:
    """Processor milliseconds a file of one candidate, in this process."""
    work = CANDIDATES[name]()
    for file in files[:WARM]:
        work(file)
    start = time.process_time()
    for file in files:
        work(file)
    return (time.process_time() - start) * 1000 / len(files)


def _fresh(name: str, files: Sequence[Path]) -> float:
    """The same in a process of its own."""
    listed = "\n".join(map(str, files))
    done = subprocess.run(
        [sys.executable, __file__, name], input=listed, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return float(done.stdout)


def compare_reading(files: Sequence[Path], rounds: int) -> list[Line]:
    """The whole check against openpyxl, the read against calamine, the rules against the read."""
    found = [{name: _fresh(name, files) for name in CANDIDATES} for _ in range(rounds)]
    print("  " + "，".join(f"{name} {median_of(one[name] for one in found):.2f} ms" for name in CANDIDATES))
    return [
        Line("openpyxl 读两遍 ÷ 整个审核", median_of(one["openpyxl"] / one["check"] for one in found), 12, least=True),
        Line("读 ÷ python-calamine 只读值", median_of(one["read"] / one["calamine"] for one in found), 5),
        Line("全部规则 ÷ 读", median_of(one["check"] / one["read"] - 1 for one in found), 0.7),
        Line("同上，标识、副本和各格的值不算读", median_of(one["check"] / one["cells"] - 1 for one in found), 0.7),
    ]


def compare_writing(rounds: int) -> list[Line]:
    """Generating a form against XlsxWriter alone writing the same cells without any look."""
    issued = [Path(str(number)) for number in range(WRITTEN)]
    books = [corpus.issued_bytes(number) for number in range(WRITTEN)]
    cells = {one: _book(data) for one, data in zip(issued, books, strict=True)}
    candidates: dict[str, Work] = {
        "perf-xlsx": lambda one: corpus.issued_bytes(int(one.name)),
        "XlsxWriter": lambda one: bare_xlsxwriter(cells[one]),
    }
    found = interleaved(candidates, issued, rounds)
    ratio = median_of(one["perf-xlsx"] / one["XlsxWriter"] for one in found)
    return [Line("生成一张 ÷ 只用 XlsxWriter 写同样的格子", ratio, 1.3)]


def _book(data: bytes) -> Book:
    """A workbook read back."""
    book = read_book(_kept(data))
    assert isinstance(book, Book)
    return book


def _kept(data: bytes) -> Path:
    file = corpus.scratch() / "issued.xlsx"
    file.write_bytes(data)
    return file


def bare_xlsxwriter(book: Book) -> int:
    """XlsxWriter alone, writing the same cells."""
    target = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for grid in book.sheets:
        page = target.add_worksheet(grid.name)
        for (row, column), cell in grid.cells.items():
            value = cell_value(cell)
            if cell.formula is not None:
                page.write_formula(row - 1, column - 1, f"={cell.formula}", None, str(value or ""))
            elif isinstance(value, str):
                page.write_string(row - 1, column - 1, value)
            elif value is not None:
                page.write_number(row - 1, column - 1, float(value))
    target.close()
    return len(book.sheets)


if __name__ == "__main__":
    print(measure(sys.argv[1], [Path(line) for line in sys.stdin.read().splitlines()]))
