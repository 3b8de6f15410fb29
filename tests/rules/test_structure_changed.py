"""T05: rows, columns or sheets are not those that were issued."""

import re
from pathlib import Path
from typing import Any

import pytest
from returned import SHEET, STRINGS, edited, from_on, rearranged, report, resaved, returned, still, the_one
from tampering import KEY, exchanged, signed_workbook

from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import Finding, Severity


def changes(file: Path) -> list[Finding]:
    """What the rule says of a file."""
    return [one for one in report(file).findings if one.rule == "T05"]


def test_an_inserted_row_is_said_once(tmp_path: Path) -> None:
    """Two rows inserted behind row 14 are one finding at the first of them, a warning."""
    finding = the_one(rearranged(returned(tmp_path), from_on(15, 2), still), "T05")
    assert finding.message == "表格结构被改动：第14行后插入了2行"
    assert (finding.cell, finding.severity, finding.field) == ("A15", Severity.WARNING, None)


def test_two_rows_that_changed_places(tmp_path: Path) -> None:
    """Moved, not inserted and deleted."""
    file = returned(tmp_path)
    exchanged(13, 14)(file)
    assert [one.value for one in changes(file)] == ["原第14行被移到第13行"]


def test_a_hidden_row_with_points(tmp_path: Path) -> None:
    """A hidden indicator is named; the row that was issued hidden is not."""
    hidden = {SHEET: lambda xml: xml.replace('<row r="13"', '<row hidden="1" r="13"')}
    assert [one.value for one in changes(edited(returned(tmp_path), hidden))] == [
        "第13行（第1个指标行“培训人次”）被隐藏"
    ]
    assert changes(returned(tmp_path)) == []


def test_added_and_removed_sheets(tmp_path: Path) -> None:
    """A sheet of one's own and the instructions deleted are notes; two renamed sheets at once are not guessed at."""

    def added(book: Any) -> None:
        book.create_sheet("附件")
        del book["填表说明"]

    notes = changes(resaved(returned(tmp_path), lambda book: book.create_sheet("附件")))
    assert [(one.message, one.severity) for one in notes] == [("增加了工作表“附件”（不影响审核）", Severity.INFO)]
    assert {one.severity for one in changes(resaved(returned(tmp_path), added))} <= {Severity.INFO, Severity.WARNING}


def test_many_rows_gone_are_one_finding(tmp_path: Path) -> None:
    """Where most keys are gone a few rows are named, and the rest are counted."""
    file = edited(returned(tmp_path), {"xl/sharedStrings.xml": lambda xml: xml.replace("ROW:indicators.", "RAW:")})
    assert len(changes(file)) == 1
    assert "等10行被删除" in changes(file)[0].message


@pytest.mark.parametrize("stands", ["SIG:0000000000000000", "SIG:", ""])
def test_the_signature_cell_is_not_as_it_was_issued(tmp_path: Path, stands: str) -> None:
    """Zeroed, emptied or cleared: the sheet of facts says what stood there."""
    file = edited(returned(tmp_path), {STRINGS: lambda xml: re.sub("SIG:[0-9a-f]{16}", stands, xml)})
    assert the_one(file, "T05").message == "表格结构被改动：隐藏列中的签名（SIG:）被删或被改"


def test_a_forged_signature_is_told_once(tmp_path: Path) -> None:
    """Of a signed form whose key is at hand T07 speaks; without the key the cell is held against the other places."""
    file = tmp_path / "回收.xlsx"
    file.write_bytes(signed_workbook())
    edited(file, {STRINGS: lambda xml: re.sub("SIG:[0-9a-f]{16}", "SIG:0000000000000000", xml)})
    assert [one.rule for one in report(file, Checking(key=KEY)).findings] == ["T07"]
    assert [one.rule for one in report(file).findings] == ["T05"]


def test_other_facts_are_no_other_signature(tmp_path: Path) -> None:
    """Signed or not, and without the sheet of facts, an honest form is not accused."""
    file = tmp_path / "回收.xlsx"
    for data in (signed_workbook(), returned(tmp_path).read_bytes()):
        file.write_bytes(data)
        assert report(file).findings == ()
        resaved(file, lambda book: book.__delitem__("_meta"))
        assert not [one for one in changes(file) if "SIG" in str(one.value)]
