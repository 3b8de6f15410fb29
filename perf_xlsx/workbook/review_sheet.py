"""审核意见 as XlsxWriter writes it: a line a finding with a link to its cell, an open cell for the unit's note."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.place import Place
from perf_xlsx.form.review import (
    FINDING,
    FIRST_ROW,
    GROUNDS,
    HEADINGS,
    HOW_TO,
    KEY_COLUMN,
    NOTE_COLUMN,
    PRINT_COLUMN,
    SHEET_NAME,
    WIDTHS,
    comments,
    key_text,
    line_texts,
    where_of,
)
from perf_xlsx.workbook.book import split_a1
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.style import BLANK_INPUT, INK, PALE, RULE, TITLE_FONT, Styles

LOWEST, TALLEST = 28, 400  # pixels
HEIGHTS = {0: 40, 1: 28, 2: 26, FIRST_ROW - 2: 30}
LINK_BLUE = "#0563C1"
HEADLINE_SIZE = 12
PLACE_COLUMN = 4
AUTHOR = "perf-xlsx"


@dataclass(frozen=True)
class Review:
    """What a copy is marked with: the verdict, its findings, each with its cell in the copy ("" without one).

    `notes` and `texts` are what stands on 校验 and 报告, `printed` the spelling of cells that got another format.
    """

    headline: str = ""
    findings: Sequence[tuple[Finding, str]] = ()
    least: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[Place, str] = field(default_factory=dict)

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, str]]:
        """Colour and comment by cell."""
        by_cell: dict[str, list[Finding]] = {}
        for finding, cell in self.findings:
            if cell:
                by_cell.setdefault(cell, []).append(finding)
        return comments(by_cell)


def joined(one: Review, other: Review) -> Review:
    """Two hand-made forms of one sheet."""
    headline = f"{one.headline}；{other.headline}"
    return replace(one, headline=headline, findings=(*one.findings, *other.findings))


Reviews = Mapping[str, Review]
"""What is told of each sheet of a copy: a hand-made file may hold several forms."""


class Line(NamedTuple):
    """A line of 审核意见: number, finding, its cell and sheet in the copy, the place as it is shown, its key."""

    number: int
    finding: Finding
    cell: str
    sheet: str
    place: str
    key: str

    @property
    def link(self) -> str:
        """Where the place leads to."""
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.cell}"


def lines_of(reviews: Reviews, *, issued: bool) -> Iterator[Line]:
    """The lines of 审核意见; of a hand-made file a line's key says where it stands, for there may be several forms."""
    number = 0
    for sheet, review in reviews.items():
        for finding, cell in review.findings:
            number += 1
            where = where_of(sheet, finding.cell or "")
            place = where_of(sheet, cell) if cell and len(reviews) > 1 else cell
            yield Line(number, finding, cell, sheet, place, key_text(finding, "" if issued else where))


def headline_of(reviews: Reviews) -> str:
    """The verdicts of all forms of a copy."""
    return "；".join(review.headline for review in reviews.values() if review.headline)


def add_comments(page: Worksheet, review: Review) -> None:
    """Put the comments of a review on the form."""
    for cell, (_, words) in review.marks.items():
        at = split_a1(cell)
        if at is not None:
            size = {"width": 300, "height": 40 + 18 * (words.count("\n") + len(words) // 22)}
            page.write_comment(at[0] - 1, at[1] - 1, words, {"author": AUTHOR, "font_size": 9, **size})


def add_review_sheet(book: Workbook, reviews: Reviews, styles: Styles, *, issued: bool) -> None:
    """Write 审核意见; only the notes are open."""
    lines, headline = list(lines_of(reviews, issued=issued)), headline_of(reviews)
    page = book.add_worksheet(SHEET_NAME)
    for column, pixels in enumerate(WIDTHS):
        page.set_column_pixels(column, column, pixels, styles.of())
    page.set_column(KEY_COLUMN - 1, KEY_COLUMN - 1, None, styles.of(), {"hidden": 1})
    last = len(HEADINGS) - 1
    title = styles.of(font_name=TITLE_FONT, font_size=16)
    page.merge_range(0, 0, 0, last, SHEET_NAME, title)
    left = styles.of(align="left", font_name=TITLE_FONT, font_size=HEADLINE_SIZE)
    page.merge_range(1, 0, 1, last, headline, left)
    for row, pixels in HEIGHTS.items():
        page.set_row_pixels(row, pixels)
    page.set_row_pixels(1, headline_pixels(headline))
    least = max((review.least for review in reviews.values()), default=0)
    page.merge_range(2, 0, 2, last, HOW_TO.format(least=least), styles.of(align="left", font_color=INK))
    head = styles.of(font_name=TITLE_FONT, border=1, border_color=RULE, bg_color=PALE)
    for column, words in enumerate(HEADINGS):
        page.write_string(FIRST_ROW - 2, column, words, head)
    for line in lines:
        _line(page, line, styles)
    page.write_string(FIRST_ROW - 1 + len(lines), KEY_COLUMN - 1, f"{FINDING}END", styles.of())
    page.freeze_panes(FIRST_ROW - 1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(FIRST_ROW - 2)
    page.print_area(0, 0, FIRST_ROW - 2 + max(1, len(lines)), last)
    page.hide_gridlines(2)
    page.protect("", {"format_rows": True, "format_columns": True})


def headline_pixels(headline: str) -> int:
    """How high the verdicts stand over the columns."""
    return max(HEIGHTS[1], text_pixels(headline, sum(WIDTHS), HEADLINE_SIZE))


def _line(page: Worksheet, line: Line, styles: Styles) -> None:
    finding = line.finding
    row, edge = FIRST_ROW - 2 + line.number, {"border": 1, "border_color": RULE, "font_color": INK}
    texts = line_texts(line.number, finding, line.place)
    for column, text in enumerate(texts, 1):
        look = {**edge, "align": "center"}
        if PLACE_COLUMN < column < PRINT_COLUMN:
            look |= {"align": "left", "indent": 1}
        if column == 2:  # noqa: PLR2004 - 级别
            look["bg_color"] = GROUNDS[finding.severity]
        if column == NOTE_COLUMN:
            look["locked"] = False
            look |= {"bg_color": BLANK_INPUT} if finding.severity is Severity.WARNING else {}
        if column == PLACE_COLUMN and line.cell:
            link = styles.of(**{**look, "font_color": LINK_BLUE, "underline": 1})
            page.write_url(row, column - 1, f"internal:{line.link}", link, line.place)
        elif text:
            page.write_string(row, column - 1, text, styles.of(**look))
        else:
            page.write_blank(row, column - 1, None, styles.of(**look))
    page.write_string(row, KEY_COLUMN - 1, line.key, styles.of())
    tallest = max(text_pixels(text, width, 10) for text, width in zip(texts, WIDTHS, strict=True) if text)
    page.set_row_pixels(row, min(TALLEST, max(LOWEST, tallest)))
