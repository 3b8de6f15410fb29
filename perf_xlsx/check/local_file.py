"""The shape of a file of local rules: a dataclass a table, and as much of a faulty file as can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from perf_xlsx.check.exemption import FOR_EVER
from perf_xlsx.finding import Severity
from perf_xlsx.template.model import Case, RuleText
from perf_xlsx.template.structure import read_table

# What an entry holds in place of what cannot be read, so that the rest of it can be judged.
_SINCE = {"since": date.min}
_OFF, _POLICY = {"rule": "", **_SINCE}, {"set": {}, **_SINCE}
_GRADE = {**_OFF, "severity": Severity.INFO.value}
_ADDED = {"code": "", "title": "", "severity": Severity.INFO.value, "fix": "", "cases": [], **_SINCE}
STAND_IN = Case((), "TRUE", "")
"""A case in place of one that cannot be read: it is about no cell and always holds."""
_CASE = {"on": [], "require": STAND_IN.require, "message": ""}


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


def as_far_as_read(data: Mapping[str, Any]) -> LocalFile:
    """A file with its faulty values left out, every entry in its place."""
    added = [(one, _read(Added, one, _ADDED)) for one in _tables(data, "rules")]
    return LocalFile(
        tuple(_read(Off, one, _OFF) for one in _tables(data, "off")),
        tuple(_read(Grade, one, _GRADE) for one in _tables(data, "grade")),
        tuple(_read(Policy, one, _POLICY) for one in _tables(data, "policy")),
        tuple(replace(made, cases=tuple(_cases(one))) for one, made in added),
    )


def _cases(entry: Mapping[str, Any]) -> Iterator[Case]:
    for one in _tables(entry, "cases"):
        made: Case = _read(Case, one, _CASE)
        yield STAND_IN if not made.on and one.get("on") != [] else made


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables of an array; what is none stands as an empty one."""
    found = data.get(key)
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []


def _read(cls: type, data: Mapping[str, Any], stand_in: Mapping[str, Any]) -> Any:
    """One table of what can be read by itself."""

    def is_read(key: str, value: object) -> bool:
        faults: list[Any] = []
        read_table(cls, {**stand_in, key: value}, "", faults)
        return not faults

    return read_table(cls, {**stand_in, **{key: value for key, value in data.items() if is_read(key, value)}}, "", [])
