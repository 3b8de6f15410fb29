"""The findings as CSV, as a spreadsheet program opens it."""

import csv
import io

from batches import EVIL, batch, finding, form

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.report.findings_csv import COLUMNS, csv_parts


def rows(what: BatchReport) -> list[list[str]]:
    """The lines read back."""
    return list(csv.reader(io.StringIO(b"".join(csv_parts(what)).decode("utf-8-sig"), newline=""), strict=True))


def test_a_line_a_finding() -> None:
    """Mark, headings, the batch's findings, then each form's with its verdict; every line is whole."""
    assert b"".join(csv_parts(batch())).startswith(b"\xef\xbb\xbf")
    lines = rows(batch())
    assert lines[0] == list(COLUMNS)
    assert [line[8] for line in lines[1:]] == ["B01", "S13", "S04", "S04", "A03", "F01"]
    assert lines[2][:6] == ["回收/1.xlsx", "自评表", "P001", "项目1", "教育局", "第1中学"]
    assert lines[2][6:11] == ["退回修改", "退回", "S13", "满意度未达标", "H27"]
    assert {len(line) for line in lines} == {len(COLUMNS)}


def test_a_missing_project_has_its_units() -> None:
    """In their columns, though no form came that states them."""
    [line] = rows(BatchReport((), (finding("B01", projects=("P001",), units=("教育局", "第1中学")),)))[1:]
    cells = dict(zip(COLUMNS, line, strict=True))
    assert (cells["主管部门"], cells["实施单位"]) == ("教育局", "第1中学")


def test_nothing_is_a_formula() -> None:
    """A text that begins like a formula gets an apostrophe; a negative number stays one; no line breaks, no escapes."""
    made = form(1, finding(value=EVIL, expected="-5", message="\t=1\n+2", label="@x", difference="-0.59"))
    [line] = rows(BatchReport((made,)))[1:]
    cells = dict(zip(COLUMNS, line, strict=True))
    assert cells["填报"].startswith("'=HYPERLINK")
    assert "\x1b" not in cells["填报"]
    assert (cells["应为"], cells["相差"]) == ("-5", "-0.59")
    assert cells["问题"] == "'=1 +2"
    assert cells["栏目"] == "'@x"
