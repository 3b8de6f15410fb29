"""What the summary adds up: one line a project out of many returned files, those left out with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.finding import BatchReport, Finding, FormReport, Severity, Verdict
from perf_xlsx.form.registered import Registered
from perf_xlsx.report.tallies import GRADES, NO_DEPARTMENT, department_of

IN_TEN_THOUSANDS = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
MOST_PROBLEMS = 3


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
    """The lines by department, what was left out, what was issued and never came back."""

    departments: Mapping[str, tuple[Line, ...]]
    left_out: tuple[LeftOut, ...]
    unreturned: tuple[Registered, ...]
    registered: bool

    @property
    def lines(self) -> list[Line]:
        """Every line in the order of the sheet."""
        return [line for lines in self.departments.values() for line in lines]


def summary_of(
    batch: BatchReport, fiscal_year: int | None = None, register: Mapping[str, Registered] | None = None
) -> Summary:
    """Sort out a batch: of a project returned twice the better form counts, the later file of equals."""
    left_out: list[LeftOut] = []
    kept: dict[object, FormReport] = {}
    returned = {form.project_code for form in batch.forms if form.project_code}
    for position, form in enumerate(batch.forms):
        reason = _why_not(form, fiscal_year)
        if reason:
            left_out.append(_left(form, reason))
            continue
        key: object = form.project_code or position
        other = kept.get(key)
        if other is None or _rank(form) >= _rank(other):
            kept[key], form = form, other or form  # noqa: PLW2901 - the one that does not count is told of
        if other is not None:
            left_out.append(_left(form, f"项目重复报送，已按另一份计入（{kept[key].file}）"))
    groups: dict[str, list[Line]] = {}
    for form in kept.values():
        groups.setdefault(department_of(form), []).append(_line(form))
    ordered = sorted(groups.items(), key=lambda group: (group[0] == NO_DEPARTMENT, group[0]))
    unreturned = [one for code, one in (register or {}).items() if code not in returned]
    return Summary(
        {name: tuple(sorted(lines, key=lambda line: (line.code, line.name))) for name, lines in ordered},
        tuple(left_out),
        tuple(unreturned),
        register is not None,
    )


def _why_not(form: FormReport, fiscal_year: int | None) -> str:
    """Why a form cannot be added up; empty when it can."""
    if form.sheet is None or form.kind != "form":
        return next((finding.message for finding in form.findings), "没有可审核的自评表")
    if fiscal_year is not None and form.fiscal_year is not None and form.fiscal_year != fiscal_year:
        return f"本表为{form.fiscal_year}年度，不是{fiscal_year}年度"
    if form.project_name is None and form.score.sum is None and form.funds.annual_budget is None:
        return next((finding.message for finding in form.findings), "没有读出内容")
    return ""


def _rank(form: FormReport) -> int:
    """The better a verdict, the higher."""
    return [Verdict.UNCHECKED, Verdict.RETURN, Verdict.REVIEW, Verdict.PASS].index(form.verdict)


def _left(form: FormReport, reason: str) -> LeftOut:
    return LeftOut(form.file, form.project_code or "", form.project_name or "", reason)


def _line(form: FormReport) -> Line:
    factor = IN_TEN_THOUSANDS[form.funds.unit]
    amounts = [_number(text) for text in (form.funds.initial_budget, form.funds.annual_budget)]
    initial, annual, spending = (
        None if amount is None else amount * factor for amount in (*amounts, _number(form.funds.annual_spending))
    )
    total = form.score.sum if form.issued else form.score.declared or form.score.sum
    return Line(
        form.project_code or "",
        form.project_name or "",
        department_of(form),
        form.implementing_unit or "",
        *(initial, annual, spending, _number(total)),
        GRADES.get(form.score.grade or "", ""),
        form.verdict.chinese,
        problems(form.findings),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


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
