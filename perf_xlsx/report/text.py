"""The check as text for a terminal: a paragraph a form, the numbers last."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.exempted import Use
from perf_xlsx.finding import PRINTED, REPORT, SUMMARY, Finding, FormReport, Severity, Verdict
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.report.plain import plain_text
from perf_xlsx.report.tallies import GRADES, told_of_batch
from perf_xlsx.workbook.limits import spoken_limits
from perf_xlsx.workbook.made_mark import NO_RETURN

PARTS_OF_INDICATOR_LABEL = 4  # 一级·二级·三级·栏
LONGEST_INDICATOR = 20
LONGEST_CELL = 30
QUOTES = (("“", "”"), ("·", "·"))  # how a message may name the indicator itself: alone, or in the cell's whole label


def form_text(form: FormReport) -> str:
    """One form: verdict, what it is, every finding with place and what to do."""
    return "\n".join(plain_text(line) for line in _form_lines(form))


def summary_lines(batch: BatchReport) -> Iterator[str]:
    """The last lines: what was found between forms, how many forms, verdicts, findings."""
    return map(plain_text, _summary_lines(batch))


def _form_lines(form: FormReport) -> Iterator[str]:
    name = form.project_name or ""
    if form.kind == SUMMARY:
        yield f"【汇总表】{form.file}，{form.sheet}：共{len(form.extract.lines)}行，与各表核对"
        return
    if form.kind == PRINTED:
        yield f"【打印稿】{form.file}：{NO_RETURN}，未审核"
        return
    where = "自评报告" if form.kind == REPORT else form.sheet
    yield f"【{form.verdict.chinese}】{name}（{form.file}{f'，{where}' if where else ''}）"
    if form.score.declared or form.score.sum:
        grade = GRADES.get(form.score.grade or "", "")
        rate = f"执行率{percent(excel_round(Decimal(form.execution_rate), 4))}，" if form.execution_rate else ""
        yield f"    {rate}总分{total_text(form)}{f'，{grade}' if grade else ''}"
    for assumption in form.assumptions:
        yield f"    {assumption}"
    for finding in form.findings:
        yield from _finding_lines(finding)
    yield from since_lines(form)
    yield from _reading_lines(form)
    for error in dict.fromkeys(form.rules.crashed.values()):
        codes = "、".join(code for code, what in form.rules.crashed.items() if what == error)
        yield f"    规则 {codes} 运行出错（{error}），请把此表发给开发者"


def since_lines(form: FormReport) -> Iterator[str]:
    """What changed since the round before; of a form whose verdict another rule set changes, that first."""
    since = form.since
    if since is None:
        return
    then = Verdict(since.verdict)
    if not since.same_rules and then is not form.verdict:
        yield f"    规则有改动：上次为“{then.chinese}”，按现在的规则为“{form.verdict.chinese}”"
    elif not since.same_rules and (since.new or since.resolved):
        yield f"    规则有改动，结论仍为“{form.verdict.chinese}”"
    yield f"    与上次相比：已解决{len(since.resolved)}条，新增{len(since.new)}条，仍存在{since.remaining}条"
    yield from (f"        已解决 {words}" for words in since.resolved)
    yield from (f"        新增 {words}" for words in since.new)


def _reading_lines(form: FormReport) -> Iterator[str]:
    """Every cell with content, what it was read as or why it was passed over, and how many there are of both."""
    if form.reading:
        read = sum(not cell.reason for cell in form.reading)
        yield f"    有内容的单元格{len(form.reading)}个：读入{read}个，未读{len(form.reading) - read}个"
    for cell in form.reading:
        text = cell.text if len(cell.text) <= LONGEST_CELL else cell.text[:LONGEST_CELL] + "…"
        yield f"        {cell.address} {text} → {cell.field or f'未读：{cell.reason}'}"


def total_text(form: FormReport) -> str:
    """The total: of an issued form the recomputed one, with what is stored where that differs."""
    stored, computed = form.score.declared, form.score.sum
    if stored == computed or not form.issued:
        return stored or f"{computed}（重算）"
    return f"{computed or '空白'}（重算{f'，表中存为{stored}' if stored else ''}）"


def _finding_lines(finding: Finding) -> Iterator[str]:
    place = f"{finding.cell} " if finding.cell else ""
    indicator = _indicator(finding)
    if indicator and not any(f"{before}{indicator}{after}" in finding.message for before, after in QUOTES):
        place += f"“{indicator}” "
    yield f"    {finding.severity.chinese} {finding.rule} {place}{finding.message}"
    answer = answer_text(finding)
    if answer:
        yield f"        {answer}"
    if finding.explanation is None and finding.waiver is None and finding.severity is not Severity.INFO:
        yield f"        → {finding.fix}"


def answer_text(finding: Finding) -> str:
    """What was said about a finding: waived, explained, or explained when another value stood there."""
    if finding.waiver is not None:
        return f"已豁免：{finding.waiver}"
    if finding.explanation is not None:
        return f"已说明：{finding.explanation}"
    expired = finding.expired_explanation
    return f"原来的说明已失效（填报内容有改动）：{expired}" if expired is not None else ""


def _indicator(finding: Finding) -> str:
    """The name of the indicator a finding is about, cut short: what is said on the telephone."""
    parts = (finding.label or "").split("·")
    if len(parts) < PARTS_OF_INDICATOR_LABEL:
        return ""
    name = "·".join(parts[2:-1])
    return name if len(name) <= LONGEST_INDICATOR else name[:LONGEST_INDICATOR] + "…"


def _summary_lines(batch: BatchReport) -> Iterator[str]:
    if batch.findings:
        yield "【全批】"
    for finding in batch.findings:
        yield from _finding_lines(finding)
    reports = f"、{batch.tally.reports}份自评报告" if batch.tally.reports else ""
    yield f"共{batch.tally.files}个文件、{batch.tally.forms}张表{reports}。"
    yield from (f"{words}。" for words in told_of_batch(batch))
    for code, error in batch.rules.crashed.items():
        yield f"    规则 {code} 运行出错（{error}），请把收到的文件发给开发者"
    for one in batch.exemptions:
        if one.use is not Use.USED:
            yield f"    {one.where}“{one.what}”{one.use.chinese}"
    yield "；".join(f"{verdict.chinese}{count}" for verdict, count in _verdicts(batch))
    yield "；".join(f"{severity.chinese}{batch.count(severity)}条" for severity in Severity)
    if batch.limits:
        yield f"安全限度：{spoken_limits(batch.limits)}"


def _verdicts(batch: BatchReport) -> Iterator[tuple[Verdict, int]]:
    yield from batch.verdicts().items()
