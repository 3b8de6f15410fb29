"""The check as a workbook for the bureau: overview with charts, forms, findings, rules, how it was made."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePath

from perf_xlsx.batch_report import BatchReport, department_of
from perf_xlsx.finding import FormReport, Severity, Verdict
from perf_xlsx.report.links import relative
from perf_xlsx.report.overview import add_overview
from perf_xlsx.report.sheets import WHOLE_RATE_PIXELS, Book, CellValue, Heading, Link, decimal_or_text, new_book
from perf_xlsx.report.tallies import GRADES, About, limits_of_reading, rule_uses
from perf_xlsx.report.text import answer_text

# A link is short: LibreOffice writes it in one line, however long it is.
OPENS = "打开"
OPEN = Heading(OPENS, 48, "center")
FORMS = (
    Heading("序号", 48, "center"),
    Heading("结论", 76, "center"),
    Heading("项目编码", 110),
    Heading("项目名称", 200),
    Heading("主管部门", 140),
    Heading("实施单位", 140),
    Heading("年度", 52, "center"),
    Heading("执行率", WHOLE_RATE_PIXELS, "right", "0.00%"),
    Heading("总分", 62, "right", "0.00##"),
    Heading("等级", 48, "center"),
    *(Heading(severity.chinese, 48, "center") for severity in Severity),
    Heading("文件", 180),
    OPEN,
)
# Only of a round that has one before it.
SINCE = (Heading("已解决", 56, "center"), Heading("新增", 48, "center"), Heading("仍存在", 56, "center"))
FINDINGS = (
    Heading("序号", 48, "center"),
    Heading("级别", 48, "center"),
    Heading("规则", 48, "center"),
    Heading("规则名称", 120),
    Heading("主管部门", 120),
    Heading("项目编码", 96),
    Heading("项目名称", 150),
    Heading("位置", 56, "center"),
    Heading("栏目", 200),
    Heading("填报", 90),
    Heading("应为", 80),
    Heading("问题", 260),
    Heading("怎么改", 210),
    Heading("说明、豁免", 130),
    Heading("文件", 150),
    OPEN,
)
RULES = (
    Heading("编号", 56, "center"),
    Heading("规则", 200),
    Heading("查出问题", 76, "center"),
    Heading("涉及表数", 76, "center"),
    Heading("运行", 64, "center"),
    Heading("跳过", 64, "center"),
    Heading("出错", 64, "center"),
    Heading("跳过、出错的理由（表数）", 480),
)
EXEMPTIONS = (
    Heading("出处", 160),
    Heading("内容", 320),
    Heading("理由", 260),
    Heading("批准人", 90, "center"),
    Heading("情况", 130, "center"),
    Heading("问题条数", 76, "center"),
)
NOTES = (Heading("项目", 180), Heading("说明", 760))
FIRST = 3  # the row of the headings, counted from 0


def workbook_report(batch: BatchReport, about: About, path: Path) -> Iterator[bytes]:
    """The whole workbook, piece by piece; `path` is where it will stand, for the links to the files."""
    findings = chain(_batch_rows(batch), (row for form in batch.judged for row in _finding_rows(form, path)))
    book = new_book("绩效自评审核报告", about.made, batch.tally.severities.total() * len(FINDINGS))
    add_overview(book, batch, about)
    rounds = bool(batch.tally.rounds)
    forms = ((*_form_row(form, path), *(_since(form) if rounds else ())) for form in batch.judged)
    _sheet(book, ("各表结果", about.line), (*FORMS, *(SINCE if rounds else ())), forms)
    _sheet(book, ("问题清单", about.line), FINDINGS, findings)
    rules = [
        (use.code, use.title, use.found, use.forms_shown, use.ran, use.skipped, use.crashed, "；".join(use.reasons))
        for use in rule_uses(batch, about.titles)
    ]
    _sheet(book, ("规则运行情况", "跳过的规则都有理由；出错的请把表发给开发者"), RULES, rules)
    if batch.exemptions:
        told = [
            (one.where, one.what, one.reason, one.approved_by, one.use.chinese, one.count) for one in batch.exemptions
        ]
        _sheet(book, ("豁免和本地规则", "没有理由的、过期的没有采用"), EXEMPTIONS, told)
    _sheet(book, ("说明", about.line), NOTES, list(_notes(batch, about)))
    return book.done()


def _sheet(
    book: Book, words: tuple[str, str], headings: Sequence[Heading], rows: Iterable[Sequence[CellValue]]
) -> None:
    name, below = words
    page = book.sheet(name, headings, long=True)
    book.title(page, name, below, len(headings))
    numbered = headings[0].title == "序号"
    book.table(page, FIRST - 1, headings, ((n, *row) for n, row in enumerate(rows, 1)) if numbered else rows)


def _form_row(form: FormReport, path: Path) -> Sequence[CellValue]:
    total = form.score.sum if form.issued and form.score.sum else form.score.declared or form.score.sum
    return (
        form.verdict.chinese,
        form.project_code,
        form.project_name,
        form.supervising_department,
        form.implementing_unit,
        form.fiscal_year,
        decimal_or_text(form.execution_rate),
        decimal_or_text(total),
        GRADES.get(form.score.grade or ""),
        *(sum(finding.severity is severity for finding in form.findings) for severity in Severity),
        _way(form, path),
        Link(_address(form, path), OPENS, ""),
    )


def _since(form: FormReport) -> Sequence[CellValue]:
    since = form.since
    return ("", "", "") if since is None else (len(since.resolved), len(since.new), since.remaining)


def _finding_rows(form: FormReport, path: Path) -> list[Sequence[CellValue]]:
    return [
        (
            finding.severity.chinese,
            finding.rule,
            finding.title,
            department_of(form),
            form.project_code,
            form.project_name,
            _place(form, path, finding.cell),
            finding.label,
            _value(finding.value),
            _value(finding.expected),
            finding.message,
            finding.fix,
            answer_text(finding),
            PurePath(_way(form, path)).name,
            Link(_address(form, path), OPENS, ""),
        )
        for finding in form.findings
    ]


def _batch_rows(batch: BatchReport) -> Iterator[Sequence[CellValue]]:
    return (
        (
            *(finding.severity.chinese, finding.rule, finding.title, "", "、".join(finding.projects), "（全批）"),
            *(finding.cell, finding.label),
            *(
                _value(finding.value),
                _value(finding.expected),
                finding.message,
                finding.fix,
                answer_text(finding),
                "",
                "",
            ),
        )
        for finding in batch.findings
    )


def _value(text: str | None) -> CellValue:
    """A value as it was found: a number as a number, so that it can be summed and sorted."""
    try:
        return None if text is None else Decimal(text) if text.isascii() else text
    except ArithmeticError:
        return text


def _way(form: FormReport, path: Path) -> str:
    return relative(form.file, path)


def _address(form: FormReport, path: Path) -> str:
    """Where a link to the file leads, as XlsxWriter spells it."""
    return "external:" + _way(form, path).replace("%", "%25").replace("#", "%23")


def _place(form: FormReport, path: Path, cell: str | None) -> CellValue:
    """A cell of the file: a link where the file is one a spreadsheet program opens at a cell."""
    if not cell or not form.sheet or not form.file.lower().endswith((".xlsx", ".xlsm")):
        return cell
    sheet = form.sheet.replace("'", "''")
    return Link(f"{_address(form, path)}#'{sheet}'!{cell}", cell)


def _notes(batch: BatchReport, about: About) -> list[Sequence[CellValue]]:
    meanings = {
        Verdict.RETURN: "至少一条“退回”没有豁免",
        Verdict.REVIEW: "没有“退回”，至少一条“核实”没有说明或豁免",
        Verdict.PASS: "只有提示，或什么也没有",
        Verdict.UNCHECKED: "文件打不开、不是绩效自评表，或者有规则运行出错",
    }
    return [
        ("程序", f"perf-xlsx {about.version}"),
        ("审核时间", f"{about.made:%Y-%m-%d %H:%M:%S %z}"),
        ("本批年度", str(about.fiscal_year or "没有指定")),
        *((verdict.chinese, meaning) for verdict, meaning in meanings.items()),
        *limits_of_reading(batch),
    ]
