"""A shared formula moved to another of its cells: relative references shifted, all else untouched."""

import re

from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.book import LAST_COLUMN, LAST_ROW

_LOST = "#REF!"

# In order: what must not be touched is matched first and whole, so that nothing inside it looks like a cell.
_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*"                                              # text
    | '(?:[^']|'')*'                                              # quoted sheet name
    | \[(?:[^\[\]]|\[[^\[\]]*\])*\]                               # table column, other workbook
    | (?P<dc>\$?)(?P<column>[A-Za-z]{1,3})(?P<dr>\$?)(?P<row>[1-9][0-9]{0,6})(?![\w.(!\[\\])
    | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!$\\])
    | (?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})(?![\w.(!$\\])
    | [\w.\\?]+                                                   # name, function, number
    """,
    re.VERBOSE,
)


def translate(formula: str, down: int, right: int) -> str:
    """Shift the relative references of a formula by rows and columns; one that leaves the sheet becomes #REF!."""

    def moved(match: re.Match[str]) -> str:
        if match["row"]:
            return _cell(match, down, right)
        for group, shift, one in (("columns", right, _column), ("rows", down, _row)):
            if match[group]:
                first, _, last = match[group].partition(":")
                ends = (one(first, shift), one(last, shift))
                return _LOST if None in ends else f"{ends[0]}:{ends[1]}"
        return match[0]

    return _TOKEN.sub(moved, formula)


def _cell(match: re.Match[str], down: int, right: int) -> str:
    if number_of_letters(match["column"]) > LAST_COLUMN or int(match["row"]) > LAST_ROW:
        return match[0]
    column = _column(match["dc"] + match["column"], right)
    row = _row(match["dr"] + match["row"], down)
    return _LOST if column is None or row is None else column + row


def _column(text: str, shift: int) -> str | None:
    if text.startswith("$"):
        return text
    column = number_of_letters(text) + shift
    return letters_of_number(column) if 1 <= column <= LAST_COLUMN else None


def _row(text: str, shift: int) -> str | None:
    if text.startswith("$"):
        return text
    row = int(text) + shift
    return str(row) if 1 <= row <= LAST_ROW else None
