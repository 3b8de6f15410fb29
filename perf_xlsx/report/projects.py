"""What the summary adds up: one line a project out of many returned files, those left out with the reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.batch_report import NO_DEPARTMENT, BatchReport, department_of
from perf_xlsx.finding import PRINTED, SUMMARY, Finding, FormReport, Severity
from perf_xlsx.form.collected import Collected
from perf_xlsx.form.registered import Registered
from perf_xlsx.form.returns import Return, return_of
from perf_xlsx.report.tallies import GRADES
from perf_xlsx.workbook.made_mark import NO_RETURN

MOST_PROBLEMS = 3
OTHER_KINDS = {
    SUMMARY: "是汇总表，与各表核对（B03）",
    PRINTED: NO_RETURN,
    "report": "是绩效自评报告，不是自评表",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One project; amounts in 万元, None where the form states none."""

    code: str
    name: str
    department: str
    unit: str
    initial_budget: Decimal | None
    annual_budget: Decimal | None
    annual_spending: Decimal | None
    score: Decimal | None
    grade: str
    verdict: str
    problems: str

    @property
    def rate(self) -> Decimal | None:
        """执行率, 0–1; None without a budget."""
        if not self.annual_budget or self.annual_spending is None:
            return None
        return self.annual_spending / self.annual_budget


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A returned file that is not added up, and why."""

    file: str
    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines by department, what was left out, what was issued and never came back, findings between forms."""

    departments: Mapping[str, tuple[Line, ...]]
    left_out: tuple[LeftOut, ...]
    unreturned: tuple[Registered, ...]
    registered: bool
    findings: Sequence[Finding] = ()

    @property
    def lines(self) -> list[Line]:
        """Every line in the order of the sheet."""
        return [line for lines in self.departments.values() for line in lines]


def summary_of(
    batch: BatchReport, fiscal_year: int | None = None, register: Mapping[str, Registered] | None = None
) -> Summary:
    """Sort out a batch: of a project returned twice the form counts that B02 says counts (form.returns.latest)."""
    facts = Collected(map(return_of, batch.forms), register, None, fiscal_year)
    left_out: list[LeftOut] = []
    groups: dict[str, list[Line]] = {}
    for number, form in enumerate(batch.forms, 1):
        one = return_of(form)
        reason = _why_not(form, one, facts)
        if not reason and not facts.counts(number):
            reason = f"项目重复报送，已按最新的一份计入（{facts.counted[facts.key(one)].file}）"
        if reason:
            left_out.append(LeftOut(form.file, form.project_code or "", form.project_name or "", reason))
        else:
            groups.setdefault(department_of(form), []).append(_line(form, one))
    ordered = sorted(groups.items(), key=lambda group: (group[0] == NO_DEPARTMENT, group[0]))
    return Summary(
        {name: tuple(sorted(lines, key=lambda line: (line.code, line.name))) for name, lines in ordered},
        tuple(left_out),
        tuple(replace((register or {})[code], targets=[]) for code in facts.missing),
        register is not None,
        batch.findings,
    )


def _why_not(form: FormReport, one: Return, facts: Collected) -> str:
    """Why a form cannot be added up; empty when it can."""
    if form.kind in OTHER_KINDS:
        return OTHER_KINDS[form.kind]
    if form.sheet is None:
        return next((finding.message for finding in form.findings), "没有可审核的自评表")
    if not facts.of_this_year(one):
        return f"本表为{form.fiscal_year}年度，不是{facts.year_for(one)}年度"
    if form.project_name is None and form.score.sum is None and form.funds.annual_budget is None:
        return next((finding.message for finding in form.findings), "没有读出内容")
    return ""


def _line(form: FormReport, one: Return) -> Line:
    initial, annual, spending, score = one.figures
    return Line(
        *(one.code, one.name, department_of(form), one.unit),
        *(initial, annual, spending, score),
        GRADES.get(form.score.grade or "", ""),
        form.verdict.chinese,
        problems(form.findings),
    )


def problems(findings: Iterable[Finding]) -> str:
    """The main problems in a few words: the titles of open findings, the most serious first."""
    titles = list(_titles(findings))
    more = f"等{len(titles)}项" if len(titles) > MOST_PROBLEMS else ""
    return "；".join(titles[:MOST_PROBLEMS]) + more


def _titles(findings: Iterable[Finding]) -> Iterator[str]:
    told: dict[str, None] = {}
    serious = [one for one in findings if one.open and one.severity is not Severity.INFO]
    for finding in sorted(serious, key=lambda one: one.severity.rank):
        told.setdefault(f"{finding.title}（{finding.rule}）")
    return iter(told)
