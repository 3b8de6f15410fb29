"""Good project lists: what is read from .xlsx and .csv, and how targets and levels become cells."""

import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import lists
import openpyxl
import pytest
import xlsxwriter
from lists import INDICATORS, OTHER_FORM, PROJECTS, csv_list, field, other_form, read, row_of, table, xlsx_list

from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.template.load import read_template

NEW_TARGET = "12345"


def with_target(tmp_path: Path, target: object, number_format: str = "General") -> Project:
    """Read the list with one target cell typed as an office program holds it."""
    indicators = table(INDICATORS.replace("≥50人次", NEW_TARGET))
    path = xlsx_list(tmp_path / "list.xlsx", table(PROJECTS), indicators)
    book = openpyxl.load_workbook(path)
    cell = next(cell for row in book["指标"].iter_rows() for cell in row if cell.value == NEW_TARGET)
    cell.value = target  # type: ignore[assignment]
    cell.number_format = number_format
    book.save(path)
    return read(path)[0]


def test_a_workbook_is_read_project_by_project(tmp_path: Path) -> None:
    """Code, year and header, the goal, and the money to be filled in beforehand stand where the form has them."""
    first, second = read(xlsx_list(tmp_path / "list.xlsx", table(PROJECTS), table(INDICATORS)))
    assert [first.code, second.code, first.fiscal_year, first.name] == ["P1", "P2", lists.YEAR, "基层培训"]
    assert field(first, "supervising_department") == "某州教育局"
    assert field(second, "implementing_unit") == "某州公路段"
    assert field(first, "expected", "goal") == "全年培训五十人次"
    assert first.prefilled == {Place("funds", "appropriation", "initial_budget"): Decimal("100.5")}
    assert second.prefilled == {Place("funds", "other", "annual_budget"): Decimal("1020.5")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_three_encodings_like_the_workbook(tmp_path: Path, encoding: str) -> None:
    """Two .csv in a folder give the same projects as the same tables in a workbook."""
    from_workbook = read(xlsx_list(tmp_path / "list.xlsx", table(PROJECTS), table(INDICATORS)))
    assert read(csv_list(tmp_path / encoding, encoding=encoding)) == from_workbook


def test_rows_stand_in_printed_order_and_unused_levels_keep_one(tmp_path: Path) -> None:
    """Every 二级指标 of the template is there in its order; one without indicator has nothing but its levels."""
    lines = table(INDICATORS)
    shuffled = [lines[0], *reversed(lines[1:])]
    project = read(xlsx_list(tmp_path / "list.xlsx", table(PROJECTS), shuffled))[0]
    labels = [project.given[Place("indicators", str(number), "level2")] for number in range(1, 11)]
    assert labels == [
        *("数量指标", "数量指标", "质量指标", "时效指标", "成本指标"),
        *("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标"),
    ]
    assert [row.applies for row in project.shape] == [*[True] * 2, False, False, True, False, True, False, False, True]
    names = [project.given.get(Place("indicators", str(number), "level3")) for number in range(1, 4)]
    assert names == ["培训班次", "培训人次", None]
    idle = {place.column: value for place, value in project.given.items() if place.row == "3"}
    assert idle == {"level1": "产出指标", "level2": "质量指标", "level1_key": "output", "level2_key": "quality"}


def test_an_indicator_row_holds_every_issued_cell(tmp_path: Path) -> None:
    """The target is split and printed in one spelling, with direction, points and the keys of its levels."""
    first, second = read(csv_list(tmp_path))
    assert row_of(first, "学员满意度") == {
        "level1": "满意度指标",
        "level2": "服务对象满意度指标",
        "level3": "学员满意度",
        "target": "≥90%",
        "points": Decimal(10),
        "comparator": "≥",
        "target_number": Decimal("0.9"),
        "measure_unit": "%",
        "level1_key": "satisfaction",
        "level2_key": "beneficiary_satisfaction",
        "direction": "higher",
    }
    words = row_of(first, "服务能力")
    assert [words["target"], words["comparator"], words["target_number"]] == ["有效提高", "定性", None]
    assert [words["measure_unit"], words["direction"]] == ["", "qualitative"]
    assert row_of(first, "培训支出")["direction"] == "lower"
    assert row_of(second, "群众满意度")["target"] == "≥80%"


def test_a_split_target_is_joined_before_it_is_read(tmp_path: Path) -> None:
    """指标性质, 年度指标值 and 度量单位 make one target; 定性 keeps words with numbers in them as words."""
    first, second = read(csv_list(tmp_path))
    split = row_of(first, "培训班次")
    assert [split["target"], split["comparator"], split["measure_unit"]] == ["≥3次", "≥", "次"]
    assert row_of(second, "养护里程")["direction"] == "equal"
    words = row_of(second, "养护机制")
    assert [words["target"], words["comparator"], words["direction"]] == [
        "建成1套 机制并运行2年",
        "定性",
        "qualitative",
    ]


@pytest.mark.parametrize(
    ("nature", "value", "unit", "target"),
    [
        ("≥", "50次", "次", "≥50次"),
        ("≥", "≥50", "次", "≥50次"),
        ("大于等于", "50", "次", "≥50次"),
        ("", "80%", "%", "80%"),
        ("", "1年", "/", "1年"),
        ("定性", "明显改善", "", "明显改善"),
    ],
)
def test_what_is_written_twice_is_meant_once(tmp_path: Path, nature: str, value: str, unit: str, target: str) -> None:
    """A unit or sign that stands in the value and in its own column as well is not doubled."""
    changed = INDICATORS.replace("| 3 | 10 | ≥ | 次 |", f"| {value} | 10 | {nature} | {unit} |")
    assert row_of(read(csv_list(tmp_path, indicators=changed))[0], "培训班次")["target"] == target


@pytest.mark.parametrize(
    ("typed", "number_format", "target"),
    [
        (0.8, "0%", "80%"),
        (0.125, "0.00%", "12.5%"),
        (80, '0"%"', "80%"),
        (12, "General", "12"),
        (1.1, "0.0", "1.1"),
        (True, "General", "TRUE"),
        (dt.datetime(2021, 12, 31), "yyyy-mm-dd", "2021年12月31日"),  # noqa: DTZ001 - a cell knows no time zone
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path: Path, typed: object, number_format: str, target: str) -> None:
    """80% typed into Excel is stored as 0.8 and shown as 80%, and a date as a number: what is shown is meant."""
    assert row_of(with_target(tmp_path, typed, number_format), "培训人次")["target"] == target


def test_numbers_are_codes_and_codes_meet_in_any_case(tmp_path: Path) -> None:
    """The number 1001 is the code "1001"; p2 in 指标 is the P2 of 项目."""
    numbered = [[1001 if cell == "P1" else cell for cell in row] for row in table(PROJECTS)]
    named = [[1001.0 if cell == "P1" else cell.replace("P2", "p2") for cell in row] for row in table(INDICATORS)]
    projects = read(xlsx_list(tmp_path / "list.xlsx", numbered, named))
    assert [project.code for project in projects] == ["1001", "P2"]
    assert sum(row.applies for row in projects[1].shape) == 3


def test_blank_rows_and_blanks_in_names_do_not_matter(tmp_path: Path) -> None:
    """Blank rows anywhere, columns in any order, and blanks in column names give the same projects."""
    backwards = [row[::-1] for row in table(PROJECTS.replace("项目编码", "项目 编码").replace("·", "・"))]
    projects: list[Sequence[object]] = [["", None], *backwards, ["　", " "]]
    spaced = table(INDICATORS.replace("| 分值", "|  分　值"))
    indicators: list[Sequence[object]] = []
    for line in spaced:
        indicators += [line, [None] * 8]
    assert read(xlsx_list(tmp_path / "list.xlsx", projects, indicators)) == read(csv_list(tmp_path))


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet2.xml", rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"'),
        ("xl/styles.xml", rb"(?s)(<styleSheet[^>]*>).*(</styleSheet>)", rb"\1\2"),
    ],
)
def test_what_an_exporter_leaves_out_does_not_matter(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    """A sheet that states a wrong size, or a workbook without styles, is read whole and without a warning."""
    path = xlsx_list(tmp_path / "list.xlsx", table(PROJECTS), table(INDICATORS))
    expected = read(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = re.sub(old, new, parts[part])
    assert changed != parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | {part: changed}).items():
            archive.writestr(name, data)
    assert read(path) == expected


def test_a_formula_counts_with_its_stored_value(tmp_path: Path) -> None:
    """A cell with a formula is read by the value that was saved with it; without one it is blank."""
    book = xlsxwriter.Workbook(tmp_path / "list.xlsx")
    for name, text in (("项目", PROJECTS), ("指标", INDICATORS)):
        page = book.add_worksheet(name)
        for number, row in enumerate(table(text)):
            page.write_row(number, 0, row)
        if name == "指标":
            page.write_formula("F2", "=10+10", value=20)
            page.write_formula("F3", "=5+5", value="")
    book.close()
    faults = lists.faults_of(tmp_path / "list.xlsx")
    assert [str(fault) for fault in faults] == ["指标 第3行 F列（分值）：未填写，请补填"]


def test_line_breaks_stay_in_texts_and_leave_names(tmp_path: Path) -> None:
    """A goal of several lines keeps them; a name is one line."""
    rows = [
        [cell.replace("全年培训", "一、培训\r\n二、").replace("基层", "基层\n") for cell in row]
        for row in table(PROJECTS)
    ]
    project = read(xlsx_list(tmp_path / "list.xlsx", rows, table(INDICATORS)))[0]
    assert [project.name, field(project, "expected", "goal")] == ["基层 培训", "一、培训\n二、五十人次"]


def test_another_form_has_its_own_columns(tmp_path: Path) -> None:
    """A second layout is read by its own labels and policy, with nothing of it in Python."""
    projects = "| 项目编码 | 名称 | 批复数 | 基本信息·备注 | 补充·备注 |\n| A | 甲 | 5 | 张三 | 乙 |"
    indicators = (
        "| 项目编码 | 一级 | 二级 | 指标名称 | 目标 | 权重 | 出处 | 预计 |\n"
        "| A | 产出 | 质量 | 合格率 | 98% | 4 | 年鉴 | |\n| A | 成本 | 经济成本 | 支出 | 5万元 | 6 | | 4.5 |"
    )
    project = read(csv_list(tmp_path / "list", projects, indicators), other_form())[0]
    assert field(project, "project_code") == "A"
    assert field(project, "approved") == Decimal(5)
    assert field(project, "note", "more") == "乙"
    assert [row.applies for row in project.shape] == [True, False, True]
    assert project.prefilled == {
        Place("header", "", "contact"): "张三",
        Place("indicators", "1", "expected_cost"): Decimal("4.5"),
    }
    cells = row_of(project, "合格率")
    assert cells.pop("points") == Decimal(4)
    assert cells == {"level1": "产出", "level2": "质量", "level3": "合格率", "target": "98%", "source": "年鉴"}


def test_a_form_without_targets_and_points_asks_for_none(tmp_path: Path) -> None:
    """A form that issues neither target nor points has no such column, and nothing need add up."""
    text = "\n".join(
        line for line in OTHER_FORM.splitlines() if not line.startswith(('  { key = "target"', '  { key = "points"'))
    )
    template = read_template(text, "short.toml", lists.CATALOG.shared)
    projects = "| 项目编码 | 名称 | 批复数 | 补充·备注 |\n| A | 甲 | 5 | 乙 |"
    indicators = "| 项目编码 | 一级 | 二级 | 指标名称 |\n| A | 产出 | 质量 | 合格率 |"
    cells = row_of(read(csv_list(tmp_path, projects, indicators), template)[0], "合格率")
    assert cells == {"level1": "产出", "level2": "质量", "level3": "合格率", "source": None}
