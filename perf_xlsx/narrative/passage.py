"""One paragraph or table cell of a document, with the words that tell people where it stands."""

from typing import NamedTuple


class Passage(NamedTuple):
    """A paragraph (`table` 0) or a cell; `place` is how findings name it, `level` that of a heading style, else 0."""

    text: str
    place: str
    table: int = 0
    level: int = 0


def paragraph_place(number: int) -> str:
    """How the N-th paragraph with text is named; those in tables do not count."""
    return f"第{number}段"


def line_place(number: int) -> str:
    """How a line of a text file is named."""
    return f"第{number}行"


def cell_place(table: int, row: int, column: int) -> str:
    """How a table cell is named; merged columns count as many as they take."""
    return f"表{table}第{row}行第{column}列"
