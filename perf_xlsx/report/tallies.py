"""What the reports count: by department, by grade, by rule. Every report shows the same numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from perf_xlsx.batch_report import NO_DEPARTMENT, BatchReport
from perf_xlsx.finding import Finding, RuleLog, Severity, Verdict
from perf_xlsx.report.catalogue import shipped_rules
from perf_xlsx.version import VERSION
from perf_xlsx.workbook.limits import spoken_limits

GRADES = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
NO_GRADE = "未得出"


@dataclass(frozen=True, slots=True)
class About:
    """What a report says of itself: when it was made and for which year, the titles of all rules by code."""

    made: datetime
    fiscal_year: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    version: str = VERSION

    @property
    def line(self) -> str:
        """One line under a report's title."""
        year = f"{self.fiscal_year}年度 · " if self.fiscal_year else ""
        return f"{year}审核时间 {self.made:%Y-%m-%d %H:%M} · perf-xlsx {self.version}"


def about_now(batch: BatchReport, fiscal_year: int | None = None) -> About:
    """A report made now; the titles are those of the rules that came with the program and of every finding."""
    titles = {rule.code: rule.title for rule in shipped_rules()}
    titles |= {finding.rule: finding.title for finding in every_finding(batch)}
    return About(datetime.now().astimezone(), fiscal_year, titles)


@dataclass(frozen=True, slots=True)
class Department:
    """One department: how many forms, the verdicts on everything it handed in, what was found."""

    name: str
    forms: int
    verdicts: Mapping[Verdict, int]
    findings: Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class RuleUse:
    """What came of one rule over all forms; `found` counts findings, `in_forms` the forms that have one."""

    code: str
    title: str
    ran: int
    skipped: int
    crashed: int
    found: int
    in_forms: int
    reasons: tuple[str, ...]

    @property
    def forms_shown(self) -> int | str:
        """How many forms it is about; what was found between forms is in none of them."""
        return "—" if self.found and not self.in_forms else self.in_forms


def every_finding(batch: BatchReport) -> Iterator[Finding]:
    """The findings of the whole batch, then those of each form."""
    yield from batch.findings
    for form in batch.forms:
        yield from form.findings


def departments(batch: BatchReport) -> list[Department]:
    """Every department, the one with most forms to send back first; without a name last."""
    every = batch.tally.departments.items()
    made = [Department(name, one.forms, one.verdicts, one.findings) for name, one in every]
    return sorted(made, key=lambda one: (one.name == NO_DEPARTMENT, -one.verdicts.get(Verdict.RETURN, 0), one.name))


def grades(batch: BatchReport) -> dict[str, int]:
    """How many forms have each grade, from 优 to 差; those without one are left out where there are none."""
    counted = Counter[str]()
    for grade, count in batch.tally.grades.items():
        counted[GRADES.get(grade or "", NO_GRADE)] += count
    return {word: counted[word] for word in (*GRADES.values(), NO_GRADE) if word != NO_GRADE or counted[word]}


@dataclass(slots=True)
class _Fate:
    """What became of one rule: how often it ran, was skipped, crashed, and why."""

    ran: int = 0
    skipped: int = 0
    crashed: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def rule_uses(batch: BatchReport, titles: Mapping[str, str]) -> list[RuleUse]:
    """Every rule by code with what came of it; one between forms ran once, over all of them."""
    found, in_forms = Counter[str](), Counter[str]()
    for form in batch.judged:
        found.update(finding.rule for finding in form.findings)
        in_forms.update({finding.rule for finding in form.findings})
    found.update(finding.rule for finding in batch.findings)
    of_forms, between = _fates(form.rules for form in batch.judged), _fates([batch.rules])
    made = []
    for code in sorted({*of_forms, *between, *found}):
        fate = between.get(code) or of_forms.get(code) or _Fate()
        counted = "（全批）" if code in between else "（{}张）"
        reasons = tuple(reason + counted.format(count) for reason, count in fate.reasons.most_common())
        counts = (fate.ran, fate.skipped, fate.crashed, found[code], in_forms[code])
        made.append(RuleUse(code, titles.get(code, ""), *counts, reasons))
    return made


def _fates(logs: Iterable[RuleLog]) -> dict[str, _Fate]:
    fates: dict[str, _Fate] = {}
    for log in logs:
        for code in log.ran:
            fates.setdefault(code, _Fate()).ran += 1
        for code, reason in log.skipped.items():
            fate = fates.setdefault(code, _Fate())
            fate.skipped += 1
            fate.reasons[reason] += 1
        for code, reason in log.crashed.items():
            fate = fates.setdefault(code, _Fate())
            fate.crashed += 1
            fate.reasons[reason] += 1
    return fates


def commonest(batch: BatchReport, titles: Mapping[str, str], most: int = 10) -> list[RuleUse]:
    """The rules with most findings, at most `most`."""
    uses = [use for use in rule_uses(batch, titles) if use.found]
    return sorted(uses, key=lambda use: (-use.found, use.code))[:most]


def told_of_batch(batch: BatchReport) -> list[str]:
    """What a report says of the whole batch under its numbers, in sentences."""
    told, tally = [], batch.tally
    if batch.returns is not None:
        one = batch.returns
        told.append(f"下发{one.issued}个项目，收到{one.returned}个，缺{len(one.missing)}个")
    told += [f"收到汇总表{tally.summaries}份，与各表核对"] if tally.summaries else []
    told += [f"另有打印稿{tally.printed}份，不是报送的表，未审核"] if tally.printed else []
    told += [f"另有{batch.passed_over}个文件按名称判断不是报表，未审核"] if batch.passed_over else []
    if tally.rounds:
        rounds = f"已解决{tally.resolved}条，新增{tally.new}条，仍存在{tally.remaining}条"
        told.append(f"与上一轮相比：{rounds}（{tally.rounds}张表）")
    if tally.other_rules:
        order = sorted(tally.moves.items(), key=lambda one: [list(Verdict).index(verdict) for verdict in one[0]])
        moves = [f"{then.chinese}→{now.chinese}{count}张" for (then, now), count in order]
        told.append(f"规则有改动，结论变化：{'、'.join(moves) or '没有'}")
    return told


def told_between(batch: BatchReport) -> str:
    """How many findings between forms each rule has."""
    counted = Counter(f"{one.rule} {one.title}" for one in batch.findings)
    return "；".join(f"{name}{count}条" for name, count in sorted(counted.items()))


def limits_of_reading(batch: BatchReport) -> list[tuple[str, str]]:
    """The limits the files were read under, in words."""
    return [("读取限度", spoken_limits(batch.limits))] if batch.limits else []
