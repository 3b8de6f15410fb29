"""Every shipped template and its 空白版 against every kind of tampering its layout has."""

import os
from pathlib import Path

import pytest
from mutations import Parts
from subjects import saved, subjects
from tampering import Expected
from tampering_all import KINDS, cases
from tampering_sly import DELIBERATE

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import Finding, Severity

# Every kind on the national form and its 空白版; of the others, which take minutes, in turn: together they try every
# kind several times. PERF_XLSX_EVERY_KIND=1 tries them all.
TURNS = {False: 2, True: 8}
WHOLE = "national/2020/project_self_evaluation"
# What a layout may lack: no issued target in a 空白版, no score that is computed, no matrix, no total.
FEWEST = 60


@pytest.mark.parametrize("number", range(len(subjects())), ids=[one.name for one in subjects()])
def test_tampering_is_found(tmp_path: Path, number: int) -> None:
    """Each kind gives exactly the findings named, at their places, with what was issued."""
    subject, wrong, count = subjects()[number], [], 0
    every = subject.template.id == WHOLE or bool(os.environ.get("PERF_XLSX_EVERY_KIND"))
    turn = 1 if every else TURNS[subject.template.blank]
    for name, done in cases(subject):
        count += 1
        if (count + number // 2) % turn:
            continue
        parts = dict(subject.parts)
        done.change(parts)
        reports = check_file(saved(parts, tmp_path / "回收.xlsx"), "回收.xlsx", Checking(**done.checking))
        found = [one for report in reports for one in report.findings if one.rule.startswith("T")]
        if not told(found, done.expected, done.also):
            wrong.append(
                (name, done.expected, [(one.rule, one.field, one.cell, one.expected, one.message) for one in found])
            )
        assert not any(report.rules.crashed for report in reports), name
    assert wrong == []
    assert count >= FEWEST


def told(found: list[Finding], expected: tuple[Expected, ...], also: frozenset[str]) -> bool:
    """Whether what was found is what was expected, and nothing serious besides."""
    codes = {one.code for one in expected}
    serious = [one for one in found if one.rule in codes or one.severity is not Severity.INFO]
    left = [one for one in serious if not any(fits(one, wanted) for wanted in expected)]
    return all(any(fits(one, wanted) for one in serious) for wanted in expected) and not [
        one for one in left if one.rule not in also
    ]


def fits(finding: Finding, expected: Expected) -> bool:
    """Whether a finding is the expected one."""
    place = expected.place is None or expected.place in {finding.field, finding.cell}
    issued = expected.issued is None or finding.expected == expected.issued
    return finding.rule == expected.code and place and issued and finding.severity == expected.severity


def test_every_kind_is_tried() -> None:
    """Sixty kinds at the least, and none that no layout has."""
    tried = {name for subject in subjects() for name, _ in cases(subject)}
    assert tried == set(KINDS)
    assert len(KINDS) >= FEWEST


def clean(parts: Parts, file: Path) -> list[Finding]:
    """What is found in a workbook."""
    [report] = check_file(saved(parts, file), file.name, Checking())
    return list(report.findings)


def test_untouched(tmp_path: Path) -> None:
    """Nothing is found where nothing was done."""
    assert {one.name: found for one in subjects() if (found := clean(one.parts, tmp_path / "原表.xlsx"))} == {}


@pytest.mark.parametrize("number", range(len(subjects())), ids=[one.name for one in subjects()])
def test_what_is_no_finding(tmp_path: Path, number: int) -> None:
    """Changes that can do no harm, one after the other: nothing above a note."""
    subject = subjects()[number]
    parts = dict(subject.parts)
    for _, change in DELIBERATE.values():
        change(subject)(parts)
    found = clean(parts, tmp_path / "回收.xlsx")
    assert [one for one in found if one.severity is not Severity.INFO] == []
