"""The forms of the HTML report as the page's script reads them."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from perf_xlsx.batch_report import BatchReport, department_of
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.report.links import link, relative
from perf_xlsx.report.plain import plain_text
from perf_xlsx.report.tallies import GRADES
from perf_xlsx.report.text import answer_text, since_lines, total_text


def data_parts(batch: BatchReport, path: Path) -> Iterator[str]:
    """The forms for the script; no sign in it ends the element it stands in."""
    before = '{"forms":['
    for form in batch.judged:
        text = json.dumps(_form(form, path), ensure_ascii=False, separators=(",", ":"))
        yield before + text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        before = ","
    yield "]}" if before == "," else before + "]}"


def _form(form: FormReport, path: Path) -> dict[str, Any]:
    rate = percent(excel_round(Decimal(form.execution_rate), 4)) if form.execution_rate else ""
    return {
        "file": plain_text(relative(form.file, path)),
        "link": link(form.file, path),
        "sheet": plain_text(form.sheet or ""),
        "code": plain_text(form.project_code or ""),
        "name": plain_text(form.project_name or ""),
        "department": plain_text(department_of(form)),
        "unit": plain_text(form.implementing_unit or ""),
        "verdict": form.verdict.value,
        "verdictText": form.verdict.chinese,
        "rate": rate,
        "score": total_text(form) if form.score.declared or form.score.sum else "",
        "grade": GRADES.get(form.score.grade or "", ""),
        "told": [plain_text(words) for words in _told(form)],
        "findings": [_finding(one, number) for number, one in enumerate(form.findings)],
    }


def _told(form: FormReport) -> list[str]:
    """What stands under a form's findings: rules that crashed, what changed since the round before."""
    crashed = [f"规则 {code} 运行出错（{what}）" for code, what in form.rules.crashed.items()]
    return [*crashed, *(line.strip() for line in since_lines(form))]


def _finding(one: Finding, order: int) -> dict[str, Any]:
    texts = {
        "title": one.title,
        "cell": one.cell,
        "label": one.label,
        "value": one.value,
        "message": one.message,
        "fix": one.fix,
        "answer": answer_text(one),
    }
    return {
        "rule": one.rule,
        "severity": one.severity.value,
        "severityText": one.severity.chinese,
        "rank": one.severity.rank,
        "order": order,
        **{key: plain_text(text or "") for key, text in texts.items()},
    }
