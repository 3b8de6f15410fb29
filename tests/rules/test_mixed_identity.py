"""T08: the places that say whose form this is contradict each other."""

from dataclasses import replace
from pathlib import Path

import pytest
from returned import STRINGS, edited, found, report, returned, the_one
from tampering import CUSTOM, key_of, registered
from tools import project

from perf_xlsx.check.checking import Checking

TWIN = replace(project(), code="B002")
BOTH = registered(project(), TWIN)


def test_keys_exchanged(tmp_path: Path) -> None:
    """The message names both codes and where each stands."""
    exchanged = {STRINGS: lambda xml: xml.replace(key_of(project()), key_of(TWIN))}
    finding = the_one(edited(returned(tmp_path), exchanged), "T08")
    assert finding.message == "表内项目编码B002（隐藏列）与B001（_meta 页）不一致"
    assert (finding.value, finding.expected) == ("B002", "B001")


def test_sources_that_are_gone_contradict_nothing(tmp_path: Path) -> None:
    """Without properties, or without the hidden sheet, the rest agree."""
    assert found(edited(returned(tmp_path), {CUSTOM: lambda xml: xml.replace("perf_", "other_")}), "T08") == []
    assert found(edited(returned(tmp_path), {STRINGS: lambda xml: xml.replace("META:", "MATE:")}), "T08") == []


@pytest.mark.parametrize(
    ("name", "severities"), [("B002_基层培训.xlsx", ["warning"]), ("B002.xlsx", []), ("B001_B002_x.xlsx", [])]
)
def test_a_file_named_after_another_project(tmp_path: Path, name: str, severities: list[str]) -> None:
    """Named like another registered project's file: asked about; any other name is nobody's business."""
    file = returned(tmp_path, name=name)
    assert [one.severity for one in found(file, "T08", Checking(register=BOTH))] == severities
    assert found(file, "T08") == []


def test_a_register_of_another_year_is_told_once(tmp_path: Path) -> None:
    """Without the batch's year T08 says that the years differ; with it T01 does, and neither T02 nor T08 accuses."""
    other = registered(replace(project(), fiscal_year=2021))
    file = returned(tmp_path)
    assert [one.rule for one in report(file, Checking(register=other)).findings] == ["T08"]
    told = report(file, Checking(register=other, fiscal_year=2021)).findings
    assert [one.rule for one in told] == ["T01"]
