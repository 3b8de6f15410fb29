"""Narrative reports as text or as Word documents, and what is found on them."""

import io
import re
from pathlib import Path

import docx

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.log import Log
from perf_xlsx.check.narratives import Document, check_report
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.narrative.passage import Passage, line_place
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.workbook.book import Book

SEEDS = Path(__file__).parent / "data" / "reports"
_GAP = re.compile("【请填写：[^】]*】")
_BOOKMARK = re.compile(r"\[bookmark: [^\]]*\]")
FRAME = """某项目绩效自评报告
一、项目概况
{overview}
二、资金使用情况
{funds}
三、绩效目标完成情况
{done}
四、自评结果
{result}
五、存在的问题
{problems}
六、改进措施
加强管理。"""
HONEST_PARTS = {
    "overview": "本项目为经常性项目。",
    "funds": "项目预算50万元，实际支出50万元，预算执行率100%。",
    "done": "各项目标均已完成。",
    "result": "自评得分96分，等级为优，详见自评表。",
    "problems": "个别环节衔接不够紧密。",
}


def told(form: FilledForm | None = None, **parts: str) -> list[Finding]:
    """What is found on a report that is honest but for these parts, held against a form."""
    return list(report_on(FRAME.format(**{**HONEST_PARTS, **parts}), form).findings)


def codes(form: FilledForm | None = None, **parts: str) -> list[str]:
    """The codes of what is found."""
    return [one.rule for one in told(form, **parts)]


def report_on(text: str, form: FilledForm | None = None) -> FormReport:
    """The report of a text, each line a passage."""
    lines = [Passage(line, line_place(number)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    book = Book((), (), {}, {}, date1904=False, extras=(), passages=tuple(lines))
    return check_report("报告.txt", Document(book, Narrative(lines), ()), Log(), Checking().catalog, form)


def seed(number: str, out: Path) -> list[FormReport]:
    """The reports of a seed's text made into a Word document."""
    path = out / f"{number}.docx"
    path.write_bytes(document_of((SEEDS / f"{number}.txt").read_text("utf-8")))
    return check_file(path, path.name, Checking())


def document_of(text: str) -> bytes:
    """A Word document of a seed's text: lines that begin with a tab are cells, a blank line ends their row."""
    document, rows, row = docx.Document(), list[list[str]](), list[str]()
    for line in [*text.split("\n"), "末"]:
        if line.startswith("\t"):
            row.append(line[1:])
        elif not line.strip():
            rows, row = [*rows, row] if row else rows, []
        else:
            rows, row = [*rows, row] if row else rows, []
            _add_table(document, rows)
            rows = []
            if line != "末":
                document.add_paragraph(_BOOKMARK.sub("", line).strip())
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    if rows:
        table = document.add_table(len(rows), max(map(len, rows)))
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(number, column).text = text


def with_gaps_written(path: Path) -> Path:
    """The same draft with the places filled in that a person must write."""
    document = docx.Document(str(path))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.text = _GAP.sub("无其他需要说明的情况。", run.text)
    document.save(str(path))
    return path
