"""The charts of the summary, on a sheet of their own beside the cells they read; those are formulas over the table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from perf_xlsx.report.charts import Cells, Series, bars, scatter
from perf_xlsx.report.projects import Line, Summary
from perf_xlsx.report.sheets import WHOLE_RATE_PIXELS, Book, Heading, Result
from perf_xlsx.report.tallies import GRADES
from perf_xlsx.workbook.style import GREY

NAME = "图表"
RATE, POINTS = "0.00%", "0.00##"
GRADE = (Heading("等级", 150), Heading("项目数", 80, "center"))
DEPARTMENT = (Heading("主管部门", 200), Heading("执行率", WHOLE_RATE_PIXELS, "right", RATE))
PROJECT = (
    Heading("项目", 200),
    Heading("执行率", WHOLE_RATE_PIXELS, "right", RATE),
    Heading("得分", 80, "right", POINTS),
)
TOP, TALL, ROW = 3, 13, 20  # the first row of the charts, rows of one, pixels of a row
WIDE = 436
LEAST_AXIS = 90
LABEL_ROOM = Decimal("1.2")  # the number stands behind its bar
MOST_BARS = 15

Rows = Sequence[tuple[str | Result, ...]]


class Total(NamedTuple):
    """A sub-total of the table: whose, its row counted from 1, what it adds up."""

    name: str
    row: int
    lines: Sequence[Line]


def whole_rate(lines: Sequence[Line]) -> Decimal | None:
    """The execution rate of all lines together that have both amounts."""
    both = [
        (line.annual_spending, line.annual_budget)
        for line in lines
        if line.annual_budget is not None and line.annual_spending is not None
    ]
    budget = sum((budget for _, budget in both), Decimal(0))
    return sum((spending for spending, _ in both), Decimal(0)) / budget if budget else None


def add_charts(book: Book, summary: Summary, totals: Sequence[Total], table: tuple[str, int]) -> None:
    """Add the sheet; `table` is the table's sheet and its first row, counted from 1."""
    name, first = table
    page = book.sheet(NAME, (*GRADE, *DEPARTMENT, *PROJECT))
    columns = len(GRADE) + len(DEPARTMENT) + len(PROJECT)
    book.title(page, "汇总图表", "图下面的数取自汇总表，改了汇总表，图跟着变", columns)
    start = TOP + 2 * TALL
    last = first + len(summary.lines) + len(totals) - 1
    area = f"{name}!$K${first}:$K${last}"
    graded = [(word, _count(summary, word, area, row)) for row, word in enumerate(GRADES.values(), start + 2)]
    rated = [(one.name, Result(f"={name}!I{one.row}", whole_rate(one.lines))) for one in totals]
    scored = [
        (line.name, Result(f"={name}!I{row}", line.rate), Result(f"={name}!J{row}", line.score))
        for line, row in _rows_of(summary, first)
        if line.rate is not None and line.score is not None
    ]
    _side_by_side(book, page, start, (GRADE, graded), (DEPARTMENT, rated), (PROJECT, scored))
    ends = {"grade": start + len(graded), "rate": start + min(len(rated), MOST_BARS), "score": start + len(scored)}
    _draw(book, page, start, ends, summary)
    page.set_h_pagebreaks([start])


def _count(summary: Summary, word: str, area: str, row: int) -> Result:
    return Result(f"=COUNTIF({area},A{row})", Decimal(sum(line.grade == word for line in summary.lines)))


def _rows_of(summary: Summary, first: int) -> list[tuple[Line, int]]:
    """Every line with its row in the table; a sub-total stands after each department."""
    found, row = [], first
    for lines in summary.departments.values():
        for line in lines:
            found.append((line, row))
            row += 1
        row += 1
    return found


def _draw(book: Book, page: Worksheet, start: int, ends: Mapping[str, int], summary: Summary) -> None:
    def cells(column: int, end: str) -> Cells:
        return Cells(NAME, column, start + 1, ends[end])

    grades = bars(book.book, "column", "自评等级分布", cells(0, "grade"), [Series("项目数", cells(1, "grade"))])
    _place(page, grades, (TOP, 0), WIDE)
    if ends["rate"] > start:
        most = max([Decimal(1), *(rate for rate in map(whole_rate, summary.departments.values()) if rate)]) * LABEL_ROOM
        series = [Series("执行率", cells(3, "rate"), "#6BA583", float(most))]
        rates = bars(book.book, "bar", "各主管部门执行率", cells(2, "rate"), series)
        _place(page, rates, (TOP, WIDE + 10), WIDE)
    if ends["score"] > start:
        scores = [line.score for line in summary.lines if line.score is not None]
        least = max(0, min(LEAST_AXIS, int(min(scores)) // 10 * 10))
        names = {"x": "执行率", "y": "得分"}
        points = (cells(5, "score"), cells(6, "score"))
        _place(
            page,
            scatter(book.book, "执行率与得分（一点一个项目）", points, names, least),
            (TOP + TALL, 0),
            2 * WIDE + 10,
        )


def _place(page: Worksheet, chart: Chart, at: tuple[int, int], width: int) -> None:
    """Put a chart at a row, so many pixels from the left."""
    row, offset = at
    chart.set_size({"width": width, "height": TALL * ROW - 6})
    page.insert_chart(row, 0, chart, {"object_position": 1, "x_offset": offset})


def _side_by_side(book: Book, page: Worksheet, start: int, *tables: tuple[Sequence[Heading], Any]) -> None:
    """Write tables beside each other."""
    first = 0
    for headings, rows in tables:
        for offset, heading in enumerate(headings, first):
            book.cell(page, (start, offset), heading.title, {**book.look(heading), "bg_color": GREY})
            for number, row in enumerate(rows, start + 1):
                book.cell(page, (number, offset), row[offset - first], book.look(heading, text_wrap=False))
        first += len(headings)
