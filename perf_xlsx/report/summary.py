"""自评结果汇总表: one line a project, sub-totals by department, charts, what did not come back; formulas alive."""

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.finding import Finding
from perf_xlsx.form.registered import Registered
from perf_xlsx.form.returns import listed
from perf_xlsx.numbers import excel_round
from perf_xlsx.report.projects import Line, Summary
from perf_xlsx.report.sheets import WHOLE_RATE_PIXELS, Book, CellValue, Heading, Result, new_book, row_pixels
from perf_xlsx.report.summary_charts import POINTS, RATE, Total, add_charts, whole_rate
from perf_xlsx.report.tallies import About
from perf_xlsx.report.text import answer_text
from perf_xlsx.workbook.style import GREY

NAME = "汇总表"
MONEY = "#,##0.00####"
COLUMNS = (
    Heading("序号", 44, "center"),
    Heading("项目编码", 104),
    Heading("项目名称", 190),
    Heading("主管部门", 130),
    Heading("实施单位", 130),
    Heading("年初预算\n（万元）", 88, "right", MONEY),
    Heading("全年预算\n（万元）", 88, "right", MONEY),
    Heading("全年执行\n（万元）", 88, "right", MONEY),
    Heading("执行率", WHOLE_RATE_PIXELS, "right", RATE),
    Heading("得分", 60, "right", POINTS),
    Heading("等级", 48, "center"),
    Heading("审核结论", 76, "center"),
    Heading("主要问题", 260),
)
UNRETURNED = (
    Heading("序号", 44, "center"),
    Heading("项目编码", 140),
    Heading("项目名称", 300),
    Heading("主管部门", 220),
    Heading("实施单位", 220),
    Heading("下发的文件", 360),
)
LEFT_OUT = (
    Heading("序号", 44, "center"),
    Heading("文件", 340),
    Heading("项目编码", 130),
    Heading("项目名称", 240),
    Heading("没有计入的原因", 420),
)
BETWEEN = (
    Heading("序号", 44, "center"),
    Heading("级别", 60, "center"),
    Heading("规则", 60, "center"),
    Heading("规则名称", 130),
    Heading("项目", 200),
    Heading("问题", 480),
    Heading("怎么改", 300),
)
AMOUNTS = "FGH"
UNRATED = "执行率没有计入{}个缺全年预算数或全年执行数的项目。"
PARTIAL = "平均分没有计入{}个没有得出等级的项目。"
FIRST = 4  # the first line of the table, counted from 1


def summary_workbook(summary: Summary, about: About) -> bytes:
    """The whole workbook."""
    book = new_book("项目支出绩效自评结果汇总表", about.made)
    page = book.sheet(NAME, COLUMNS)
    year = f"（{about.fiscal_year}年度）" if about.fiscal_year else ""
    book.title(page, f"项目支出绩效自评结果汇总表{year}", _below(summary, about), len(COLUMNS))
    totals = _table(book, page, summary)
    add_charts(book, summary, totals, (NAME, FIRST))
    if summary.registered:
        rows: list[Sequence[CellValue]] = [(n, *_registered(one)) for n, one in enumerate(summary.unreturned, 1)]
        _list(book, ("未报送", f"下发后没有收到的项目，共{len(rows)}个"), UNRETURNED, rows)
    if summary.left_out:
        left = [(n, one.file, one.code, one.name, one.reason) for n, one in enumerate(summary.left_out, 1)]
        _list(book, ("未计入", f"收到了但没有计入汇总的文件，共{len(left)}个"), LEFT_OUT, left)
    if summary.findings:
        found: list[Sequence[CellValue]] = [(n, *_between(one)) for n, one in enumerate(summary.findings, 1)]
        _list(book, ("全批问题", f"各表之间查出的问题，共{len(found)}条"), BETWEEN, found)
    return b"".join(book.done())


def _between(one: Finding) -> tuple[str, ...]:
    whose = listed(one.projects)
    return (one.severity.chinese, one.rule, one.title, whose, one.message, answer_text(one) or one.fix)


def _registered(one: Registered) -> tuple[str, ...]:
    about = one.issued
    return (about.code, about.name, one.supervising_department, one.implementing_unit, about.path)


def _below(summary: Summary, about: About) -> str:
    told = [f"项目{len(summary.lines)}个"]
    told += [f"未报送{len(summary.unreturned)}个"] if summary.registered else []
    told += [f"未计入的文件{len(summary.left_out)}个"] if summary.left_out else []
    return f"{'，'.join(told)} · {about.line}"


def _list(book: Book, words: tuple[str, str], headings: Sequence[Heading], rows: Sequence[Sequence[CellValue]]) -> None:
    page = book.sheet(words[0], headings)
    book.title(page, words[0], words[1], len(headings))
    book.table(page, FIRST - 2, headings, rows)


def _table(book: Book, page: Worksheet, summary: Summary) -> list[Total]:
    """Write every department's lines and its sub-total, the grand total last; gives the sub-totals."""
    book.head(page, FIRST - 2, COLUMNS)
    page.set_row_pixels(FIRST - 2, 40)
    totals, row, number = [], FIRST, 0
    # A score without a grade is one of part of a form, unless these forms know no grades.
    graded = any(line.grade for line in summary.lines)
    for name, lines in summary.departments.items():
        first = row
        for line in lines:
            number += 1
            _write(book, page, row, _cells(line, number, row))
            row += 1
        total = Total(name, row, lines)
        _write(book, page, row, _subtotal(total, first, graded=graded), bold=True)
        totals.append(total)
        row += 1
    _write(book, page, row, _grand_total(summary.lines, row, graded=graded), bold=True)
    page.freeze_panes(FIRST - 1, 3)
    page.repeat_rows(FIRST - 2)
    page.print_area(0, 0, row - 1, len(COLUMNS) - 1)
    return totals


def _write(book: Book, page: Worksheet, row: int, cells: Sequence[CellValue], *, bold: bool = False) -> None:
    page.set_row_pixels(row - 1, row_pixels(COLUMNS, cells))
    more = {"bold": True, "bg_color": GREY} if bold else {}
    for column, (heading, value) in enumerate(zip(COLUMNS, cells, strict=True)):
        book.cell(page, (row - 1, column), value, {**book.look(heading), **more})


def _rate(row: int, value: Decimal | None) -> Result:
    return Result(f'=IF(OR(N(G{row})=0,H{row}=""),"",H{row}/G{row})', value)


def _cells(line: Line, number: int, row: int) -> Sequence[CellValue]:
    amounts = (line.initial_budget, line.annual_budget, line.annual_spending)
    about = (line.code, line.name, line.department, line.unit)
    return (number, *about, *amounts, _rate(row, line.rate), line.score, line.grade, line.verdict, line.problems)


def _subtotal(total: Total, first: int, *, graded: bool) -> Sequence[CellValue]:
    last = total.row - 1
    sums = [
        Result(f"=SUM({letter}{first}:{letter}{last})", value)
        for letter, value in zip(AMOUNTS, _sums(total.lines), strict=True)
    ]
    words = f"小计（{len(total.lines)}个项目）"
    return ("", "", words, total.name, "", *sums, *_together(total.lines, (first, last), graded=graded))


def _grand_total(lines: Sequence[Line], row: int, *, graded: bool) -> Sequence[CellValue]:
    """Only lines with a number in front are added up, so that sub-totals do not count twice."""
    last = row - 1
    numbered = f'$A${FIRST}:$A${last},">0"'
    sums = [
        Result(f"=SUMIF({numbered},{letter}{FIRST}:{letter}{last})", value)
        for letter, value in zip(AMOUNTS, _sums(lines), strict=True)
    ]
    words = f"合计（{len(lines)}个项目）"
    return ("", "", words, "", "", *sums, *_together(lines, (FIRST, last), graded=graded))


def _together(lines: Sequence[Line], rows: tuple[int, int], *, graded: bool) -> Sequence[CellValue]:
    """The rate of the numbered lines that have both amounts, the average of whole scores, how many are in neither."""
    budget, spending = (_over(rows, "AGH", one) for one in "GH")
    rate = Result(f'=IF({budget}=0,"",{spending}/{budget})', whole_rate(lines))
    grade = (_range("K", rows) + '<>""',) if graded else ()
    points, count = _over(rows, "AJ", "J", *grade), _over(rows, "AJ", "", *grade)
    scores = [line.score for line in lines if line.score is not None and (line.grade or not graded)]
    mean = excel_round(sum(scores, Decimal(0)) / len(scores), 2) if scores else None
    average = Result(f'=IF({count}=0,"",ROUND({points}/{count},2))', mean)
    unrated = sum(line.annual_budget is None or line.annual_spending is None for line in lines)
    partial = sum(line.score is not None for line in lines) - len(scores)
    told = (
        (UNRATED, f"({_over(rows, 'A')}-{_over(rows, 'AGH')})", unrated),
        (PARTIAL, f"({_over(rows, 'AJ')}-{count})", partial),
    )
    formula = "&".join(f'IF({number}=0,"",{_quoted(words, number)})' for words, number, _ in told)
    note = Result(f"={formula}", "".join(words.format(number) for words, _, number in told if number))
    return (rate, average, "", "", note)


def _over(rows: tuple[int, int], numbers: str, added: str = "", *conditions: str) -> str:
    """A formula over the rows that have a number in all these columns: the sum of a column, else how many there are."""
    marks = [f"--ISNUMBER({_range(letter, rows)})" for letter in numbers]
    marks += [f"--({condition})" for condition in conditions]
    return f"SUMPRODUCT({','.join([*marks, *(_range(letter, rows) for letter in added)])})"


def _range(letter: str, rows: tuple[int, int]) -> str:
    return f"{letter}${rows[0]}:{letter}${rows[1]}"


def _quoted(words: str, number: str) -> str:
    before, after = words.split("{}")
    return f'"{before}"&{number}&"{after}"'


def _sums(lines: Sequence[Line]) -> tuple[Decimal, Decimal, Decimal]:
    zero = Decimal(0)
    return (
        sum((line.initial_budget or zero for line in lines), zero),
        sum((line.annual_budget or zero for line in lines), zero),
        sum((line.annual_spending or zero for line in lines), zero),
    )
