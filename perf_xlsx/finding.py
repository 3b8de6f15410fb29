"""What a check says of a file: findings and forms. Values only; every report is made from these."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from perf_xlsx.extract import NOTHING, CellRead, Extract, Since
from perf_xlsx.files.travel import light

NOT_OPENED = frozenset({"F01", "F02", "F03", "F06"})
NO_FORM = "F04"
SUMMARY = "summary"
PRINTED = "print"
REPORT = "report"
# What is held against the forms, or passed over, and has no verdict of its own.
NOT_JUDGED = frozenset({SUMMARY, PRINTED})


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
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


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


@light
@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: which rule, where, what stands there, what was expected, what to do.

    `cell` is A1 style on the form's sheet, `field` the address in the form; numbers are decimal texts.
    `projects` are those a finding between forms is about, by code, else by name; `forms` the returned forms whose
    units are to read it, by file and sheet; `units` are 主管部门 and 实施单位 of a project of which there is no form.
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
    forms: tuple[tuple[str, str], ...] = ()
    units: tuple[str, str] = ("", "")

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


@light
@dataclass(frozen=True, slots=True)
class RuleLog:
    """Every rule accounted for: it ran, was skipped with a reason, or crashed with an error."""

    ran: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    crashed: Mapping[str, str] = field(default_factory=dict)


@light
@dataclass(frozen=True, slots=True)
class Score:
    """The total as printed, as the sum of the scores, as the policy gives it from the inputs; the grade's key."""

    declared: str | None = None
    sum: str | None = None
    by_policy: str | None = None
    grade: str | None = None


@light
@dataclass(frozen=True, slots=True)
class Funds:
    """The year's money in all, as the form computes it; decimal texts, in the form's own unit."""

    initial_budget: str | None = None
    annual_budget: str | None = None
    annual_spending: str | None = None
    unit: str = "万元"


@light
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
