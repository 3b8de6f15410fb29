"""The values of an issued form copied into a new workbook, hidden cells too: our own keys are nobody's indicators."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.hand_made import COPIED
from perf_xlsx.finding import FormReport

[FORM] = (Path(__file__).parents[2] / "samples" / "returned").glob("CJ2020-006_*.xlsx")
PRINTED, KEYS, STATED = 10, 19, (1, 20)
MARKS = ("COL:", "ROW:", "KEY:", "SIG:")
Kept = Callable[[int, int], bool]
COPIES: dict[str, Kept] = {
    "printed columns, hidden row": lambda _, column: column <= PRINTED,
    "up to the row keys": lambda _, column: column <= KEYS,
    "all but the key": lambda row, column: (row, column) != STATED,
    "all below the title": lambda row, _: row > STATED[0] + 1,
}


def copied(out: Path, kept: Kept) -> Path:
    """A workbook with the values alone."""
    source, book = openpyxl.load_workbook(FORM, data_only=True)["自评表"], openpyxl.Workbook()
    sheet = book.worksheets[0]
    for cell in (cell for row in source.iter_rows() for cell in row):
        if cell.value is not None and kept(cell.row, cell.column):
            sheet.cell(cell.row, cell.column, cell.value)
    for merged in source.merged_cells.ranges:
        sheet.merge_cells(str(merged))
    book.save(out / "副本.xlsx")
    return out / "副本.xlsx"


def read(out: Path, kept: Kept) -> FormReport:
    """The one form in it, with the fate of every cell."""
    [report] = check_file(copied(out, kept), "副本.xlsx", Checking(explain_reading=True))
    return report


@pytest.mark.parametrize("name", COPIES)
def test_keys_are_passed_over(name: str, tmp_path: Path) -> None:
    """The form is found with its fifteen indicators, its total and its rate; every key is told as what it is."""
    report = read(tmp_path, COPIES[name])
    assert (report.kind, report.project_name, report.score.sum) == ("form", "疫情防控宣传补助经费", "91.81")
    rows = {one.field.split(".")[1] for one in report.reading if one.field.startswith("indicators.")}
    assert rows == {str(number) for number in range(1, 16)}
    assert not any(mark in one.message for one in report.findings for mark in MARKS)
    assert COPIED in report.assumptions
    marks = [one for one in report.reading if one.text.startswith(MARKS)]
    assert len(marks) >= PRINTED
    assert {(one.field, one.reason) for one in marks} == {("", "本程序自己的标记")}


def test_rates_are_told_as_people_write_them(tmp_path: Path) -> None:
    """Copied values are bare numbers: 59.09% and 80% in messages, the exact value for programs."""
    found = {one.rule: one for one in read(tmp_path, COPIES["printed columns, hidden row"]).findings}
    assert "满意度80%低于目标85%" in found["S13"].message
    assert "完成值80%" in found["S09"].message
    assert "执行率59.09%低于90%" in found["S04"].message
    assert found["S04"].value == "0.590933"
    assert "执行率只有59.09%" in found["S23"].message
    assert "完成值95%不到100%" in found["S12"].message


def test_words_like_keys_alone_hide_nothing(tmp_path: Path) -> None:
    """One word like a row key on a sheet of anybody's leaves the columns beside it."""
    file = copied(tmp_path, COPIES["printed columns, hidden row"])
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    sheet["A3"] = "ROW:1"
    book.save(file)
    [report] = check_file(file, "副本.xlsx", Checking())
    assert report.score.sum == "91.81"
