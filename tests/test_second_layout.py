"""A layout nobody has thought of is one TOML text and no Python: loaded, laid out, written, computed by the law."""

# ruff: noqa: E501 - a definition has one cell a line
import io
from pathlib import Path

import law
import openpyxl
import pytest
from tools import Changes, Found, at, check_clean, check_finds, filled, findings, project, template_of, values

from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.project import Project
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.write import write_form

FORMS = 60

LAYOUT = """
region = "somewhere"
form = "county_form"
fiscal_years = "2019-2021"
title = "某县财政项目绩效自评表"
basis = "县财预〔2019〕3号"

[sheet]
name = "绩效自评"
printed = "B:K"
widths = { A = 20, B = 40, C = 90, D = 90, E = 60, F = 90, G = 90, H = 60, I = 60, J = 60, K = 150, M = 70, N = 60 }

[policy]
total_points = 120
level1_points = { execution = 20, cost = 20, output = 50, effect = 30 }
execution_cap = 1
score_decimals = 1
explain_rate_below = 0.8
overshoot = 0.5
excellent_rate = 0.5
min_explanation = 3
money_tolerance = 0
points_tolerance = 0.001
grades = { excellent = 108, good = 96, fair = 72 }
own_share = 0.5
qualitative = { achieved = "优秀", partly = "合格", missed = "不合格" }
qualitative_bands = { achieved = 0.9, partly = 0.6 }

[[levels]]
key = "cost"
label = "成本控制"
children = [{ key = "economic_cost", label = "经济成本" }]

[[levels]]
key = "output"
label = "项目产出"
children = [{ key = "quantity", label = "产出数量" }, { key = "timeliness", label = "产出时效" }]

[[levels]]
key = "effect"
label = "项目效果"
children = [{ key = "social_benefit", label = "社会效果" }]

[[blocks]]
key = "heading"
kind = "text"
lines = [{ text = "{title}（{fiscal_year}年）", at = "B:K", style = "title" }]

[[blocks]]
key = "indicators"
kind = "list"
label = "绩效情况"
side = "B"
columns = [
  { key = "level1", label = "一级", kind = "text", at = "C", group = true, issued = true },
  { key = "level2", label = "二级", kind = "text", at = "D", group = true, issued = true },
  { key = "points", label = "权重", kind = "points", at = "E", issued = true },
  { key = "level3", label = "考核内容", kind = "text", at = "F", issued = true },
  { key = "target", label = "计划值", kind = "text", at = "G", issued = true },
  { key = "actual", label = "完成情况（实际）", kind = "measure", at = "H:I" },
  { key = "score", label = "自评分", kind = "points", at = "J" },
  { key = "deviation_explanation", label = "差异说明", kind = "text", at = "K", max_length = 100 },
  { key = "target_number", label = "计划数", kind = "number", at = "M", issued = true },
  { key = "weighted", label = "加权得分率", kind = "percent", at = "N", formula = "IF(权重 = 0, \\"\\", 自评分 / 权重)" },
  { key = "level1_key", label = "一级代号", kind = "text", issued = true },
  { key = "twice", label = "两倍", kind = "number", formula = "'完成情况（实际）' * 2" },
  { key = "level2_key", label = "二级代号", kind = "text", issued = true },
  { key = "direction", label = "方向", kind = "text", issued = true },
]

[[blocks]]
key = "total"
kind = "fields"
label = "合计"
label_at = "B:D"
columns = [
  { key = "points", label = "权重合计", kind = "points", at = "E", formula = "SUM(indicators.points, funds.total.points)" },
  { key = "score", label = "总得分", kind = "points", at = "J", formula = "ROUND(SUM(indicators.score, funds.total.score), 1)" },
  { key = "grade", label = "结论", kind = "text", label_at = "F", at = "G", label_line = 1 },
]

[[blocks]]
key = "funds"
kind = "grid"
label = "资金情况"
side = "B"
row_labels = "C:D"
columns = [
  { key = "annual_budget", label = "预算（A）", kind = "money", at = "E:F" },
  { key = "annual_spending", label = "支出（B）", kind = "money", at = "G" },
  { key = "execution_rate", label = "支出率", kind = "percent", at = "H", formula = "IF('预算（A）' = 0, 0, '支出（B）' / '预算（A）')" },
  { key = "points", label = "权重", kind = "points", at = "I" },
  { key = "score", label = "自评分", kind = "points", at = "J", formula = "ROUND(权重 * MIN(policy.execution_cap, 支出率), policy.score_decimals)" },
  { key = "deviation_explanation", label = "差异说明", kind = "text", at = "K" },
]
rows = [
  { key = "county", label = "县级资金", omit = ["points", "score"], blank = ["execution_rate", "deviation_explanation"] },
  { key = "own", label = "自筹资金", omit = ["points", "score"], blank = ["execution_rate", "deviation_explanation"] },
  { key = "total", label = "资金合计", formula = "SUM(county, own)", given = { points = "policy.level1_points.execution" } },
]

[[blocks]]
key = "header"
kind = "fields"
label = "项目信息"
columns = [
  { key = "implementing_unit", label = "承办单位", kind = "text", line = 1, label_at = "B:D", at = "E:F", issued = true },
  { key = "project_name", label = "项目", kind = "text", line = 1, label_at = "G", at = "H:K" },
]

[[blocks]]
key = "levels"
kind = "grid"
label = "分级合计"
hidden = true
columns = [
  { key = "level", label = "代号", kind = "text" },
  { key = "level_label", label = "名称", kind = "text" },
  { key = "level_points", label = "合计", kind = "points", formula = "SUMIF(indicators.level1_key, level, indicators.points)" },
  { key = "prescribed", label = "规定", kind = "points" },
]
rows = [
  { key = "cost", label = "成本控制", given = { level = '"cost"', level_label = '"成本控制"', prescribed = "policy.level1_points.cost" } },
  { key = "output", label = "项目产出", given = { level = '"output"', level_label = '"项目产出"', prescribed = "policy.level1_points.output" } },
  { key = "effect", label = "项目效果", given = { level = '"effect"', level_label = '"项目效果"', prescribed = "policy.level1_points.effect" } },
]

[[rules]]
code = "Y01"
name = "too-much-own-money"
title = "自筹比例"
severity = "warning"
fix = "请核实自筹资金。"
basis = "县财预〔2019〕3号"
why = "自筹资金不超过预算的一半。"
passing = "预算100，自筹50"
failing = "预算100，自筹60"
cases = [
  { on = "funds.own.annual_budget", require = "自筹资金 <= ROUND(资金合计 * policy.own_share, 2)", expected = "资金合计 * policy.own_share", message = "自筹{this}，不应超过{expected}" },
]

[[rules]]
code = "Y02"
name = "score-without-content"
title = "无内容得分"
severity = "error"
fix = "请补填完成情况。"
basis = "县财预〔2019〕3号"
why = "没有完成情况就没有得分。"
passing = "完成情况50，自评分5"
failing = "完成情况空白，自评分5"
cases = [
  { on = "indicators.score", require = "OR(NOT(FILLED('完成情况（实际）')), 自评分 >= 0)", message = "得分{this}为负" },
  { on = "indicators.score", severity = "info", require = "IF(FILLED('完成情况（实际）'), TRUE, PLACEHOLDER(自评分))", message = "{考核内容}没有完成情况，却得{this}分" },
]
"""
ROWS = """
| 成本控制 | 经济成本 | 人均成本 | ≤200元 | 20 |
| 项目产出 | 产出数量 | 修建水窖 | ≥50口 | 30 |
| 项目产出 | 产出数量 | 受益户数 | ≥400户 | 20 |
| 项目效果 | 社会效果 | 饮水安全 | 明显改善 | 30 |
"""
FILLED: Changes = {
    "header.project_name": "水窖",
    "funds.county.annual_budget": 60,
    "funds.own.annual_budget": 40,
    "funds.county.annual_spending": 60,
    "funds.own.annual_spending": 35,
    "indicators.1.actual": 190,
    "indicators.1.score": 20,
    "indicators.2.actual": 50,
    "indicators.2.score": 30,
    "indicators.3.actual": 410,
    "indicators.3.score": 20,
    "indicators.5.actual": "明显改善",
    "indicators.5.score": 30,
}


@pytest.fixture(scope="module")
def template() -> Template:
    """The second layout."""
    return template_of(LAYOUT)


@pytest.fixture(scope="module")
def one(template: Template) -> Project:
    """A project with an indicator in every class but one."""
    return project(ROWS, template=template)


def form(template: Template, one: Project, changes: Changes | None = None) -> FilledForm:
    """The layout filled in."""
    return filled(one, {**FILLED, **(changes or {})}, template=template)


def test_the_layout_computes(template: Template, one: Project) -> None:
    """Its own formulas, in its own order and labels, give what a person would reckon."""
    page = form(template, one)
    assert str(page.value(at("funds.total.annual_budget"))) == "100"
    assert str(page.value(at("funds.total.execution_rate"))) == "0.95"
    assert page.value(at("funds.total.score")) == 19
    assert page.value(at("total.points")) == 120
    assert page.value(at("total.score")) == 119
    assert page.value(at("levels.output.level_points")) == 50
    assert page.value(at("indicators.2.weighted")) == 1


def test_what_cannot_be_computed(template: Template, one: Project) -> None:
    """A word leaves a printed result blank, and makes a hidden number 0."""
    page = form(template, one, {"funds.total.annual_spending": "约95", "indicators.2.actual": "约50"})
    assert page.value(at("funds.total.execution_rate")) is None
    assert page.value(at("indicators.2.twice")) == 0
    assert page.value(at("indicators.3.twice")) == 820


def test_the_shared_rules_stand_where_they_fit(template: Template, one: Project) -> None:
    """Rules whose words the layout has are there, the others say what they lack; a clean form is clean."""
    codes = {rule.code for rule in template.rules}
    assert "A20" in template.unavailable, "the grade is typed here: there is nothing to compare it with"
    assert {"A03", "A08", "A09", "A12", "S01", "S02", "S04", "S08", "Y01", "Y02"} <= codes
    assert "adjusted_score" in template.unavailable["S25"]
    assert not codes & set(template.unavailable)
    check_clean(form(template, one))


def test_its_own_rules_find(template: Template, one: Project) -> None:
    """Rules in the layout's own labels are found at the boundary, one place, one severity each."""
    half: Changes = {"funds.county.annual_budget": 50, "funds.own.annual_budget": 50}
    more: Changes = {"funds.county.annual_budget": "49.99", "funds.own.annual_budget": "50.01"}
    check_clean(form(template, one, half), "Y01")
    check_finds(form(template, one, more), "Y01", "funds.own.annual_budget", severity="warning")
    check_finds(form(template, one, {"indicators.2.score": -1}), "Y02", "indicators.2.score")
    check_finds(form(template, one, {"indicators.2.actual": None}), "Y02", "indicators.2.score", severity="info")


def test_shared_rules_take_its_policy(template: Template, one: Project) -> None:
    """Thresholds come from the layout: 80 % instead of 90, and three signs make a reason."""
    low: Changes = {"funds.county.annual_spending": 44}  # 79 of 100
    assert Found("S04", "funds.total.execution_rate", "warning") in findings(form(template, one, low))
    check_clean(form(template, one, {**low, "funds.total.deviation_explanation": "下雨了"}), "S04")
    check_clean(form(template, one, {"funds.county.annual_spending": 45}), "S04")


def test_the_layout_is_printed(template: Template, one: Project) -> None:
    """Every label stands in the workbook where the definition says, totals after the list, funds after the totals."""
    workbook = write_form(template, one, identity_of(template, one), inputs=values(FILLED))
    page = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)["绩效自评"]
    text = {cell.coordinate: cell.value for row in page.iter_rows(max_row=17, max_col=11) for cell in row if cell.value}
    assert text["B1"] == "某县财政项目绩效自评表（2020年）"
    assert (text["E2"], text["G2"], text["H2"]) == ("权重", "计划值", "完成情况（实际）")
    assert [text[f"D{row}"] for row in (3, 4, 6, 7)] == ["经济成本", "产出数量", "产出时效", "社会效果"]
    assert (text["B9"], text["E9"], text["J9"]) == ("合计", 120, 119)
    assert [text[f"C{row}"] for row in (11, 12, 13)] == ["县级资金", "自筹资金", "资金合计"]
    assert (text["E13"], text["H13"], text["J13"]) == (100, 0.95, 19)


def test_every_cell_is_laid_out_once(template: Template, one: Project) -> None:
    """No two cells of the layout stand in one place."""
    sheet = sheet_of(template, one)
    cells = [(cell.row, cell.column) for cell in sheet.cells if cell.role is not Role.KEY or cell.row > 1]
    cells += [(mirror.row, mirror.column) for mirror in sheet.hidden.mirrors]
    cells += [(flag.row, flag.column) for flag in sheet.flags]
    assert len(cells) == len(set(cells))


@pytest.mark.office
def test_the_law_holds_for_the_layout(template: Template, tmp_path: Path) -> None:
    """LibreOffice computes every formula cell of random forms of it exactly as Python does."""
    tally = law.differences(template, FORMS, tmp_path)
    assert tally.flags > FORMS
    assert tally.not_computable < 0.2
    assert not tally.differences, "\n".join(tally.differences[:20])
