"""The list a newcomer starts from."""

import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lists import CATALOG, SAMPLES, national, other_form, read
from tools import has_place

from perf_xlsx.errors import UsageError
from perf_xlsx.form.place import Place
from perf_xlsx.issue.list_sheets import OutColumn, OutSheet
from perf_xlsx.issue.lists_out import list_bytes
from perf_xlsx.issue.plan import plan_of
from perf_xlsx.issue.sample_list import write_sample_list
from perf_xlsx.template.assemble import Template

FORMS = [template for template in CATALOG.all() if template.indicators] + [other_form()]


def heads(path: Path) -> dict[str, list[Any]]:
    """The first row of every sheet."""
    book = openpyxl.load_workbook(path)
    return {page.title: [cell.value for cell in page[1]] for page in book.worksheets}


@pytest.mark.parametrize("template", FORMS, ids=lambda template: template.id)
def test_the_sample_list_loads_for_every_form(tmp_path: Path, template: Template) -> None:
    """Its two projects have no fault; the first has an indicator of every 二级指标, and the points add up."""
    write_sample_list(template, tmp_path / "list.xlsx")
    first, second = read(tmp_path / "list.xlsx", template)
    assert all(row.applies for row in first.shape)
    assert sum(row.applies for row in second.shape) == len(template.definition.levels)
    # The form of a whole department has no project to name.
    assert first.name.endswith("（示例，请删去）" if has_place(template, Place("header", "", "project_name")) else "")


@pytest.mark.parametrize("prescribed", [{"cost": 0.4}, {"cost": 2, "output": 2}, {}])
def test_points_that_the_policy_does_not_prescribe_are_shared(tmp_path: Path, prescribed: dict[str, float]) -> None:
    """Where the policy's points of the levels do not add up, the levels share the total, to the hundredth."""
    policy = {**other_form().policy, "total_points": 1, "level1_points": prescribed}
    template = replace(other_form(), definition=replace(other_form().definition, policy=policy))
    write_sample_list(template, tmp_path / "list.xlsx")
    first = read(tmp_path / "list.xlsx", template)[0]
    points = [value for place, value in first.given.items() if place.column == "points"]
    assert points == [Decimal("0.5"), Decimal("0.25"), Decimal("0.25")]


def test_columns_are_the_form_s(tmp_path: Path) -> None:
    """Names of columns come from the template: needed ones, money to be filled in beforehand, the split target."""
    write_sample_list(national(), tmp_path / "list.xlsx")
    found = heads(tmp_path / "list.xlsx")
    assert found["项目"] == [
        *("项目编码", "项目名称", "主管部门", "实施单位"),
        *("当年财政拨款·年初预算数", "当年财政拨款·全年预算数", "上年结转资金·年初预算数"),
        *("上年结转资金·全年预算数", "其他资金·年初预算数", "其他资金·全年预算数", "预期目标"),
    ]
    assert found["指标"] == [
        *("项目编码", "一级指标", "二级指标", "三级指标", "年度指标值", "分值", "指标性质", "度量单位"),
    ]
    assert [column.label for column in plan_of(other_form()).projects] == [
        *("项目编码", "名称", "批复数", "基本信息·备注", "补充·备注"),
    ]
    assert [column.label for column in plan_of(other_form()).indicators] == [
        *("项目编码", "一级", "二级", "指标名称", "目标", "权重", "出处", "预计"),
    ]


def test_every_column_is_explained(tmp_path: Path) -> None:
    """The third sheet has a line for each column: whether it is needed and what goes there."""
    write_sample_list(national(), tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    lines = [list(row) for row in book["填写说明"].iter_rows(min_row=2, values_only=True)]
    explained = [(sheet, name) for sheet, name, *_ in lines if name]
    assert explained == [(sheet, name) for sheet in ("项目", "指标") for name in heads(tmp_path / "list.xlsx")[sheet]]
    assert all(line[3] for line in lines)
    needed = {name: need for sheet, name, need, _ in lines if sheet == "项目"}
    assert [needed["预期目标"], needed["其他资金·年初预算数"]] == ["必填", "选填"]
    assert "预算执行率10分须为100分" in str(lines)


def test_the_sheets_are_readable(tmp_path: Path) -> None:
    """Names of columns are bold and stay in sight, columns have widths, codes and targets are text cells."""
    write_sample_list(national(), tmp_path / "list.xlsx")
    page = openpyxl.load_workbook(tmp_path / "list.xlsx")["指标"]
    assert page["A1"].font.bold
    assert page.freeze_panes == "B2"
    assert page.column_dimensions["D"].width == 28
    assert [page.column_dimensions[letter].number_format for letter in "AEF"] == ["@", "@", "General"]


def test_two_sample_lists_are_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time of writing is in the file."""
    write_sample_list(national(), tmp_path / "a.xlsx")
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 1, 1, 1, 1, 1, 0, 1, 0))
    monkeypatch.setattr("time.time", lambda: 2e9)
    write_sample_list(national(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert archive.read("docProps/core.xml").count(b"2020-01-01T00:00:00Z") == 2


def test_text_in_a_list_is_never_a_formula(tmp_path: Path) -> None:
    """A text that begins with = is written as text, also #N/A."""
    sheet = OutSheet("表", [OutColumn("=列", 10)], [["=1+1"], ["#N/A"], [Decimal("1.5")], [Decimal(2)], [None]])
    (tmp_path / "a.xlsx").write_bytes(list_bytes([sheet]))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]
    cells = [page.cell(row, 1) for row in range(1, 6)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        *(("=列", "s"), ("=1+1", "s"), ("#N/A", "s"), (1.5, "n"), (2, "n")),
    ]


def test_a_list_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    """A folder that is not there is said."""
    with pytest.raises(UsageError, match=r"写不出 .*list\.xlsx"):
        write_sample_list(national(), tmp_path / "absent" / "list.xlsx")


def test_a_form_that_prints_no_signs_joins_its_targets(tmp_path: Path) -> None:
    """Without columns for sign and unit both examples have their target in one cell."""
    write_sample_list(other_form(), tmp_path / "list.xlsx")
    page = openpyxl.load_workbook(tmp_path / "list.xlsx")["指标"]
    targets = [row[4] for row in page.iter_rows(min_row=2, values_only=True)]
    assert targets == ["≥1项", "≥10期", "≥95%", "≥1项", "≥10期"]


def test_the_list_of_the_six_has_every_column() -> None:
    """samples/projects.xlsx is laid out like the list to start from."""
    found = heads(SAMPLES / "projects.xlsx")
    assert found["项目"] == [column.label for column in plan_of(national()).projects]
