"""Shanxi's funds matrix and sub-tables: imported, computed, and checked."""

from decimal import Decimal
from pathlib import Path

import case_book
import pytest
from imported import issued_form as issued

from perf_xlsx.api import Checking, Fate, Imported, check_file, import_forms
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.issue.importing import import_form
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.read import read_book

SHANXI = "shanxi/2020/project_self_evaluation"
SUB_TABLES = {
    "003-sub1-zhixing": "shanxi/2020/execution_sub_table",
    "003-sub2-chanchu": "shanxi/2020/output_sub_table",
    "003-sub3-xiaoyi": "shanxi/2020/benefit_sub_table",
    "003-sub4-manyidu": "shanxi/2020/satisfaction_sub_table",
}


def matrix(tmp_path: Path) -> FilledForm:
    """The published matrix, read as a form of Shanxi."""
    file = tmp_path / "矩阵.xlsx"
    case_book.workbook_of("003-funds-matrix", file)
    book = read_book(file)
    assert isinstance(book, Book)
    [(_, form)] = read_hand_made(book, Checking(template=SHANXI)).forms
    return form


def test_the_matrix_computes_its_last_three_rows(tmp_path: Path) -> None:
    """(5)=(3)-(4), (6)=(3)/(2) and (7)=(4)/(2); what the published one has wrong is told.

    10 万元 of the city's money came and went: nothing is left, 100 and 100 percent, of all the state's money too, of
    which 0 percent came in by the published matrix.
    """
    one = import_form(matrix(tmp_path), "P1", 2020)
    filled = issued_form(one.template, one.project)
    rows = {row: filled.value(Place("matrix", row, "total")) for row in ("balance", "received_rate", "execution_rate")}
    assert rows == {"balance": 0, "received_rate": 100, "execution_rate": 100}
    assert filled.value(Place("matrix", "annual_spending", "municipal")) == Decimal(10)
    wrong = [(cell.cell, cell.why) for cell in one.cells if cell.fate is Fate.CHANGED]
    assert wrong == [("D10", "原填0，本表按公式为100")]


def imported(name: str, tmp_path: Path) -> Imported:
    """One published sub-table, imported."""
    file = tmp_path / f"{name}.xlsx"
    case_book.workbook_of(name, file)
    [one] = import_forms([file], tmp_path / "out", Checking(fiscal_year=2020))
    return one


@pytest.mark.parametrize("name", SUB_TABLES)
def test_a_sub_table_is_imported_and_checked(name: str, tmp_path: Path) -> None:
    """It is known by its 二级指标; rows, weights and scores come through, only the head the published one lacks not."""
    one = imported(name, tmp_path)
    assert one.template == SUB_TABLES[name]
    data = case_book.case(name)
    left = {cell.text for cell in one.cells if cell.fate is Fate.LEFT_OUT}
    assert left == {text for key, text in data["header"].items() if key.startswith("一级指标")}
    assert one.notes == ("表上没有项目编码，编为 2020-001",)
    assert one.path is not None
    [report] = check_file(one.path)
    assert report.rules.crashed == {}
    assert {finding.rule for finding in report.findings if finding.severity.value == "error"} <= {"A03", "A16"}
    form = issued(one)
    scores = [form.value(Place("indicators", row, "score")) for row in form.indicator_rows if row not in form.idle_rows]
    assert sorted(map(str, scores)) == sorted(row["score"] for row in data["indicators"])
