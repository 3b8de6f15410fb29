"""The notes on 审核意见 of a marked copy that came back, and the book without that sheet."""

from collections.abc import Sequence
from dataclasses import replace

from perf_xlsx.form.review import FINDING, KEY_COLUMN, NOTE_COLUMN, SHEET_NAME, Note, read_key
from perf_xlsx.workbook.book import Book, SheetGrid, cell_value

NOTE_BEFORE_KEY = KEY_COLUMN - NOTE_COLUMN


def notes_of(book: Book) -> Sequence[Note]:
    """What was written beside each finding, blank ones left out."""
    return [note for grid in book.sheets if _is_review(grid) for note in _notes(grid)]


def without_review(book: Book) -> Book:
    """The book without the sheet of an earlier check: its words are ours, not the unit's."""
    kept = tuple(grid for grid in book.sheets if not _is_review(grid))
    return book if len(kept) == len(book.sheets) else replace(book, sheets=kept)


def _is_review(grid: SheetGrid) -> bool:
    return grid.name == SHEET_NAME and any(cell.text.startswith(FINDING) for cell in grid.cells.values())


def _notes(grid: SheetGrid) -> list[Note]:
    found = []
    for (row, column), cell in grid.cells.items():
        key = read_key(cell.text) if cell.kind == "s" else None
        value = cell_value(grid.cells.get((row, column - NOTE_BEFORE_KEY))) if key else None
        if key and isinstance(value, str) and value.strip():
            found.append(Note(*key, value))
    return found
