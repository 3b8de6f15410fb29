"""The file of local rules: TOML, every fault of it at once, with "did you mean"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from perf_xlsx.check.exemption import FOR_EVER, NEVER_EXEMPT, Decision, today
from perf_xlsx.check.local_rules import Entry, LocalRules
from perf_xlsx.errors import ExemptionError, Fault, TemplateError, UsageError
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.finding import Severity
from perf_xlsx.rules import RULES
from perf_xlsx.template.assemble import Template, assemble
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.judgement import POLICY_KEY, read_judgement
from perf_xlsx.template.load import toml_of, unreadable
from perf_xlsx.template.model import Case, RuleText, SharedRules
from perf_xlsx.template.policy_lint import OPTIONAL, policy_faults
from perf_xlsx.template.structure import read_table

CODE = re.compile(r"L\d\d")


@dataclass(frozen=True, slots=True)
class Off:
    """A rule that is switched off."""

    rule: str
    since: date
    reason: str = ""
    until: date = FOR_EVER


@dataclass(frozen=True, slots=True)
class Grade:
    """A rule that is graded anew."""

    rule: str
    severity: Severity
    since: date
    reason: str = ""
    until: date = FOR_EVER


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds that are changed, by policy key."""

    set: Mapping[str, object]
    since: date
    reason: str = ""
    until: date = FOR_EVER


@dataclass(frozen=True, slots=True)
class Added:
    """A declared rule that is added."""

    code: str
    title: str
    severity: Severity
    fix: str
    cases: tuple[Case, ...]
    since: date
    reason: str = ""
    until: date = FOR_EVER
    basis: str = ""
    silences: tuple[str, ...] = ()

    @property
    def text(self) -> RuleText:
        """The rule as the checker runs it."""
        return RuleText(
            code=self.code,
            name=f"local-{self.code.lower()}",
            title=self.title,
            severity=self.severity.value,
            fix=self.fix,
            basis=self.basis or "本地规则",
            why=self.reason,
            passing="",
            failing="",
            cases=self.cases,
            silences=self.silences,
        )


@dataclass(frozen=True, slots=True)
class LocalFile:
    """The whole file."""

    off: tuple[Off, ...] = ()
    grade: tuple[Grade, ...] = ()
    policy: tuple[Policy, ...] = ()
    rules: tuple[Added, ...] = field(default=())


def known_codes(catalog: Catalog, local: LocalRules | None = None) -> set[str]:
    """Every rule there is: written, shared, a template's own, added here."""
    codes = {rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules}
    codes |= {rule.code for template in catalog.all() for rule in template.rules}
    return codes | {one.rule.code for one in (local.entries if local else ()) if one.rule is not None}


def read_local_rules(path: Path, catalog: Catalog, day: date | None = None) -> LocalRules:
    """Read a file of local rules against the definitions there are; raises ExemptionError with every fault of it."""
    try:
        data = toml_of(path.read_text("utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} 不是 UTF-8 文本，请用 UTF-8 编码保存") from None
    except TemplateError as error:
        raise ExemptionError(error.faults) from None
    faults: list[Fault] = []
    file = read_table(LocalFile, data, "", faults)
    if isinstance(file, LocalFile):
        faults += _faults(file, catalog)
    if faults or not isinstance(file, LocalFile):
        raise ExemptionError([Fault(f"{path.name} {fault.where}".rstrip(), fault.what) for fault in faults])
    return LocalRules(tuple(_entries(file, path.name)), catalog.shared, day or today())


def _entries(file: LocalFile, name: str) -> Iterator[Entry]:
    def decision(kind: str, number: int, one: Off | Grade | Policy | Added) -> Decision:
        return Decision(f"{name} {kind}[{number}]", one.reason, one.since, one.until)

    for number, off in enumerate(file.off, 1):
        yield Entry(decision("off", number, off), off=off.rule)
    for number, grade in enumerate(file.grade, 1):
        yield Entry(decision("grade", number, grade), graded=grade.rule, severity=grade.severity)
    for number, policy in enumerate(file.policy, 1):
        yield Entry(decision("policy", number, policy), policy=policy.set)
    for number, rule in enumerate(file.rules, 1):
        yield Entry(decision("rules", number, rule), rule=rule.text)


def _faults(file: LocalFile, catalog: Catalog) -> Iterator[Fault]:
    codes = known_codes(catalog)
    named = [(f"off[{number}]", one.rule) for number, one in enumerate(file.off, 1)]
    named += [(f"grade[{number}]", one.rule) for number, one in enumerate(file.grade, 1)]
    for where, code in named:
        if code not in codes:
            yield Fault(where, f"没有规则“{code}”{did_you_mean(code, sorted(codes))}")
        elif code in NEVER_EXEMPT:
            yield Fault(where, f"{code}不能停用、也不能改级别：文件没有审核")
    templates = list(catalog.all())
    for number, policy in enumerate(file.policy, 1):
        for key, value in policy.set.items():
            yield from _policy_faults(f"policy[{number}].set.{key}", key, value, templates)
    yield from _rule_faults([one.text for one in file.rules], catalog.shared, templates)


def _policy_faults(where: str, key: str, value: object, templates: Iterable[Template]) -> Iterator[Fault]:
    first, _, rest = key.partition(".")
    if first == POLICY_KEY:
        yield from (Fault(where, fault.what) for fault in read_judgement({first: {rest: value}})[1])
        return
    known: dict[str, object] = dict(OPTIONAL)
    for template in templates:
        known |= dict(_flat(template.policy))
    if key not in known:
        yield Fault(where, f"没有这个政策参数{did_you_mean(key, sorted(known))}")
    elif _sort(known[key]) != _sort(value):
        yield Fault(where, f"应是同一类的值，例如 {known[key]}")
    else:
        faults = policy_faults({key: value}, points=False)
        yield from (Fault(where, fault.what) for fault in faults if fault.where == f"policy.{key}")


def _flat(policy: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    for key, value in policy.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _sort(value: object) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return "number" if is_number else type(value).__name__


def _rule_faults(rules: list[RuleText], shared: SharedRules, templates: list[Template]) -> Iterator[Fault]:
    """What is wrong with added rules: their codes, formulas nobody can read, cells no template has."""
    seen: set[str] = set()
    for rule in rules:
        if not CODE.fullmatch(rule.code) or rule.code in seen:
            yield Fault(f"rules[{rule.code}].code", "本地规则的编号请用 L01 到 L99，每条一个")
        seen.add(rule.code)
        if not rule.cases:
            yield Fault(f"rules[{rule.code}]", "cases 是空的，请写明 on、require、message")
    broken = list(unreadable(SharedRules(tuple(rules))))
    yield from broken
    if broken:
        return
    reasons: dict[str, str] = {}
    fits: set[str] = set()
    faults: dict[Fault, None] = {}
    for template in templates:
        made, found = assemble(template.definition, SharedRules((*shared.rules, *rules), shared.derived))
        faults |= dict.fromkeys(found)
        fits |= {rule.code for rule in made.rules}
        reasons |= made.unavailable
    yield from faults
    for rule in rules:
        if rule.code not in fits and rule.cases and not faults:
            yield Fault(f"rules[{rule.code}]", f"没有一个模板用得上：{reasons.get(rule.code, '')}")
