"""T05: rows, columns or sheets are not those that were issued."""

from pathlib import Path
from typing import Any

from returned import SHEET, edited, from_on, rearranged, report, resaved, returned, still, the_one
from tampering import exchanged

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
