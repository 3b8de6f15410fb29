"""Sheets of the bureau's workbooks: one look for titles, headings and cells, print settings, texts never formulas."""

import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perf_xlsx.report.lean import LeanBook, LeanSheet
from perf_xlsx.report.plain import cell_text
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.style import BODY_FONT, PALE, RULE, TITLE_FONT, Styles

A4, LANDSCAPE_MARGIN = 9, 0.5
LOWEST, TALLEST = 24, 400  # pixels of a row
WHOLE_RATE_PIXELS = 90  # 100.00%, bold too, in a wider font than ours where that is missing
LINE, SEVERAL_LINES = 20, 60  # pixels: one line, and three
MANY_CELLS, PIECE = 10_000, 1024 * 1024
MOST_LINKS = 65_000  # Excel takes 65,530 a sheet
LINK_BLUE = "#0563C1"
VERDICT_GROUNDS = {"退回修改": "#FBE3E1", "待核实": "#FFF3D6", "通过": "#E6F4EA", "无法审核": "#E8EAED"}
VERDICT_INKS = {"退回修改": "#B3261E", "待核实": "#7A5900", "通过": "#1E6B34", "无法审核": "#5F6368"}


class Link(NamedTuple):
    """A cell that leads somewhere: the address as XlsxWriter spells it, what is shown, and what where no link fits."""

    address: str
    text: str
    instead: str | None = None


class Result(NamedTuple):
    """A formula with the value it gives."""

    formula: str
    value: Decimal | str | None


CellValue = str | int | Decimal | Link | Result | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, its width in pixels, how its cells look."""

    title: str
    pixels: int
    align: str = "left"
    number: str = ""


@dataclass(slots=True)
class Book:
    """A workbook that is being written into a temporary file."""

    file: IO[bytes]
    book: Workbook
    styles: Styles
    links: dict[str, int] = field(default_factory=dict)

    def sheet(self, name: str, headings: Sequence[Heading] = (), *, long: bool = False) -> Worksheet:
        """Add a sheet for A4 landscape, its columns as wide as the headings say; a long one takes no charts."""
        page = self.book.add_worksheet(name, LeanSheet if long else None)
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(LANDSCAPE_MARGIN, LANDSCAPE_MARGIN, LANDSCAPE_MARGIN, 0.7)
        page.fit_to_pages(1, 0)
        page.set_footer(f'&C&"{BODY_FONT}"&9第 &P 页，共 &N 页')
        page.hide_gridlines(2)
        for column, heading in enumerate(headings):
            page.set_column_pixels(column, column, heading.pixels, self.styles.of())
        return page

    def title(self, page: Worksheet, text: str, below: str, columns: int) -> None:
        """Write a sheet's title and the line below it over its columns."""
        page.set_row_pixels(0, 44)
        page.merge_range(0, 0, 0, columns - 1, "", self.styles.of(font_name=TITLE_FONT, font_size=18))
        page.write_string(0, 0, text, self.styles.of(font_name=TITLE_FONT, font_size=18))
        quiet = self.styles.of(font_size=9, font_color="#5F6368")
        page.merge_range(1, 0, 1, columns - 1, "", quiet)
        page.write_string(1, 0, cell_text(below), quiet)

    def head(self, page: Worksheet, row: int, headings: Sequence[Heading]) -> None:
        """Write a row of headings."""
        look = self.styles.of(font_name=TITLE_FONT, bg_color=PALE, border=1, border_color=RULE)
        page.set_row_pixels(row, 30)
        for column, heading in enumerate(headings):
            page.write_string(row, column, heading.title, look)

    def table(
        self, page: Worksheet, first: int, headings: Sequence[Heading], rows: Iterable[Sequence[CellValue]]
    ) -> None:
        """Write headings and rows that can be filtered; the headings stay in sight and are printed on every page."""
        self.head(page, first, headings)
        last = first + 1
        for number, row in enumerate(rows, first + 1):
            last = number
            page.set_row_pixels(number, row_pixels(headings, row))
            for column, (heading, value) in enumerate(zip(headings, row, strict=True)):
                self.cell(page, (number, column), value, self.look(heading))
        page.freeze_panes(first + 1, 0)
        page.repeat_rows(first)
        page.autofilter(first, 0, last, len(headings) - 1)
        page.print_area(0, 0, last, len(headings) - 1)

    def look(self, heading: Heading, **more: Any) -> dict[str, Any]:
        """The properties of a column's cells."""
        look = {"border": 1, "border_color": RULE, "align": heading.align, **more}
        look |= {"indent": 1} if heading.align != "center" else {}
        return {**look, "num_format": heading.number} if heading.number else look

    def cell(self, page: Worksheet, at: tuple[int, int], value: CellValue, look: dict[str, Any]) -> None:
        """Write one cell; a text is a text, whatever it begins with."""
        if isinstance(value, str) and value in VERDICT_GROUNDS:
            look = {**look, "bg_color": VERDICT_GROUNDS[value], "font_color": VERDICT_INKS[value]}
        if isinstance(value, Link):
            used = self.links.get(page.name, 0)
            if used < MOST_LINKS:
                style = self.styles.of(**look, font_color=LINK_BLUE, underline=1)
                done = page.write_url(*at, value.address, style, cell_text(value.text)[:255])
                self.links[page.name] = used + 1
                if done == 0:
                    return
            value = value.text if value.instead is None else value.instead
        style = self.styles.of(**look)
        if value is None or value == "":
            page.write_blank(*at, None, style)
        elif isinstance(value, str):
            page.write_string(*at, cell_text(value), style)
        elif isinstance(value, Result):
            given = value.value or "" if isinstance(value.value, str | None) else float(value.value)
            page.write_formula(*at, value.formula, style, given)
        else:
            page.write_number(*at, float(value), style)

    def done(self) -> Iterator[bytes]:
        """Close the workbook and give its bytes, piece by piece."""
        with self.file as file:
            self.book.close()
            file.seek(0)
            yield from iter(partial(file.read, PIECE), b"")


def row_pixels(headings: Sequence[Heading], row: Sequence[CellValue]) -> int:
    """How high a row must be for its texts, in pixels."""
    texts = [(heading.pixels, _shown(value)) for heading, value in zip(headings, row, strict=True)]
    return min(TALLEST, max(LOWEST, *(_pixels(text, pixels) for pixels, text in texts if text)))


def _pixels(text: str, wide: int) -> int:
    """The height of one text; a long one may take a line more, as a name of a file goes to the next line whole."""
    high = text_pixels(text, wide, 10)
    return high + LINE if high >= SEVERAL_LINES else high


def _shown(value: CellValue) -> str:
    told = value.text if isinstance(value, Link) else value.value if isinstance(value, Result) else value
    return told if isinstance(told, str) else ""


def new_book(title: str, made: datetime, cells: int = 0) -> Book:
    """Begin a workbook; one of many cells is written row by row, so that it does not fill the memory."""
    file = TemporaryFile(prefix="perf-xlsx-")  # noqa: SIM115 - closed when it has been read back
    options = {
        "in_memory": cells < MANY_CELLS,
        "constant_memory": cells >= MANY_CELLS,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": BODY_FONT, "font_size": 10},
        "default_row_height": 20,
        "default_column_width": 72,
    }
    book = LeanBook(file, options)
    weakref.finalize(book, file.close)  # nobody reads it back where the report cannot be written
    book.set_properties({"title": title, "author": "perf-xlsx", "created": made.replace(tzinfo=None)})
    return Book(file, book, Styles(book, {}))


def decimal_or_text(text: str | None) -> Decimal | str | None:
    """A decimal text as the number it is."""
    return None if text is None else Decimal(text)
