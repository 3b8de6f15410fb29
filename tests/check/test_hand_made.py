"""Workbooks without a stamp: sheets as grids, the template they are checked by, the limits they are read under."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from case_book import Style, workbook_of
from click.testing import CliRunner

from perf_xlsx.check import hand_made
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.cli.main import cli
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport, Verdict
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

HEADER = ("二级指标", "三级指标", "目标值", "完成值", "得分")
NAME = "002-6-yiqingfangkong"


def book_with(file: Path, *rows: tuple[object, ...]) -> Path:
    """A workbook with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)
    return file


def read(file: Path) -> list[FilledForm]:
    """Every hand-made form of a file."""
    opened = read_book(file, Limits())
    assert not isinstance(opened, Refusal)
    return [form for _, form in read_hand_made(opened, Checking()).forms]


def checked(file: Path, checking: Checking | None = None) -> list[FormReport]:
    """Every form of a file, checked."""
    return check_file(file, file.name, checking or Checking())


def test_percentages_and_dates_are_read_as_shown(tmp_path: Path) -> None:
    """0.76 shown as a percentage is 76%, a date is the day people see."""
    file = book_with(tmp_path / "a.xlsx", HEADER, ("时效指标", "完成时间", date(2020, 12, 31), 0.76, 5))
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["D2"].number_format = "0%"
    book.save(file)
    [form] = read(file)
    assert form.value(("indicators", "1", "target")) == "2020年12月31日"
    assert form.printed[next(place for place in form.printed if place.column == "actual")] == "76%"


def test_formula_without_result_is_no_blank(tmp_path: Path) -> None:
    """A score whose formula holds no result is not reported as missing."""
    file = book_with(tmp_path / "a.xlsx", (*HEADER, "分值"), ("数量指标", "里程", 10, 10, "=1+4", 5))
    [form] = read(file)
    place = next(place for place in form.addresses if place.column == "score")
    assert place not in form.absent
    assert place not in form.declared
    assert "A13" not in {one.rule for one in checked(file)[0].findings}


def test_merges_that_claim_too_much(tmp_path: Path) -> None:
    """A merge far past the table is survived, and makes no rows."""
    file = book_with(tmp_path / "a.xlsx", HEADER, ("数量指标", "里程", 10, 10, 5))
    book = openpyxl.load_workbook(file)
    book.worksheets[0].merge_cells("A2:A5000")
    book.save(file)
    [form] = read(file)
    assert form.indicator_rows == ["1"]


def test_which_template(tmp_path: Path) -> None:
    """The one asked for; else the national one of the year, for earlier years the earliest; the report says which."""
    file = tmp_path / "a.xlsx"
    workbook_of(NAME, file)
    asked = Checking(template="national/2020/project_self_evaluation")
    assert checked(file, asked)[0].assumptions == ("自制表，按指定的模板national/2020/project_self_evaluation审核",)
    workbook_of("w37-suixi-linshijiuzhu", file)
    [report] = checked(file)
    assert (report.fiscal_year, report.template) == (2019, "national/2020/project_self_evaluation")
    assert "统一口径" in report.assumptions[0]
    assert "指定的模板" in checked(file, asked)[0].assumptions[0]
    with pytest.raises(UsageError, match="没有模板"):
        Checking(template="nowhere/2020/x")


def test_too_many_rows_or_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger is not read at all; more indicators or forms than any unit has are refused."""
    rows = [("数量指标", f"第{number}项", 1, 1, 1) for number in range(301)]
    [refused] = checked(book_with(tmp_path / "a.xlsx", HEADER, *rows))
    assert [one.message for one in refused.findings] == ["文件的指标行数为301，超出上限300，未打开"]
    two = book_with(tmp_path / "b.xlsx", HEADER, rows[0], ("项目名称", "甲"), HEADER, rows[0])
    assert len(checked(two)) == 2
    monkeypatch.setattr(hand_made, "MOST_FORMS", 1)
    assert "表为2张" in checked(two)[0].findings[0].message
    monkeypatch.setattr(hand_made, "MOST_ROWS", 3)
    assert [one.rule for one in checked(two)[0].findings] == ["F04"]


def test_every_rule_is_accounted_for(tmp_path: Path) -> None:
    """On a form with hardly a column each rule ran or says why not; one about a column that is not there says that."""
    [report] = checked(book_with(tmp_path / "a.xlsx", HEADER, ("数量指标", "里程", 10, 10, 5)))
    codes = [*report.rules.ran, *report.rules.skipped, *report.rules.crashed]
    assert len(codes) == len(set(codes))
    assert not report.rules.crashed
    assert report.rules.skipped["A08"] == "本表没有这一栏"
    assert report.verdict is not Verdict.UNCHECKED


def test_explain_reading(tmp_path: Path) -> None:
    """--explain-reading lists every cell, what it was read as or why not; without it nothing is kept."""
    file = tmp_path / "a.xlsx"
    count = workbook_of(NAME, file, Style(as_text=True)).count
    told = CliRunner().invoke(cli, ["check", str(file), "--explain-reading"], catch_exceptions=False).output
    assert f"有内容的单元格{count}个" in told
    assert "H27 10 → indicators.15.score" in told
    assert "A1 项目支出绩效自评表 → 未读：标题" in told
    output = CliRunner().invoke(cli, ["check", str(file), "--explain-reading", "--format", "json"]).output
    reading = json.loads(output)["forms"][0]["reading"]
    assert len(reading) == count
    assert set(reading[0]) == {"address", "text", "field", "reason"}
    assert checked(file)[0].reading == ()


def test_a_near_relative_beside_a_form_is_named(tmp_path: Path) -> None:
    """A 绩效目标表 on another sheet is passed over, and the report of the form says so."""
    file = book_with(tmp_path / "a.xlsx", HEADER, ("数量指标", "里程", "≥10公里", "10公里", 5))
    book = openpyxl.load_workbook(file)
    book.create_sheet("目标").append(["一级指标", "二级指标", "三级指标", "年度指标值"])
    book["目标"].append(["产出指标", "数量指标", "里程", "≥10公里"])
    book.save(file)
    [report] = checked(file)
    assert report.assumptions[-1] == "文件中另有绩效目标表（工作表“目标”），不是自评表，未审核"


def test_a_form_alone_says_nothing_of_relatives(tmp_path: Path) -> None:
    """A workbook of one form has one assumption: how it was read."""
    [report] = checked(book_with(tmp_path / "a.xlsx", HEADER, ("数量指标", "里程", "≥10公里", "10公里", 5)))
    assert len(report.assumptions) == 1


def test_a_letter_is_a_letter(tmp_path: Path) -> None:
    """A letter about 自评 is no form whose stamp was lost."""
    [report] = checked(book_with(tmp_path / "a.xlsx", ("关于报送绩效自评材料的函",), ("市财政局：",)))
    assert [one.message for one in report.findings] == ["未找到绩效自评表，疑为公文"]


def test_a_shortfall_on_a_form_without_scores(tmp_path: Path) -> None:
    """Where the form has neither 分值 nor 得分, S09 does not speak of them."""
    rows = (("数量指标", "里程", "≥10公里", "8公里", None), ("质量指标", "合格率", "≥90%", "95%", None))
    file = book_with(tmp_path / "a.xlsx", ("二级指标", "三级指标", "目标值", "完成值", "原因"), *rows)
    messages = [one.message for report in checked(file) for one in report.findings if one.rule == "S09"]
    assert messages == ["指标值≥10公里，完成值8公里，未说明原因"]
