"""A letter a form, plain text ready for mail: what was found, where, what stands there, what is expected, how to mend.

Forms that passed get a short one, so that a unit hears from every form it handed in.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path, PurePath

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.files.names import FreeNames, safe
from perf_xlsx.finding import REPORT, Finding, FormReport, Severity, Verdict
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.report.file import put
from perf_xlsx.report.plain import is_number, plain_text
from perf_xlsx.report.tallies import About
from perf_xlsx.report.text import answer_text

OPENINGS = {
    Verdict.RETURN: "经审核，有几处需要修改，请改好后重新报送。",
    Verdict.REVIEW: "经审核，有几处需要核实或说明。核实无误的，请写明原因；有误的，请改好后重新报送。",
    Verdict.PASS: "经审核，没有需要修改或说明的问题。感谢配合！",
    Verdict.UNCHECKED: "报送的文件没有能够审核，请按下面的提示重新报送。",
}
HEADS = {
    Severity.ERROR: "需要修改的",
    Severity.WARNING: "需要核实或说明的",
    Severity.INFO: "供参考，不影响结果的",
}
CLOSING = "如对以上意见有疑问，请与我们联系，并说明规则编号。感谢配合！"
NUMERALS = "一二三"


def write_letters(batch: BatchReport, about: About, folder: Path) -> list[Path]:
    """Write every form's letter into a folder that is made when it is missing; returns the files, in the forms' order.

    Raises UsageError when one cannot be written.
    """
    paths = []
    for form, stem in zip(batch.judged, file_stems(batch.judged), strict=True):
        path = folder / f"{stem}.txt"
        put(path, letter(form, about).encode("utf-8-sig", "replace"))
        paths.append(path)
    return paths


def file_stems(forms: Iterable[FormReport]) -> list[str]:
    """A name for what is written about each form: its file's, numbered where another form has it already."""
    free = FreeNames()
    return [free.take(safe(PurePath(form.file.replace("\\", "/")).stem)) for form in forms]


def letter(form: FormReport, about: About) -> str:
    """One form's letter."""
    return "\r\n".join(plain_text(line) for line in _lines(form, about)) + "\r\n"


def _lines(form: FormReport, about: About) -> Iterator[str]:
    yield f"{_addressee(form)}："
    yield ""
    yield f"你单位报送的{_form_name(form)}已收到。{OPENINGS[form.verdict]}"
    groups = [(severity, _open(form.findings, severity)) for severity in Severity]
    number = 0
    for severity, findings in groups:
        if findings:
            yield ""
            yield f"{NUMERALS[number]}、{HEADS[severity]}（{len(findings)}处）"
            number += 1
            for position, finding in enumerate(findings, 1):
                yield from _finding_lines(position, finding, "" if form.kind == REPORT else "单元格")
    if form.rules.crashed:
        yield ""
        yield "有的规则没有能够运行，我们核实后再告知。"
    if form.verdict is not Verdict.PASS:
        yield ""
        yield CLOSING
    yield ""
    yield f"{about.made.year}年{about.made.month}月{about.made.day}日"


def _addressee(form: FormReport) -> str:
    return form.implementing_unit or form.supervising_department or "填报单位"


def _form_name(form: FormReport) -> str:
    year = f"{form.fiscal_year}年度" if form.fiscal_year else ""
    if not form.project_name:
        return f"文件“{PurePath(form.file).name}”"
    code = f"（{form.project_code}）" if form.project_code else ""
    return f"{year}“{form.project_name}”{code}绩效自评{'报告' if form.kind == REPORT else '表'}"


def _open(findings: Sequence[Finding], severity: Severity) -> list[Finding]:
    return [one for one in findings if one.severity is severity and one.open]


def _finding_lines(position: int, finding: Finding, cell: str) -> Iterator[str]:
    yield ""
    yield f"{position}. {finding.message}（规则{finding.rule}）"
    place = "，".join(part for part in (finding.cell and f"{cell}{finding.cell}", finding.label) if part)
    if place:
        yield f"   位置：{place}"
    for word, value in (("填报", finding.value), ("应为", finding.expected)):
        if value is not None:
            yield f"   {word}：{_shown(finding, value)}"
    answer = answer_text(finding)
    if answer:
        yield f"   {answer}"
    if finding.severity is not Severity.INFO:
        yield f"   怎么改：{finding.fix}"


def _shown(finding: Finding, value: str) -> str:
    """A value as people write it: a rate as a percentage."""
    is_rate = (finding.field or "").endswith("_rate") and is_number(value)
    return percent(excel_round(Decimal(value), 4)) if is_rate else value
