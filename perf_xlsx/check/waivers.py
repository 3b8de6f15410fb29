"""Waivers: findings an operator lets pass, by rule, project and cell, each with a reason, a name and a last day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from perf_xlsx.check.exemption import FOR_EVER, NEVER_EXEMPT, Decision, today
from perf_xlsx.errors import ExemptionError, Fault
from perf_xlsx.exempted import Exemption, Use
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.files.csv_in import read_csv
from perf_xlsx.files.safe_text import unguarded
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.form.returns import spelling
from perf_xlsx.notation import strip_blanks

COLUMNS = ("规则", "项目编码", "单元格", "理由", "批准人", "有效期")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年]([01]?\d)[-/.月]([0-3]?\d)日?")
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One line of the file; `cell` empty is the whole form."""

    rule: str
    project: str
    cell: str
    decision: Decision

    def covers(self, project: str, finding: Finding) -> bool:
        """Whether a finding about a project is what this waiver is about."""
        if finding.rule != self.rule or self.cell not in {"", finding.cell}:
            return False
        return spelling(project) == spelling(self.project)

    @property
    def words(self) -> str:
        """What a report says of a finding that is waived."""
        one = self.decision
        told = [f"{one.approved_by}批准"] if one.approved_by else []
        told += [f"有效期至{one.until:%Y-%m-%d}"] if one.until != FOR_EVER else []
        return one.reason + (f"（{'，'.join(told)}）" if told else "")


@dataclass(frozen=True, slots=True)
class Waivers:
    """All waivers of a file, judged by a day."""

    lines: tuple[Waiver, ...] = ()
    day: date = date.min

    def applied(self, form: FormReport) -> FormReport:
        """The same form with its waived findings marked."""
        if not self.lines:
            return form
        findings = tuple(self._marked(_whose(form), finding) for finding in form.findings)
        return replace(form, findings=findings)

    def applied_between(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings between forms, those marked that are waived for every project they are about."""
        return (self._marked(finding.projects, finding) for finding in findings)

    def uses(self, forms: Iterable[FormReport], between: Iterable[Finding] = ()) -> Iterator[Exemption]:
        """What came of each line over all forms, and over what was found between them."""
        counts = dict.fromkeys(range(len(self.lines)), 0)
        for projects, finding in _every(forms, between) if self.lines else ():
            for number in self._for(projects, finding):
                counts[number] += 1
        for number, line in enumerate(self.lines):
            use = line.decision.standing(self.day)
            use = Use.UNUSED if use is Use.USED and not counts[number] else use
            what = " ".join(part for part in ("豁免", line.rule, line.project, line.cell) if part)
            one = line.decision
            yield Exemption(one.where, what, one.reason, use, one.approved_by, counts[number])

    def _for(self, projects: Iterable[str], finding: Finding) -> list[int]:
        """The first line in force for each project a finding is about; none where one of them is not covered."""
        if finding.rule in NEVER_EXEMPT:
            return []
        found = [self._first(project, finding) for project in projects]
        return [] if None in found else [number for number in dict.fromkeys(found) if number is not None]

    def _first(self, project: str, finding: Finding) -> int | None:
        for number, line in enumerate(self.lines):
            if line.covers(project, finding) and line.decision.standing(self.day) is Use.USED:
                return number
        return None

    def _marked(self, projects: Iterable[str], finding: Finding) -> Finding:
        words = dict.fromkeys(self.lines[number].words for number in self._for(projects, finding))
        return replace(finding, waiver="；".join(words)) if words else finding


def _whose(form: FormReport) -> tuple[str]:
    """The project of a form; one without a code goes by its name."""
    return (form.project_code or form.project_name or "",)


def _every(forms: Iterable[FormReport], between: Iterable[Finding]) -> Iterator[tuple[tuple[str, ...], Finding]]:
    for form in forms:
        yield from ((_whose(form), finding) for finding in form.findings)
    yield from ((finding.projects, finding) for finding in between)


def read_waivers(path: Path, codes: Iterable[str], day: date | None = None) -> Waivers:
    """Read the file: UTF-8 or GB18030, headings in any order; `codes` are the rules there are.

    Raises ExemptionError with every fault of it.
    """
    rows = [(number, row) for number, row in enumerate(read_csv(path), 1) if any(map(strip_blanks, row))]
    head = [strip_blanks(cell) for cell in rows[0][1]] if rows else []
    other = [name for name in head if name not in COLUMNS]
    faults = [Fault(path.name, f"缺少“{name}”列{did_you_mean(name, other)}") for name in COLUMNS if name not in head]
    faults += [Fault(path.name, f"不认识的列名“{name}”{did_you_mean(name, COLUMNS)}") for name in other if name]
    lines: list[Waiver] = []
    known = set(codes)
    for number, row in rows[1:] if not faults else ():
        texts = [unguarded(cell).strip() for cell in row] + [""] * (len(head) - len(row))
        lines += _line(dict(zip(head, texts, strict=False)), f"{path.name} 第{number}行", known, faults)
    if faults:
        raise ExemptionError(faults)
    return Waivers(tuple(lines), day or today())


def _line(cells: Mapping[str, str], where: str, known: set[str], faults: list[Fault]) -> Iterator[Waiver]:
    rule, project = cells["规则"].upper(), cells["项目编码"]
    cell, until = cells["单元格"].replace("$", "").upper(), _day(cells["有效期"])
    wrong = len(faults)
    if rule not in known:
        faults.append(Fault(where, f"没有规则“{cells['规则']}”{did_you_mean(rule, sorted(known))}"))
    elif rule in NEVER_EXEMPT:
        faults.append(Fault(where, f"{rule}不能豁免：文件没有审核，请重新报送"))
    if not project:
        faults.append(Fault(where, "没有写项目编码；要对全部项目停用一条规则，请用 --rules"))
    if cell and not _CELL.fullmatch(cell):
        faults.append(Fault(where, f"单元格“{cells['单元格']}”看不懂，请写成 H27 这样，或留空（整张表）"))
    if until is None:
        faults.append(Fault(where, f"有效期“{cells['有效期']}”看不懂，请写成 2026-12-31 这样，或留空（长期）"))
    elif wrong == len(faults):
        yield Waiver(rule, project, cell, Decision(where, cells["理由"], until=until, approved_by=cells["批准人"]))


def _day(text: str) -> date | None:
    """A day as people write it; blank is for ever, None what cannot be read."""
    found = _DAY.fullmatch(text.replace(" ", ""))
    if not text:
        return FOR_EVER
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
