"""The six real forms of 2020, typed by hand and read by their words."""

import functools
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import case_book

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.notation import read_notation
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

SIX = [name for name in case_book.NAMES if name.startswith("002-")]


def number(text: str) -> Decimal | None:
    """A number cell; marks and blanks are none."""
    return read_notation(text).number


def forms_in(file: Path) -> list[FilledForm]:
    """Every hand-made form of a workbook."""
    book = read_book(file, Limits())
    assert not isinstance(book, Refusal)
    return [form for _, form in read_hand_made(book, Checking()).forms]


def real_form(number_of_form: int) -> FilledForm:
    """One of the six forms, 1 to 6, as hand-made; a fresh one each time, as tests change it."""
    return replace(_read(number_of_form), memory={})


@functools.cache
def _read(number_of_form: int) -> FilledForm:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        case_book.workbook_of(SIX[number_of_form - 1], file)
        [form] = forms_in(file)
    return form
