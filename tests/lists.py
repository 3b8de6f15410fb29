"""Project lists for tests: two small projects as readable tables, written as .xlsx or as two .csv."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

from perf_xlsx.errors import Fault, ProjectListError
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.load import read_template

SAMPLES = Path(__file__).parents[1] / "samples"
CATALOG = Catalog()
YEAR = 2021

PROJECTS = """
| 项目编码 | 项目名称 | 主管部门 | 实施单位 | 预期目标 | 当年财政拨款·年初预算数 | 其他资金·全年预算数 |
| P1 | 基层培训 | 某州教育局 | 某州培训中心 | 全年培训五十人次 | 100.5 | |
| P2 | 道路养护 | 某州交通局 | 某州公路段 | 养护公路 | | 1,020.5 |
"""
INDICATORS = """
| 项目编码 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 指标性质 | 度量单位 |
| P1 | 产出指标 | 数量指标 | 培训人次 | ≥50人次 | 20 | | |
| P1 | 产出指标 | 数量指标 | 培训班次 | 3 | 10 | ≥ | 次 |
| P1 | 产出指标 | 成本指标 | 培训支出 | 10万元 | 20 | | |
| P1 | 效益指标 | 社会效益指标 | 服务能力 | 有效提高 | 30 | | |
| P1 | 满意度指标 | 服务对象满意度指标 | 学员满意度 | 大于等于90%以上 | 10 | | |
| P2 | 产出 | 数 量 | 养护里程 | 80公里 | 50 | ＝ | |
| P2 | 效果指标 | 可持续影响 | 养护机制 | 建成1套 机制并运行2年 | 30 | 定性 | / |
| P2 | 满意度 | 满意度 | 群众满意度 | 80 | 10 | ≥ | % |
"""

# A second layout, unlike the national one wherever it may be.
OTHER_FORM = """
region = "elsewhere"
form = "short"
fiscal_years = "2021-"
title = "自评表"
basis = "试用"
[sheet]
name = "表"
printed = "A:H"
widths = { A = 80, B = 80, C = 80, D = 80, E = 80, F = 80, G = 80, H = 80 }
[policy]
total_points = 10
min_explanation = 6
score_decimals = 1
[[levels]]
key = "cost"
label = "成本"
children = [{ key = "economic_cost", label = "经济成本" }]
[[levels]]
key = "output"
label = "产出"
children = [{ key = "quantity", label = "数量" }, { key = "quality", label = "质量" }]
[[blocks]]
key = "header"
kind = "fields"
label = "基本信息"
columns = [
  { key = "project_name", label = "名称", kind = "text", label_at = "A", at = "B", issued = true },
  { key = "project_code", label = "编号", kind = "text", label_at = "C", at = "D", issued = true },
  { key = "approved", label = "批复数", kind = "money", label_at = "E", at = "F", issued = true },
  { key = "contact", label = "备注", kind = "text", label_at = "G", at = "H", prefill = true },
]
[[blocks]]
key = "more"
kind = "fields"
label = "补充"
columns = [{ key = "note", label = "备注", kind = "text", label_at = "A", at = "B:H", issued = true }]
[[blocks]]
key = "indicators"
kind = "list"
label = "指标"
columns = [
  { key = "level1", label = "一级", kind = "text", at = "A", group = true, issued = true },
  { key = "level2", label = "二级", kind = "text", at = "B", group = true, issued = true },
  { key = "level3", label = "指标名称", kind = "text", at = "C", issued = true },
  { key = "target", label = "目标", kind = "text", at = "D", issued = true },
  { key = "source", label = "出处", kind = "text", at = "E", issued = true },
  { key = "expected_cost", label = "预计", kind = "money", at = "F", prefill = true },
  { key = "points", label = "权重", kind = "points", at = "G", issued = true },
  { key = "score", label = "得分", kind = "points", at = "H" },
]
"""


def other_form() -> Template:
    """The second layout as a template."""
    return read_template(OTHER_FORM, "short.toml", CATALOG.shared)


def national() -> Template:
    """The national form."""
    return CATALOG.get("national/2020/project_self_evaluation")


def table(text: str) -> list[list[str]]:
    """The rows of a small table, cells trimmed."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


def csv_list(folder: Path, projects: str = PROJECTS, indicators: str = INDICATORS, encoding: str = "utf-8") -> Path:
    """Write a list as two CSV files."""
    folder.mkdir(exist_ok=True)
    for name, text in (("项目", projects), ("指标", indicators)):
        lines = [",".join(f'"{cell}"' for cell in row) for row in table(text)]
        (folder / f"{name}.csv").write_text("\r\n".join(lines) + "\r\n", encoding, newline="")
    return folder


def xlsx_list(path: Path, projects: Sequence[Sequence[object]], indicators: Sequence[Sequence[object]]) -> Path:
    """Write a list as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("项目", projects), ("指标", indicators)):
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def read(path: Path, template: Template | None = None) -> list[Project]:
    """Read a list for the national form, or another."""
    return read_projects(path, template or national(), YEAR)


def faults_of(path: Path, template: Template | None = None) -> list[Fault]:
    """The faults of a list that has some."""
    try:
        read(path, template)
    except ProjectListError as error:
        return error.faults
    return []


def row_of(project: Project, name: str) -> dict[str, Value]:
    """The locked cells of the indicator row of that name, by column."""
    number = next(place.row for place, value in project.given.items() if place.column == "level3" and value == name)
    return {place.column: value for place, value in project.given.items() if place.row == number}


def field(project: Project, column: str, block: str = "header") -> Value:
    """A locked field."""
    return project.given[Place(block, "", column)]
