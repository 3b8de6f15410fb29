"""The noise budget: what a hand-made form is asked at once, and what becomes a note."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from byhand import hand_form
from tools import typed

from perf_xlsx.check.noise import within_budget
from perf_xlsx.finding import Finding, Severity

FORM = hand_form("数量 | 人次 | ≥50人次 | 60人次 | 10 | 10")


def warnings(*rules: str) -> list[Finding]:
    """Warnings of these rules, in report order."""
    return [
        Finding(rule, rule.lower(), rule, Severity.WARNING, "有误", "改。", field=str(number))
        for number, rule in enumerate(rules)
    ]


def kept(found: Sequence[Finding]) -> list[str]:
    """The rules whose findings are still warnings."""
    return [one.rule for one in within_budget(FORM, found) if one.severity is Severity.WARNING]


def test_six_are_not_touched() -> None:
    """Six of one rule are six."""
    assert kept(warnings(*["S11"] * 6)) == ["S11"] * 6


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        # repeated overshoots go first, then other repetitions, the last before the one above it
        (["A09", "S04", "A15", "S08", "S08", "S08", "S11", "S11"], ["A09", "S04", "A15", "S08", "S11", "S11"]),
        (["A09", "S04", "A15", "S08", "S08", "S11", "S11", "S11"], ["A09", "S04", "A15", "S08", "S11", "S11"]),
        # then the only overshoot
        (["A09", "A15", "C08", "C09", "S04", "S08", "S11"], ["A09", "A15", "C08", "C09", "S04", "S11"]),
        # a matter of design before it
        (["A09", "A15", "C08", "C16", "S04", "S08", "S20"], ["A09", "A15", "C08", "S04", "S08", "S20"]),
        # then what was said more than once, for good
        (["A09", "A15", "C08", "C09", "C11", "S04", "S11", "S11"], ["A09", "A15", "C08", "C09", "C11", "S04"]),
        # what is left is not hushed up
        (["A09", "A15", "A25", "C11", "S04", "S11", "S20"], ["A09", "A15", "A25", "C11", "S04", "S11", "S20"]),
    ],
)
def test_more_than_six(rules: list[str], left: list[str]) -> None:
    """Repetitions become notes; every other rule keeps its first word."""
    assert kept(warnings(*rules)) == left


def test_a_row_that_is_asked_about_anyway() -> None:
    """Of three S11 the one kept is on a row with nothing else to ask."""
    found = [
        replace(one, field=f"indicators.{row}.actual")
        for one, row in zip(
            warnings("C04", "S11", "S11", "S11", "A09", "C13", "C06", "S20"), (12, 12, 15, 16, 1, 8, 11, 3), strict=True
        )
    ]
    after = [one for one in within_budget(FORM, found) if one.severity is Severity.WARNING and one.rule == "S11"]
    assert [one.field for one in after] == ["indicators.15.actual"]


def test_nothing_is_lost() -> None:
    """What is no warning any more is a note in the same place, and errors do not count."""
    errors = [replace(one, severity=Severity.ERROR) for one in warnings(*["S09"] * 9)]
    found = [*errors, *warnings(*["S11"] * 8)]
    after = within_budget(FORM, found)
    assert [(one.rule, one.field) for one in after] == [(one.rule, one.field) for one in found]
    assert [one.severity for one in after].count(Severity.INFO) == 2
    assert after[:9] == errors


def test_an_issued_form_has_no_budget() -> None:
    """Its warnings are explained one by one, each in its own row."""
    found = warnings(*["S08"] * 9)
    assert within_budget(typed(), found) == found
