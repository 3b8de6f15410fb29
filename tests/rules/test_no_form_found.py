"""F04: opened, and no form in it."""

from pathlib import Path

import openpyxl
import pytest
from returned import codes, key_column, report, resaved, returned, the_one

from perf_xlsx.finding import Severity, Verdict

TITLES = {
    "项目支出绩效目标申报表": "绩效目标表",
    "2020年度项目绩效目标表": "绩效目标表",
    "项目支出绩效运行监控表": "绩效运行监控表",
    "项目支出绩效评价得分表": "绩效评价得分表",
    "绩效评价指标体系": "绩效评价得分表",
    "2020年度项目绩效自评结果汇总表": "自评结果汇总表",
    "部门整体支出绩效自评表": "部门整体支出绩效自评表",
    "项目 支出 绩效 自评表": "没有下发标识的自评表（自制表，或下发表的隐藏列被删）",
}


def _book(tmp_path: Path, title: str, row: int = 1) -> Path:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.cell(row, 1, title)
    page["A8"] = 3
    book.save(tmp_path / "别的.xlsx")
    return tmp_path / "别的.xlsx"


@pytest.mark.parametrize("title", TITLES)
def test_says_what_it_seems_to_be(tmp_path: Path, title: str) -> None:
    """The title tells which other table was sent in."""
    file = _book(tmp_path, title)
    assert the_one(file, "F04").message == f"未找到绩效自评表，疑为{TITLES[title]}"
    assert codes(file) == ["F04"]


@pytest.mark.parametrize(("title", "row"), [("工资表", 1), ("项目支出绩效运行监控表", 30), ("监控" + "说明" * 30, 1)])
def test_says_nothing_it_does_not_know(tmp_path: Path, title: str, row: int) -> None:
    """Words that are no title are no ground for a guess."""
    assert the_one(_book(tmp_path, title, row), "F04").message == "未找到绩效自评表"


def test_name_of_the_sheet_counts(tmp_path: Path) -> None:
    """A sheet's name is a title too."""
    file = resaved(_book(tmp_path, ""), lambda book: setattr(book.worksheets[0], "title", "绩效目标表"))
    assert the_one(file, "F04").message == "未找到绩效自评表，疑为绩效目标表"


def test_verdict_is_unchecked_but_the_file_was_opened(tmp_path: Path) -> None:
    """A wrong table can be judged (exit code 1): it is no failure to check."""
    one = report(_book(tmp_path, "工资表"))
    assert (one.verdict, one.opened, one.sheet) == (Verdict.UNCHECKED, True, None)
    assert [finding.severity for finding in one.findings] == [Severity.ERROR]


def test_form_without_its_hidden_columns(tmp_path: Path) -> None:
    """An issued form whose key columns were deleted is still a form: read by its words, like one made by hand."""
    file = returned(tmp_path)
    assert codes(file) == []
    column = key_column(file)
    resaved(file, lambda book: book.worksheets[0].delete_cols(column, 100))
    one = report(file)
    assert (one.issued, one.project_name, one.execution_rate) == (False, "基层培训", "0.95")
    assert "F04" not in codes(file)
