"""What a check says of many files together: the forms, what was found between them, the numbers every report shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from perf_xlsx.exempted import Exemption
from perf_xlsx.extract import Returns
from perf_xlsx.finding import NOT_JUDGED, REPORT, SUMMARY, Finding, FormReport, RuleLog, Severity, Verdict

NO_DEPARTMENT = "（未注明主管部门）"


def department_of(form: FormReport) -> str:
    """The department a form counts under."""
    return " ".join((form.supervising_department or "").split()) or NO_DEPARTMENT


@dataclass(slots=True)
class DepartmentTally:
    """One department: its forms that were read, the verdicts of everything it sent, and what was found in them."""

    forms: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)

    def add(self, form: FormReport, verdict: Verdict) -> None:
        """Count one more form."""
        self.forms += form.sheet is not None and form.kind != REPORT
        self.verdicts[verdict] += 1
        self.findings.update(finding.severity for finding in form.findings)


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
    printed: int = 0
    reports: int = 0
    rounds: int = 0
    resolved: int = 0
    new: int = 0
    remaining: int = 0
    other_rules: bool = False
    unopened: int = 0
    open_severities: set[Severity] = field(default_factory=set)
    departments: dict[str, DepartmentTally] = field(default_factory=dict)
    grades: Counter[str | None] = field(default_factory=Counter)
    moves: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)

    def add(self, form: FormReport) -> None:
        """Count one more form."""
        self.severities.update(finding.severity for finding in form.findings)
        self.open_severities |= {finding.severity for finding in form.findings if finding.open}
        self.unopened += not form.opened
        if form.kind in NOT_JUDGED:
            self.summaries += form.kind == SUMMARY
            self.printed += form.kind != SUMMARY
            return
        verdict = form.verdict
        self.verdicts[verdict] += 1
        self.departments.setdefault(department_of(form), DepartmentTally()).add(form, verdict)
        if form.sheet is not None:
            self.grades[form.score.grade] += 1
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
        if not since.same_rules and since.verdict != verdict.value:
            self.moves[Verdict(since.verdict), verdict] += 1


@dataclass(frozen=True)
class BatchReport:
    """All forms of a run, what was found between them, exemptions made, files passed over, the limits by name.

    `rules` accounts for the batch rules, `returns` is the register against what came back, None without one.
    """

    forms: Sequence[FormReport]
    findings: Sequence[Finding] = ()
    passed_over: int = 0
    exemptions: tuple[Exemption, ...] = ()
    limits: Mapping[str, int | float] = field(default_factory=dict)
    rules: RuleLog = field(default_factory=RuleLog)
    returns: Returns | None = None

    @property
    def judged(self) -> Iterator[FormReport]:
        """What was checked and has a verdict: everything but the 汇总表 and print forms among the files."""
        return (form for form in self.forms if form.kind not in NOT_JUDGED)

    @cached_property
    def tally(self) -> Tally:
        """The numbers every report shows: the forms are gone through once, as they may be very many."""
        made, file = Tally(), None
        made.severities.update(finding.severity for finding in self.findings)
        made.open_severities |= {finding.severity for finding in self.findings if finding.open}
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
        if self.rules.crashed or self.tally.unopened:
            return 3
        return int(fail_on is not None and any(one.rank <= fail_on.rank for one in self.tally.open_severities))
