"""The first sheet of the bureau's report: the batch in numbers, department by department, with charts."""

from collections.abc import Sequence
from math import ceil

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.finding import Severity, Verdict
from perf_xlsx.report.charts import COLOURS, Cells, Series, bars
from perf_xlsx.report.sheets import LOWEST, VERDICT_GROUNDS, VERDICT_INKS, Book, CellValue, Heading
from perf_xlsx.report.tallies import About, commonest, departments, grades, told_of_batch
from perf_xlsx.workbook.heights import text_pixels
from perf_xlsx.workbook.style import GREY, PALE, RULE, TITLE_FONT

NAME = "概览"
HEADINGS = (
    Heading("主管部门", 250),
    Heading("表数", 76, "center"),
    *(Heading(verdict.chinese, 88, "center") for verdict in Verdict),
    *(Heading(f"{severity.chinese}问题", 88, "center") for severity in Severity),
)
MOST_BARS = 10
CARDS, CHARTS = 3, 7  # rows, counted from 0
SECOND_ROWS, CHART_WIDTH, ROW = 12, 464, 20  # rows of the charts, pixels
LEAST_ROWS, AROUND = 11, 4  # rows of the chart of departments: at least, and beside the bars


def add_overview(book: Book, batch: BatchReport, about: About) -> None:
    """Write the sheet."""
    page = book.sheet(NAME, HEADINGS)
    book.title(page, "绩效自评审核报告", about.line, len(HEADINGS))
    _cards(book, page, batch)
    table = CHARTS + _first_rows(batch) + SECOND_ROWS + 1
    rows = _department_rows(batch)
    book.table(page, table, HEADINGS, rows)
    page.freeze_panes(2, 0)
    total = table + 1 + len(rows)
    _total(book, page, total, rows)
    after = total + 2
    _small_tables(book, page, after, batch, about)
    _charts(book, page, (table, after), batch, about)
    page.print_area(0, 0, after + max(MOST_BARS, 5) + 1, len(HEADINGS) - 1)
    high = _first_rows(batch) > LEAST_ROWS  # then the charts below it do not fit the page any more
    page.set_h_pagebreaks([table - SECOND_ROWS - 1, table] if high else [table])


def _cards(book: Book, page: Worksheet, batch: BatchReport) -> None:
    """The numbers people ask for first, large, each over its column of the table below."""
    verdicts = batch.verdicts()
    plain = (GREY, "#404040")
    cards = [
        ("自评表", batch.tally.forms, *plain),
        *([("自评报告", batch.tally.reports, *plain)] if batch.tally.reports else []),
        ("文件", batch.tally.files, *plain),
        *((one.chinese, verdicts[one], VERDICT_GROUNDS[one.chinese], VERDICT_INKS[one.chinese]) for one in Verdict),
        *((f"{one.chinese}问题", batch.count(one), *plain) for one in Severity),
    ]
    page.set_row_pixels(CARDS, 24)
    for column, (name, _, ground, ink) in enumerate(cards):
        page.write_string(CARDS, column, name, book.styles.of(bg_color=ground, font_color=ink))
    page.set_row_pixels(CARDS + 1, 46)
    for column, (_, count, ground, ink) in enumerate(cards):
        large = book.styles.of(font_name=TITLE_FONT, font_size=22, bg_color=ground, font_color=ink)
        page.write_number(CARDS + 1, column, count, large)
    told = [f"全批的问题{len(batch.findings)}条，在“问题清单”最前面"] if batch.findings else []
    told += told_of_batch(batch)
    left, words = book.styles.of(align="left", font_size=9, font_color="#5F6368"), "；".join(told)
    page.merge_range(CARDS + 2, 0, CARDS + 2, len(HEADINGS) - 1, "", left)
    page.write_string(CARDS + 2, 0, words, left)
    page.set_row_pixels(CARDS + 2, max(LOWEST, text_pixels(words, sum(one.pixels for one in HEADINGS), 9)))


def _department_rows(batch: BatchReport) -> list[Sequence[CellValue]]:
    """Every department, then what was found between forms, so that the sums are those of the cards above."""
    rows: list[Sequence[CellValue]] = [
        (
            one.name,
            one.forms,
            *(one.verdicts.get(verdict, 0) for verdict in Verdict),
            *(one.findings.get(severity, 0) for severity in Severity),
        )
        for one in departments(batch)
    ]
    between = [sum(one.severity is severity for one in batch.findings) for severity in Severity]
    return [*rows, ("（全批的问题）", 0, *(0 for _ in Verdict), *between)] if batch.findings else rows


def _total(book: Book, page: Worksheet, row: int, rows: Sequence[Sequence[CellValue]]) -> None:
    look = {"border": 1, "border_color": RULE, "bg_color": GREY, "bold": True}
    page.write_string(row, 0, "合计", book.styles.of(**look))
    for column in range(1, len(HEADINGS)):
        total = sum(int(str(line[column])) for line in rows)
        page.write_number(row, column, total, book.styles.of(**look))


def _small_tables(book: Book, page: Worksheet, row: int, batch: BatchReport, about: About) -> None:
    """Grades and the commonest rules: what the charts beside them show."""
    common = commonest(batch, about.titles, MOST_BARS)
    left = (Heading("最常见的规则", 0), Heading("条数", 0, "center"), Heading("涉及表数", 0, "center"))
    right = (Heading("等级", 0, "center"), Heading("表数", 0, "center"))
    graded = list(grades(batch).items())
    tables: list[tuple[int, tuple[Heading, ...], Sequence[Sequence[CellValue]]]] = [
        (0, left, [(f"{use.code} {use.title}", use.found, use.forms_shown) for use in common]),
        (4, right, graded),
    ]
    for number in range(1 + max(len(common), len(graded))):  # row by row, as a very large report must be written
        for first, headings, rows in tables:
            titles = tuple(heading.title for heading in headings)
            line = titles if not number else rows[number - 1] if number <= len(rows) else ()
            more = {} if number else {"font_name": TITLE_FONT, "bg_color": PALE}
            for offset, value in enumerate(line):
                book.cell(page, (row + number, first + offset), value, {**book.look(headings[offset]), **more})


def _first_rows(batch: BatchReport) -> int:
    """Rows of the chart of departments: no bar so thin that its name is left out."""
    return max(LEAST_ROWS, AROUND + ceil(min(MOST_BARS, len(departments(batch))) * 1.2))


def _charts(book: Book, page: Worksheet, at: tuple[int, int], batch: BatchReport, about: About) -> None:
    table, after = at
    shown = min(MOST_BARS, len(departments(batch)))
    size = {"object_position": 1, "y_offset": 3}
    verdict_cells = [
        Series(one.chinese, Cells(NAME, column, table + 1, table + shown), COLOURS[one.chinese])
        for column, one in enumerate(Verdict, 2)
    ]
    names = Cells(NAME, 0, table + 1, table + shown)
    most = f"（退回最多的{MOST_BARS}个）" if len(departments(batch)) > MOST_BARS else ""
    whole = bars(book.book, "bar", f"各主管部门审核结论{most}", names, verdict_cells)
    whole.set_size({"width": 2 * CHART_WIDTH, "height": _first_rows(batch) * ROW - 8})
    page.insert_chart(CHARTS, 0, whole, size)
    second = CHARTS + _first_rows(batch)
    count = len(grades(batch))
    columns = Series("表数", Cells(NAME, 5, after + 1, after + count))
    made = bars(book.book, "column", "自评等级分布", Cells(NAME, 4, after + 1, after + count), [columns])
    made.set_size({"width": CHART_WIDTH - 60, "height": SECOND_ROWS * ROW - 8})
    page.insert_chart(second, 0, made, size)
    rules = commonest(batch, about.titles, MOST_BARS)
    if rules:
        found = Series("条数", Cells(NAME, 1, after + 1, after + len(rules)), "#8C7AA9")
        bar = bars(book.book, "bar", "最常见的规则", Cells(NAME, 0, after + 1, after + len(rules)), [found])
        bar.set_size({"width": CHART_WIDTH + 52, "height": SECOND_ROWS * ROW - 8})
        page.insert_chart(second, 0, bar, {**size, "x_offset": CHART_WIDTH - 52})
