"""A hand-made .xlsx marked in place: its own look and formulas stay. Done in a process of its own, with a time limit.

openpyxl is slow and trusting: what it cannot do in time gives nothing, and the caller writes the cells anew.
"""

import io
import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from perf_xlsx.finding import Severity
from perf_xlsx.form.review import (
    FINDING,
    FIRST_ROW,
    GROUNDS,
    HEADINGS,
    HOW_TO,
    KEY_COLUMN,
    NOTE_COLUMN,
    SHEET_NAME,
    WIDTHS,
    line_texts,
)
from perf_xlsx.workbook.heights import PIXELS_PER_POINT, text_pixels
from perf_xlsx.workbook.restored import restored
from perf_xlsx.workbook.review_sheet import (
    AUTHOR,
    HEADLINE_SIZE,
    LINK_BLUE,
    LOWEST,
    PLACE_COLUMN,
    TALLEST,
    Line,
    Review,
    Reviews,
    headline_of,
    lines_of,
)
from perf_xlsx.workbook.style import BLANK_INPUT, BODY_FONT, PALE, RULE, TITLE_FONT

SECONDS = 30.0
PIXELS_A_SIGN = 7.0


class Marker:
    """One process that marks file after file; started when it is first needed, begun anew after a failure."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def marked(self, data: bytes, reviews: Reviews) -> bytes | None:
        """The marked workbook; None when it could not be made in time."""
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        try:
            self._pipe.send((data, dict(reviews)))
            answer = self._pipe.recv_bytes() if self._pipe.poll(self.seconds) else None
        except (EOFError, OSError):
            answer = None
        if answer is None:
            self.close()
        return answer or None

    def close(self) -> None:
        """End the process."""
        if self._process is not None and self._pipe is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _serve(pipe: Connection) -> None:
    """Mark what comes through the pipe; an empty answer says that it could not be done."""
    while True:
        try:
            data, reviews = pipe.recv()
        except EOFError:
            return
        try:
            made = mark_in_place(data, reviews)
            with suppress(Exception):  # a package too odd to be put right is still marked
                made = restored(data, made)
        except Exception:  # noqa: BLE001 - openpyxl raises anything; the caller has another way
            made = b""
        pipe.send_bytes(made)


def mark_in_place(data: bytes, reviews: Reviews) -> bytes:
    """Take old marks off a workbook and put new ones on; links to other files and macros are left behind."""
    import openpyxl  # noqa: PLC0415 - only this process needs it

    book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False, rich_text=True)
    if SHEET_NAME in book.sheetnames:
        del book[SHEET_NAME]
    for sheet, review in reviews.items():
        _mark(book[sheet], review)
    _review_sheet(book, reviews)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _mark(page: Any, review: Review) -> None:
    """Take our old comments and colours off a sheet, and put the new ones on."""
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    ours = {f"FF{ground[1:]}" for ground in GROUNDS.values()}
    for row in page.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ours:
                    cell.fill = PatternFill()
    for address, (ground, words) in review.marks.items():
        cell = page[address]
        cell.fill = PatternFill("solid", fgColor=f"FF{ground[1:]}")
        cell.comment = Comment(words, AUTHOR, width=300, height=40 + 18 * (words.count("\n") + len(words) // 22))


def _review_sheet(book: Any, reviews: Reviews) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    page = book.create_sheet(SHEET_NAME)
    for column, pixels in enumerate(WIDTHS, 1):
        page.column_dimensions[get_column_letter(column)].width = pixels / PIXELS_A_SIGN
    page.column_dimensions[get_column_letter(KEY_COLUMN)].hidden = True
    told, headline = list(lines_of(reviews, issued=False)), headline_of(reviews)
    least = max((review.least for review in reviews.values()), default=0)
    lines = {1: (SHEET_NAME, 16), 2: (headline, HEADLINE_SIZE), 3: (HOW_TO.format(least=least), 10)}
    for row, (text, size) in lines.items():
        _text(page.cell(row, 1), text)
        page.cell(row, 1).font = Font(name=TITLE_FONT if size > 10 else BODY_FONT, size=size)  # noqa: PLR2004
    for column, words in enumerate(HEADINGS, 1):
        _box(page.cell(FIRST_ROW - 1, column), PALE)
        _text(page.cell(FIRST_ROW - 1, column), words)
    for line in told:
        _line(page, line)
    _text(page.cell(FIRST_ROW + len(told), KEY_COLUMN), f"{FINDING}END")
    page.protection.sheet, page.protection.formatRows, page.protection.formatColumns = True, False, False
    page.freeze_panes = f"A{FIRST_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight = True, 0


def _line(page: Any, line: Line) -> None:
    from openpyxl.styles import Font, PatternFill, Protection  # noqa: PLC0415 - as above

    row, finding = FIRST_ROW - 1 + line.number, line.finding
    texts = line_texts(line.number, finding, line.place)
    for column, text in enumerate(texts, 1):
        _box(page.cell(row, column), GROUNDS[finding.severity] if column == 2 else "")  # noqa: PLR2004 - 级别
        _text(page.cell(row, column), text)
    if line.cell:
        place = page.cell(row, PLACE_COLUMN)
        place.hyperlink = f"#{line.link}"
        place.font = Font(name=BODY_FONT, size=10, color=f"FF{LINK_BLUE[1:]}", underline="single")
    note = page.cell(row, NOTE_COLUMN)
    note.protection = Protection(locked=False)
    if finding.severity is Severity.WARNING:
        note.fill = PatternFill("solid", fgColor=f"FF{BLANK_INPUT[1:]}")
    _text(page.cell(row, KEY_COLUMN), line.key)
    tallest = max(text_pixels(text, width, 10) for text, width in zip(texts, WIDTHS, strict=True) if text)
    page.row_dimensions[row].height = min(TALLEST, max(LOWEST, tallest)) / PIXELS_PER_POINT


def _text(cell: Any, text: str) -> None:
    """Write a text as a text: openpyxl takes one that begins with = for a formula."""
    cell.value = text or None
    if text:
        cell.data_type = "s"


def _box(cell: Any, ground: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - as above

    edge = Side("thin", color=f"FF{RULE[1:]}")
    cell.border = Border(edge, edge, edge, edge)
    cell.font = Font(name=BODY_FONT, size=10)
    narrow = cell.column <= PLACE_COLUMN or cell.column > NOTE_COLUMN
    cell.alignment = Alignment(horizontal="center" if narrow else "left", vertical="center", wrap_text=True)
    if ground:
        cell.fill = PatternFill("solid", fgColor=f"FF{ground[1:]}")
