"""What a written rule is: a function with its code, severity and scope, whose docstring `rule show` prints."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from perf_xlsx.form.identity import Identity
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value
from perf_xlsx.template.model import RuleText

HEADINGS = {"做什么": "what", "为什么": "why", "依据": "basis", "通过": "passing", "不通过": "failing", "怎么改": "fix"}


class Scope(StrEnum):
    """What a rule looks at: a file, a stamp, an issued form that came back, any form, a report, all forms of a run."""

    FILE = "file"
    STAMP = "stamp"
    ISSUED = "issued"
    FORM = "form"
    REPORT = "report"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as far as it could be opened: why it was refused, what it seems to be, what it carries besides cells."""

    refusal: str = ""
    what: str = ""
    form_found: bool = True
    seems: str = ""
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StampFacts:
    """What an issued workbook says it is, and what this batch is about."""

    identity: Identity
    known: bool
    same_definition: bool
    batch_year: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the message, the place, what was expected there, another severity or fix than the rule's own.

    `cells` are the other cells it was judged by: where one of them is itself at fault (A13, A16), this is silent.
    `cell` is the address of something that is no value of the form, A1 style. `projects` are those a finding between
    forms is about, as a waiver names them, `forms` the returned forms whose units are to read it: file and sheet,
    `units` the 主管部门 and 实施单位 of a project of which there is no form.
    """

    message: str
    place: Place | None = None
    value: Value = None
    expected: Value = None
    severity: str = ""
    fix: str = ""
    cells: tuple[Place, ...] = ()
    cell: str = ""
    projects: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    units: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Yielded instead of findings where a rule could look at nothing: the reason, as people are told it."""

    reason: str


# What a rule yields that runs only where the policy names it (policy.consistency.switched_on).
OFF = Skipped("平时不查，政策写明才查")

Result = Found | Skipped
Run = Callable[[Any], Iterable[Result]]


@dataclass(frozen=True, slots=True, eq=False)
class WrittenRule:
    """One rule in Python: its text for people, what it looks at, its function."""

    text: RuleText
    scope: Scope
    run: Run
    also: Scope | None = None


def rule(
    code: str, severity: str, scope: Scope, silences: tuple[str, ...] = (), also: Scope | None = None
) -> Callable[[Run], WrittenRule]:
    """Make a written rule of a function; name, title and text come from the function's name and docstring.

    `silences` are the codes it stands over on the same row ("S*" a whole family, "*" whatever needs the cells it is
    about): check/precedence.py. `also` is a second scope it runs in.
    """

    def made(function: Run) -> WrittenRule:
        return WrittenRule(replace(_text_of(function, code, severity), silences=silences), scope, function, also)

    return made


def _text_of(function: Run, code: str, severity: str) -> RuleText:
    title, *body = inspect.cleandoc(function.__doc__ or "").split("\n")
    sections: dict[str, str] = {}
    for line in body:
        heading, colon, words = line.partition("：")
        if colon and heading in HEADINGS:
            sections[HEADINGS[heading]] = words.strip()
        elif line.strip() and sections:
            sections[list(sections)[-1]] += line.strip()
    return RuleText(
        code=code,
        name=function.__name__.replace("_", "-"),
        title=title.rstrip("。"),
        severity=severity,
        fix=sections.get("fix", ""),
        basis=sections.get("basis", ""),
        why=sections.get("why", ""),
        passing=sections.get("passing", ""),
        failing=sections.get("failing", ""),
        cases=(),
        what=sections.get("what", ""),
    )
