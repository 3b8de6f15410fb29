"""The findings as CSV, one a line, for a spreadsheet program: UTF-8 with mark, nothing in it a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.files.safe_text import guarded
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.report.plain import cell_text, is_number

COLUMNS = (
    *("文件", "工作表", "项目编码", "项目名称", "主管部门", "实施单位", "结论", "级别", "规则", "规则名称", "位置"),
    *("栏目", "填报", "应为", "相差", "问题", "怎么改", "说明", "豁免", "指纹"),
)


def csv_parts(batch: BatchReport) -> Iterator[bytes]:
    """Every finding of the batch, those between forms first; a part is the lines of a form."""
    yield codecs.BOM_UTF8
    yield _lines([COLUMNS])
    yield _lines(("", "", "、".join(one.projects), "", *one.units, "", *_of(one)) for one in batch.findings)
    for form in batch.judged:
        yield _lines(_rows(form))


def _lines(rows: Iterable[Sequence[str | None]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(list(map(_cell, row)) for row in rows)
    return text.getvalue().encode("utf-8", "replace")


def _rows(form: FormReport) -> Iterator[tuple[str | None, ...]]:
    about = (
        *(form.file, form.sheet, form.project_code, form.project_name),
        *(form.supervising_department, form.implementing_unit, form.verdict.chinese),
    )
    for finding in form.findings:
        yield (*about, *_of(finding))


def _of(finding: Finding) -> tuple[str | None, ...]:
    return (
        *(finding.severity.chinese, finding.rule, finding.title, finding.cell, finding.label),
        *(finding.value, finding.expected, finding.difference, finding.message, finding.fix),
        *(finding.explanation, finding.waiver, finding.fingerprint),
    )


def _cell(text: str | None) -> str:
    shown = cell_text(text)
    return shown if is_number(shown) else guarded(shown)
