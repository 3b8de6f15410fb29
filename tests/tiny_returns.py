"""Returns made of values, for the batch rules: a form, last year's, a register, and what a rule says of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from tools import national

from perf_xlsx.extract import Aim, Extract, Said, SummaryLine
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.registered import Issued, Registered
from perf_xlsx.form.returns import Return
from perf_xlsx.rules.base import Found, Skipped, WrittenRule
from perf_xlsx.template.judgement import judgement_of


def one(code: str = "P1", file: str = "", **more: object) -> Return:
    """A form of 2020 of a project; `extract` parts may be named directly."""
    parts = {key: more.pop(key) for key in list(more) if key in Extract.__dataclass_fields__}
    made = Return(
        file or f"{code}.xlsx", "form", "自评表", code, f"项目{code}", "教育局", "第一中学", 2020, "99.5",
        ("100", "100", "95"), extract=replace(Extract(), **parts),  # type: ignore[arg-type]
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def by_hand(name: str, department: str = "教育局", **more: object) -> Return:
    """A form without a code."""
    return one("", f"{name}.xlsx", name=name, department=department, **more)


def said(text: str, cell: str = "F12") -> Said:
    """A long text of a form."""
    return Said(cell, "实际完成情况", text, text)


def aim(target: int, actual: int | None, unit: str = "人次") -> Aim:
    """A counted indicator."""
    return Aim("培训人次", unit, Decimal(target), None if actual is None else Decimal(actual), "E20")


def line(code: str, figures: Mapping[str, str | None], row: int = 4, name: str = "") -> SummaryLine:
    """One line of a 汇总表."""
    amounts = {key: None if text is None else Decimal(text) for key, text in figures.items()}
    return SummaryLine(code, name or f"项目{code}", "教育局", amounts, dict.fromkeys(figures, f"F{row}"), row)


def summary(*lines: SummaryLine) -> Return:
    """A returned 汇总表."""
    return Return("汇总.xlsx", "summary", "汇总表", extract=Extract(lines=lines))


def registered(*codes: str) -> dict[str, Registered]:
    """A register of 2020."""
    return {
        code: Registered(Issued(code, f"项目{code}", f"{code}.xlsx", ""), "教育局", "第一中学", 2020, "t")
        for code in codes
    }


def batch(
    *returns: Return,
    register: Sequence[str] | None = None,
    previous: Sequence[Return] | None = None,
    year: int | None = None,
) -> BatchFacts:
    """A run."""
    return BatchFacts(
        returns,
        None if register is None else registered(*register),
        None if previous is None else tuple(previous),
        year,
        judgement=judgement_of(national()),
    )


def messages(rule: WrittenRule, facts: BatchFacts) -> list[str]:
    """What a rule finds."""
    return [found.message for found in rule.run(facts) if isinstance(found, Found)]


def reason(rule: WrittenRule, facts: BatchFacts) -> str:
    """Why a rule was skipped."""
    [only] = rule.run(facts)
    assert isinstance(only, Skipped)
    return only.reason
