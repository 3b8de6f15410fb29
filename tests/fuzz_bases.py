"""The files the fuzzer mutates: issued forms of several templates and hand-made ones, in every format that is read."""

import functools
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from case_book import workbook_of
from containers import formula, number, old_workbook, text
from documents import count, empty, ods, row, said, seed_002_document, sheet, word, word_of_sheet
from returned import resaved, returned, workbook
from sensible import answers, worked_project
from tools import FILLED, catalog

from perf_xlsx.form.identity import identity_of
from perf_xlsx.workbook.write import write_form

Base = tuple[str, bytes]

# One of each layout: a matrix of funds, two tables of indicators, targets typed by the unit.
TEMPLATES = (
    ("national/2020/department_self_evaluation", False),
    ("national/2020/project_self_evaluation", True),
    ("shanxi/2020/project_self_evaluation", False),
    ("transfer/2021/transfer_self_evaluation", False),
    ("sichuan/2023/project_self_evaluation", True),
)
HAND_MADE = ("002-2-xuanchuanpian", "w01-chizhou-tangxi-weituo", "w14-yongde-mingliang")
# What the old format holds in one text without a second record.
LONGEST_OLD_TEXT = 4000


@functools.cache
def bases() -> tuple[Base, ...]:
    """The ending and the bytes of every file to mutate."""
    with tempfile.TemporaryDirectory() as folder:
        issued = list(_issued(Path(folder)))
        by_hand = list(_by_hand(Path(folder)))
    books = [openpyxl.load_workbook(io.BytesIO(data), data_only=True) for data in (issued[0], *by_hand)]
    others = [(".ods", _open_document(book)) for book in books]
    others += [(".xls", _old(book)) for book in books]
    others += [(".docx", word(word_of_sheet(book.worksheets[0]))) for book in books[1:]]
    return *((".xlsx", data) for data in (*issued, *by_hand)), *others, (".docx", seed_002_document())


def _issued(folder: Path) -> Iterator[bytes]:
    """Filled forms: clean, empty, faulty, saved by a program that stores no results; then other templates."""
    yield workbook()
    yield workbook(dict.fromkeys(FILLED))
    yield workbook({**FILLED, "funds.other.annual_budget": "无", "total.score": None})
    yield resaved(returned(folder)).read_bytes()
    for name, blank in TEMPLATES:
        template = catalog().get(name, blank=blank)
        one = worked_project(template, folder)
        yield write_form(template, one, identity_of(template, one), inputs=answers(template, one, folder))


def _by_hand(folder: Path) -> Iterator[bytes]:
    file = folder / "自制.xlsx"
    for name in HAND_MADE:
        workbook_of(name, file)
        yield file.read_bytes()


def _open_document(book: Any) -> bytes:
    """Every sheet as OpenDocument, values only."""
    tables = (
        sheet(*(row(*map(_open_cell, cells)) for cells in page.iter_rows(values_only=True)), name=page.title)
        for page in book.worksheets
    )
    return ods("".join(tables))


def _open_cell(value: object) -> str:
    if value is None:
        return empty()
    return count(str(value)) if isinstance(value, int | float) else said(str(value))


def _old(book: Any) -> bytes:
    """Every sheet as an old workbook, values only."""
    return old_workbook(*(list(_old_cells(page)) for page in book.worksheets))


def _old_cells(page: Any) -> Iterator[tuple[int, bytes]]:
    for line in page.iter_rows():
        for cell in line:
            at = (cell.row - 1, cell.column - 1)
            if isinstance(cell.value, int | float):
                yield formula(*at, cell.value) if cell.column % 2 else number(*at, cell.value)
            elif cell.value is not None:
                yield text(*at, str(cell.value)[:LONGEST_OLD_TEXT])
