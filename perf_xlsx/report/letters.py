"""A letter a form, plain text ready for mail: what was found, where, what stands there, what is expected, how to mend.

Forms that passed get a short one, so that a unit hears from every form it handed in. What was found between forms
stands in the letter of each form it is about; a project of which nothing came gets a letter that asks for it.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path, PurePath

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.files.names import FreeNames, safe
from perf_xlsx.files.path_list import PathList
from perf_xlsx.finding import REPORT, Finding, FormReport, Severity, Verdict
from perf_xlsx.form.registered import Register
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
WORST = {Severity.ERROR: Verdict.RETURN, Severity.WARNING: Verdict.REVIEW}
NOT_RETURNED = "B01"
ASKED = "请尽快报送；已经报送的，请核对项目编码、项目名称和年度，并与我们联系。"
HEADS = {
    Severity.ERROR: "需要修改的",
    Severity.WARNING: "需要核实或说明的",
    Severity.INFO: "供参考，不影响结果的",
}
CLOSING = "如对以上意见有疑问，请与我们联系，并说明规则编号。感谢配合！"
NUMERALS = "一二三"


def write_letters(batch: BatchReport, about: About, folder: Path, register: Register | None = None) -> list[Path]:
    """Write every form's letter into a folder that is made when it is missing, then those that ask for what is missing.

    `register` is what was issued, for the names in the latter. Returns the files, in this order; raises UsageError
    when one cannot be written.
    """
    paths, stems = PathList(), FreeNames()
    for stem, text in chain(_of_forms(batch, about, stems), _of_missing(batch, about, stems, register or {})):
        path = folder / f"{stem}.txt"
        put(path, "\r\n".join((*map(plain_text, text), "")).encode("utf-8-sig", "replace"))
        paths.add(path)
    return list(paths)


def stem_of(form: FormReport, free: FreeNames) -> str:
    """The name of what is written about a form: its file's, numbered where another form has it already."""
    return free.take(safe(PurePath(form.file.replace("\\", "/")).stem))


def _of_forms(batch: BatchReport, about: About, stems: FreeNames) -> Iterator[tuple[str, Iterable[str]]]:
    between: dict[tuple[str, str], array[int]] = {}
    for number, finding in enumerate(batch.findings):
        for place in dict.fromkeys(finding.forms):
            between.setdefault(place, array("L")).append(number)
    for form in batch.judged:
        own = [batch.findings[number] for number in between.get((form.file, form.sheet or ""), ())]
        yield stem_of(form, stems), _lines(form, about, own)


def _of_missing(
    batch: BatchReport, about: About, stems: FreeNames, register: Register
) -> Iterator[tuple[str, Iterable[str]]]:
    """A letter for each project of which nothing came, unless that was waived."""
    for finding in batch.findings:
        if finding.rule == NOT_RETURNED and finding.open:
            entry = next((register[code] for code in finding.projects if code in register), None)
            name = f"_{entry.issued.name}" if entry else ""
            unit = (entry.implementing_unit or entry.supervising_department) if entry else ""
            lines = (f"{unit or '填报单位'}：", "", f"{finding.message}。{ASKED}", "", CLOSING, "", _day(about))
            yield stems.take(safe(f"未报送_{'_'.join(finding.projects)}{name}")), lines


def letter(form: FormReport, about: About, between: Sequence[Finding] = ()) -> str:
    """One form's letter; `between` is what was found between it and others."""
    return "\r\n".join((*map(plain_text, _lines(form, about, between)), ""))


def _lines(form: FormReport, about: About, between: Sequence[Finding]) -> Iterator[str]:
    verdict = _with(form.verdict, between)
    yield f"{_addressee(form)}："
    yield ""
    yield f"你单位报送的{_form_name(form)}已收到。{OPENINGS[verdict]}"
    groups = [(severity, _open(form.findings, severity), _open(between, severity)) for severity in Severity]
    number = 0
    for severity, findings, others in groups:
        if findings or others:
            yield ""
            yield f"{NUMERALS[number]}、{HEADS[severity]}（{len(findings) + len(others)}处）"
            number += 1
            for position, finding in enumerate(findings, 1):
                yield from _finding_lines(position, finding, "" if form.kind == REPORT else "单元格")
            for position, finding in enumerate(others, len(findings) + 1):
                yield from _between_lines(position, finding)
    if form.rules.crashed:
        yield ""
        yield "有的规则没有能够运行，我们核实后再告知。"
    if verdict is not Verdict.PASS:
        yield ""
        yield CLOSING
    yield ""
    yield _day(about)


def _with(verdict: Verdict, between: Sequence[Finding]) -> Verdict:
    """What a letter asks for: what the form's verdict says, or more where something was found between it and others."""
    asked = [WORST[one.severity] for one in between if one.open and one.severity in WORST]
    order = (Verdict.PASS, Verdict.REVIEW, Verdict.RETURN, Verdict.UNCHECKED)
    return max((verdict, *asked), key=order.index)


def _day(about: About) -> str:
    return f"{about.made.year}年{about.made.month}月{about.made.day}日"


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


def _between_lines(position: int, finding: Finding) -> Iterator[str]:
    """What was found between forms says itself where it stands, and in which form."""
    yield ""
    yield f"{position}. {finding.message}（规则{finding.rule}）"
    if finding.severity is not Severity.INFO:
        yield f"   怎么改：{finding.fix}"


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
