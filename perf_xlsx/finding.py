"""What a check says: findings, forms, the batch. Values only; every report is made from these."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain

from perf_xlsx.exempted import Exemption
from perf_xlsx.extract import NOTHING, CellRead, Extract, Returns, Since

NOT_OPENED = frozenset({"F01", "F02", "F03", "F06"})
NO_FORM = "F04"
SUMMARY = "summary"
REPORT = "report"


class Severity(StrEnum):
    """退回 · 核实 · 提示."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        """The word people read."""
        return {"error": "退回", "warning": "核实", "info": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 is the most serious."""
        return list(Severity).index(self)


class Verdict(StrEnum):
    """退回修改 · 待核实 · 通过 · 无法审核 (contract, section 3)."""

    RETURN = "return"
    REVIEW = "review"
    PASS = "pass"  # noqa: S105 - a verdict, no password
    UNCHECKED = "unchecked"

    @property
    def chinese(self) -> str:
        """The words people read."""
        return {"return": "退回修改", "review": "待核实", "pass": "通过", "unchecked": "无法审核"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: which rule, where, what stands there, what was expected, what to do.

    `cell` is A1 style on the form's sheet, `field` the address in the form; numbers are decimal texts.
    `projects` are those a finding between forms is about, by code, else by name.
    `expired_explanation` was written when another value stood there; `waiver` says why and until when it is waived.
    """

    rule: str
    name: str
    title: str
    severity: Severity
    message: str
    fix: str
    cell: str | None = None
    field: str | None = None
    label: str | None = None
    value: str | None = None
    expected: str | None = None
    difference: str | None = None
    explanation: str | None = None
    expired_explanation: str | None = None
    waiver: str | None = None
    projects: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What an explanation or waiver holds on to: the same rule, field and value (contract, section 7).

        A finding between forms has no field; there it is the projects, the cell and the value.
        """
        where = f"{self.cell}|{'|'.join(self.projects)}" if self.projects else self.field
        return hashlib.sha256(f"{self.rule}|{where}|{self.value}".encode(errors="surrogatepass")).hexdigest()[:16]

    @property
    def open(self) -> bool:
        """Neither waived nor, for anything below an error, explained."""
        return self.waiver is None and (self.severity is Severity.ERROR or self.explanation is None)


@dataclass(frozen=True, slots=True)
class RuleLog:
    """Every rule accounted for: it ran, was skipped with a reason, or crashed with an error."""

    ran: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    crashed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Score:
    """The total as printed, as the sum of the scores, as the policy gives it from the inputs; the grade's key."""

    declared: str | None = None
    sum: str | None = None
    by_policy: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Funds:
    """The year's money in all, as the form computes it; decimal texts, in the form's own unit."""

    initial_budget: str | None = None
    annual_budget: str | None = None
    annual_spending: str | None = None
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class FormReport:
    """One form of one file, or a file that could not be read (`sheet` None).

    `assumptions` say how a hand-made form was taken; `reading` is every cell of it, kept only when asked for.
    """

    file: str
    findings: tuple[Finding, ...]
    rules: RuleLog
    sheet: str | None = None
    template: str | None = None
    issued: bool = False
    fiscal_year: int | None = None
    project_code: str | None = None
    project_name: str | None = None
    supervising_department: str | None = None
    implementing_unit: str | None = None
    execution_rate: str | None = None
    score: Score = Score()
    kind: str = "form"
    assumptions: tuple[str, ...] = ()
    reading: tuple[CellRead, ...] = ()
    funds: Funds = Funds()
    extract: Extract = NOTHING
    since: Since | None = None

    @property
    def opened(self) -> bool:
        """Whether there was anything to check, and every rule could be run."""
        return not self.rules.crashed and not any(finding.rule in NOT_OPENED for finding in self.findings)

    @property
    def verdict(self) -> Verdict:
        """The one verdict every report and the exit code come from."""
        if not self.opened or any(finding.rule == NO_FORM for finding in self.findings):
            return Verdict.UNCHECKED
        still_open = {finding.severity for finding in self.findings if finding.open}
        if Severity.ERROR in still_open:
            return Verdict.RETURN
        return Verdict.REVIEW if Severity.WARNING in still_open else Verdict.PASS


@dataclass(slots=True)
class Tally:
    """A batch in numbers; of those with a round before: findings resolved, new, remaining, changes of verdict.

    `moves` are verdicts then and now where the rules are others; `other_rules` whether they are.
    """

    severities: Counter[Severity] = field(default_factory=Counter)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    files: int = 0
    forms: int = 0
    summaries: int = 0
    reports: int = 0
    rounds: int = 0
    resolved: int = 0
    new: int = 0
    remaining: int = 0
    other_rules: bool = False
    moves: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)

    def add(self, form: FormReport) -> None:
        """Count one more form."""
        self.severities.update(finding.severity for finding in form.findings)
        if form.kind == SUMMARY:
            self.summaries += 1
            return
        self.verdicts[form.verdict] += 1
        self.reports += form.kind == REPORT
        self.forms += form.sheet is not None
        since = form.since
        if since is None:
            return
        self.rounds += 1
        self.resolved += len(since.resolved)
        self.new += len(since.new)
        self.remaining += since.remaining
        self.other_rules |= not since.same_rules
        if not since.same_rules and since.verdict != form.verdict.value:
            self.moves[Verdict(since.verdict), form.verdict] += 1


@dataclass(frozen=True)
class BatchReport:
    """All forms of a run, what was found between them, exemptions made, files passed over, the limits by name.

    `rules` accounts for the batch rules, `returns` is the register against what came back, None without one.
    """

    forms: Sequence[FormReport]
    findings: tuple[Finding, ...] = ()
    passed_over: int = 0
    exemptions: tuple[Exemption, ...] = ()
    limits: Mapping[str, int | float] = field(default_factory=dict)
    rules: RuleLog = RuleLog()
    returns: Returns | None = None

    @property
    def judged(self) -> Iterator[FormReport]:
        """What was checked and has a verdict: everything but the 汇总表 among the files."""
        return (form for form in self.forms if form.kind != SUMMARY)

    @cached_property
    def tally(self) -> Tally:
        """The numbers every report shows: the forms are gone through once, as they may be very many."""
        made, file = Tally(), None
        made.severities.update(finding.severity for finding in self.findings)
        for form in self.forms:
            made.add(form)
            made.files += form.file != file  # the forms of a file stand together
            file = form.file
        return made

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are, those between forms among them."""
        return self.tally.severities[severity]

    def verdicts(self) -> Mapping[Verdict, int]:
        """How many forms have each verdict."""
        return {verdict: self.tally.verdicts[verdict] for verdict in Verdict}

    def exit_code(self, fail_on: Severity | None) -> int:
        """0, 1 or 3 as the contract says; `fail_on` None is never."""
        if self.rules.crashed or any(not form.opened for form in self.forms):
            return 3
        if fail_on is None:
            return 0
        every = chain(self.findings, (finding for form in self.forms for finding in form.findings))
        return int(any(finding.open and finding.severity.rank <= fail_on.rank for finding in every))
