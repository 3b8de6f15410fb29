"""Milliseconds a form for write, read and check, as ratios against named peers, measured side by side in one run.

make bench            the six samples, medians of interleaved rounds
make bench N=15       that many rounds
"""

import io
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from perf_xlsx.api import Checking, check_file, read_projects
from perf_xlsx.form.identity import identity_of
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.book import Book, cell_value
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.write import write_form

SAMPLES = Path(__file__).parents[2] / "samples"
ROUNDS = int(os.environ.get("N") or 9)


def openpyxl_twice(file: Path) -> list[object]:
    """The naive loop: values, then formulas."""
    return [load_workbook(file, data_only=data_only) for data_only in (True, False)]


def calamine(file: Path) -> list[object]:
    """Values only, every sheet."""
    book = CalamineWorkbook.from_path(str(file))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def bare_xlsxwriter(book: Book) -> int:
    """XlsxWriter alone, writing the same cells without any look."""
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


def timed(work: Callable[[], object]) -> float:
    """Processor milliseconds of one call."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


EMPTY_PROGRAM = "import click; click.command()(lambda: None)(['--help'])"
HELP = "from perf_xlsx.cli.main import main; main(['--help'])"


def command(program: str) -> float:
    """Processor milliseconds of a program in a process of its own, its start included."""
    before = os.times()
    subprocess.run([sys.executable, "-c", program], check=False, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent * 1000


def compare_help() -> None:
    """`--help` against an empty click program, and the heavy modules it imports (there should be none)."""
    spent = [(command(HELP), command(EMPTY_PROGRAM)) for _ in range(2 * ROUNDS + 1)]
    ours, theirs = map(statistics.median, zip(*spent, strict=True))
    print(f"  --help{ours:26.1f} ms\n  empty click program{theirs:13.1f} ms\n  ratio = {ours / theirs:.2f}")
    seen = subprocess.run([sys.executable, "-X", "importtime", "-c", HELP], check=False, capture_output=True, text=True)
    modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in seen.stderr.splitlines()}
    heavy = sorted(modules & {"openpyxl", "xlsxwriter", "multiprocessing", "lxml"})
    print(f"  heavy modules: {', '.join(heavy) or 'none'}")


def main() -> None:
    """Interleave the candidates round by round and print medians and ratios."""
    template = Catalog().get("national/2020/project_self_evaluation")
    projects = read_projects(SAMPLES / "projects.xlsx", template, 2020)
    issued = sorted((SAMPLES / "issued").rglob("*.xlsx"))
    returned = sorted((SAMPLES / "returned").glob("*.xlsx"))
    books = [book for book in map(read_book, issued) if isinstance(book, Book)]
    checking = Checking()
    candidates: dict[str, Callable[[], object]] = {
        "write: perf-xlsx": lambda: [write_form(template, one, identity_of(template, one)) for one in projects],
        "write: bare XlsxWriter": lambda: [bare_xlsxwriter(book) for book in books],
        "read: perf-xlsx": lambda: [read_book(file) for file in returned],
        "read: openpyxl twice": lambda: [openpyxl_twice(file) for file in returned],
        "read: calamine, values": lambda: [calamine(file) for file in returned],
        "check: perf-xlsx": lambda: [check_file(file, checking) for file in returned],
    }
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(ROUNDS + 1):
        for name, work in candidates.items():
            spent = timed(work) / len(projects)
            if number:  # the first round warms up
                times[name].append(spent)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"Python {platform.python_version()}, {platform.machine()}, {ROUNDS} rounds, {len(projects)} forms")
    for name, median in medians.items():
        print(f"  {name:<24}{median:8.2f} ms a form")
    for over, under in (
        ("write: perf-xlsx", "write: bare XlsxWriter"),
        ("read: openpyxl twice", "read: perf-xlsx"),
        ("read: perf-xlsx", "read: calamine, values"),
        ("read: openpyxl twice", "check: perf-xlsx"),
        ("check: perf-xlsx", "read: perf-xlsx"),
    ):
        print(f"  {over} / {under} = {medians[over] / medians[under]:.2f}")
    print(f"  all rules / read = {medians['check: perf-xlsx'] / medians['read: perf-xlsx'] - 1:.2f}")
    compare_help()


if __name__ == "__main__":
    main()
