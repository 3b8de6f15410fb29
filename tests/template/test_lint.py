"""Every kind of author's mistake, one at a time in an otherwise good definition, each with its path."""

# ruff: noqa: E501 - tables of cases

import pytest
from tools import catalog, template_of

from perf_xlsx.errors import TemplateError
from perf_xlsx.template.load import read_shared

GOOD = """
region = "somewhere"
form = "small_form"
fiscal_years = "2020-"
title = "小表"
basis = "无"

[sheet]
name = "表"
printed = "A:D"
widths = { A = 40, B = 60 }

[policy]
total_points = 100
min_explanation = 6
score_decimals = 2
level1_points = { execution = 10, output = 90 }
share = 0.5

[[levels]]
key = "output"
label = "产出指标"
children = [{ key = "quantity", label = "数量指标" }]

[[blocks]]
key = "heading"
kind = "text"
lines = [{ text = "{title}，{policy.level1_points.output}分", at = "A:D" }]

[[blocks]]
key = "header"
kind = "fields"
columns = [
  { key = "project_name", label = "项目名称", kind = "text", label_at = "A", at = "B", issued = true },
  { key = "filled_by", label = "填报人", kind = "text", label_at = "C", at = "D" },
]

[[blocks]]
key = "funds"
kind = "grid"
side = "A"
columns = [
  { key = "budget", label = "预算数", kind = "money", at = "B" },
  { key = "points", label = "分值", kind = "points", at = "C" },
]
rows = [
  { key = "total", label = "总额", formula = "own + 1", given = { points = "policy.total_points" } },
  { key = "own", label = "自有", omit = ["points"] },
]

[[blocks]]
key = "indicators"
kind = "list"
columns = [
  { key = "level1", label = "一级指标", kind = "text", at = "A", group = true, issued = true },
  { key = "actual", label = "完成值", kind = "measure", at = "B" },
  { key = "score", label = "得分", kind = "points", at = "C", formula = "IF(ISNUMBER(actual), actual * 2, 0)" },
]

[[rules]]
code = "Y01"
name = "too-little"
title = "太少"
severity = "error"
fix = "请改。"
basis = "无"
why = "无"
passing = "1"
failing = "0"
cases = [{ on = "indicators.score", require = "this >= 0", message = "{label}为{this}" }]
"""

MISTAKES = """
fiscal_years = "2020-"                 | fiscal_years = "从2020"              | fiscal_years：“从2020”应写成
region = "somewhere"                   | region = "某地"                       | region：只能用小写英文字母
printed = "A:D"                        | printed = "D:A"                       | sheet.printed：“D:A”应写成
name = "表"                            | name = "表/1"                         | sheet.name：“表/1”不能作工作表名
name = "表"                            | name = "_meta"                        | sheet.name：“_meta”不能作工作表名
widths = { A = 40, B = 60 }            | widths = { a = 40 }                   | sheet.widths.a：应为一个列的字母
widths = { A = 40, B = 60 }            | widths = { A = "40" }                 | sheet.widths.A：应为整数
total_points = 100                     |                                       | policy：缺少 total_points
min_explanation = 6                    | min_explanation = "六"                | policy：缺少 min_explanation
output = 90 }                          | output = 80 }                         | policy.level1_points：合计90，应为100
basis = "无"                           | basis = 1                             | basis：应为文字，写的是整数
key = "header"                         | key = "heading"                       | blocks[heading]：键重复
key = "header"                         | key = "policy"                        | blocks[policy]：这个键另有用途
key = "filled_by"                      | key = "填报人"                        | 键只能用小写英文字母
key = "filled_by"                      | key = "project_name"                  | columns[project_name]：键重复
kind = "grid"                          | kind = "gird"                         | blocks[funds].kind：“gird”不在 fields、grid、list、text 之中，是否想写“grid”？
kind = "list"                          | kind = "fields"                       | blocks：要有一个 list 区块
at = "D" }                             | at = "D1" }                           | columns[filled_by].at：“D1”应写成
at = "D" }                             | at = "C:D" }                          | columns[filled_by].label_at：与 columns[filled_by].at 占用同一列
at = "D" }                             | at = "B" }                            | columns[filled_by].at：与 columns[project_name].at 占用同一列
side = "A"                             | side = "A:B"                          | columns[budget].at：与 side 占用同一列
side = "A"                             | side = "1"                            | blocks[funds].side：“1”应写成
at = "A:D" }]                          | at = "" }]                            | blocks[heading].lines[1].at：“”应写成
{title}，                              | {titel}，                             | lines[1].text：{titel} 读不懂
{policy.level1_points.output}          | {policy.level1_points}                | lines[1].text：{policy.level1_points} 读不懂
{title}，                              | {title，                              | lines[1].text：{ 读不懂
at = "B", issued = true }              | at = "B", issued = true, formula = "1" } | columns[project_name]：formula、issued 只能写一个
label_at = "C", at = "D" }             | at = "D", group = true }              | columns[filled_by]：group 只用于 list 区块
omit = ["points"]                      | omit = ["pionts"]                     | rows[own]：没有列“pionts”
kind = "list"                          | kind = "list", rows = []              | 不是有效的 TOML
key = "indicators"\\nkind = "list"      | key = "indicators"\\nkind = "list"\\nrow_labels = "D" | blocks[indicators].row_labels：row_labels 不用于 list 区块
side = "A"                             | side = "A"\\nhidden = true             | blocks[funds]：hidden 只用于 grid 区块，各列不写 at
own + 1                                | owm + 1                               | blocks[funds.total.budget] 第1列：没有“owm”，是否想写“own”？
own + 1                                | own ＋ 1                              | blocks[funds.total.budget] 第5列：“＋”是全角符号
own + 1                                | total + 1                             | blocks：公式互相引用：funds.total.budget
points = "policy.total_points"         | points = "policy.total"               | blocks[funds.total.points] 第1列：政策参数没有“policy.total”
points = "policy.total_points"         | points = "own.budget"                 | blocks[funds.total.points] 第1列：没有区块“own”
points = "policy.total_points"         | points = "funds.own.budget"           | blocks[funds.total.points]：given 只能取自 policy
points = "policy.total_points"         | points = 100                          | given.points：应为文字，写的是整数
"this >= 0"                            | "this"                                | rules[Y01].cases[1] require 第1列：这里要条件
"this >= 0"                            | "thiss >= 0"                          | rules[Y01].cases[1] require 第1列：没有“thiss”
on = "indicators.score"                | on = "indicators.scores"              | rules[Y01].cases[1].on：没有格子“indicators.scores”
on = "indicators.score"                | on = []                               | rules[Y01].cases[1].on：没有写明对哪些格子
{label}为{this}                        | {lable}为{this}                       | rules[Y01].cases[1] message {lable}：没有“lable”
{label}为{this}                        | {unexplained}                         | rules[Y01].cases[1] message {unexplained}：要 require 里有 EXPLAINED
message =                              | expected = "scorr", message =         | rules[Y01].cases[1] expected 第1列：没有“scorr”，是否想写“score”？
message =                              | only = "ever", message =              | rules[Y01].cases[1].only：“ever”不在 prefilled、blank、foreign 之中
message =                              | severity = "fatal", message =         | rules[Y01].severity：“fatal”应为
severity = "error"                     | severity = "错误"                     | rules[Y01].severity：“错误”应为
cases = [{                             | cases = []\\nx = [{                    | rules[Y01].x：没有这一项
"""


def rows() -> list[list[str]]:
    """The mistakes: what is replaced, by what, and what is said."""
    lines = [line for line in MISTAKES.strip().splitlines() if line]
    return [[cell.strip().replace("\\n", "\n") for cell in line.split("|")] for line in lines]


def faults_of(text: str) -> list[str]:
    """What is said of a definition."""
    with pytest.raises(TemplateError) as raised:
        template_of(text, path="小表.toml")
    return [str(fault) for fault in raised.value.faults]


def test_the_good_definition_is_good() -> None:
    """Before anything is broken nothing is wrong."""
    template = template_of(GOOD)
    assert template.id == "somewhere/2020/small_form"
    assert [rule.code for rule in template.definition.rules] == ["Y01"]


@pytest.mark.parametrize(("good", "bad", "said"), rows())
def test_a_mistake_is_found(good: str, bad: str, said: str) -> None:
    """One mistake is said once, with file and path."""
    assert GOOD.count(good) >= 1
    found = faults_of(GOOD.replace(good, bad, 1))
    assert all(fault.startswith("小表.toml") for fault in found)
    assert said in found[0]
    assert len(found) == 1 + (bad == 'kind = "fields"'), found  # its group column has no place there either


def test_every_mistake_is_found_at_once() -> None:
    """Formulas and rules broken in four places are four faults."""
    text = GOOD.replace("own + 1", "owm + 1").replace("policy.total_points", "policy.x")
    text = text.replace("actual * 2", "actual / 0").replace("this >= 0", "this = level1")
    assert len(faults_of(text)) == 4


def test_a_place_in_many_lines_has_its_line() -> None:
    """A formula over several lines is found in again by line and column."""
    text = GOOD.replace('"IF(ISNUMBER(actual), actual * 2, 0)"', "'''IF(ISNUMBER(actual),\n  actul * 2, 0)'''")
    [fault] = faults_of(text)
    assert fault.startswith("小表.toml blocks[indicators.score] 第2行第3列：没有“actul”，是否想写“actual”？")
    assert fault.endswith("（公式 IF(ISNUMBER(actual), actul * 2, 0)）")


def test_broken_toml_is_said() -> None:
    """What is no TOML is said with TOML's own line and column."""
    [fault] = faults_of("a = \nb = 1")
    assert "小表.toml：不是有效的 TOML" in fault
    assert "第1行第5列" in fault


RULE = """
[[rules]]
code = "A01"
name = "x"
title = "x"
severity = "error"
fix = "x"
basis = "x"
why = "x"
passing = "x"
failing = "x"
cases = [{ on = "total.score", require = "this >= 0", message = "x" }]
"""


DERIVED = """
rules = []
derived = [{ block = "a", key = "b", label = "c", kind = "number", formula = "1 +" }]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE + RULE, "rules.toml rules[A01]：编号重复"),
        (RULE.replace('"error"', '"bad"'), "rules.toml rules[A01].severity：“bad”应为"),
        (RULE.replace("this >= 0", "this ≥ 0"), "rules.toml rules[A01].cases[1].require 第6列："),
        (RULE.replace("this >= 0", ""), "rules.toml rules[A01].cases[1].require 第1列：公式没有写完"),
        (RULE.replace("require", "requires"), "rules.toml rules[A01].cases[1].requires：没有这一项，是否想写“require”？"),
        (DERIVED, "rules.toml derived[a.b].formula 第4列"),
        ("[[rulez]]", "rules.toml rulez：没有这一项"),
    ],
)  # fmt: skip
def test_shared_rules_are_looked_at_too(text: str, said: str) -> None:
    """A slip in rules.toml is found when it is read, not when a rule is missed."""
    with pytest.raises(TemplateError) as raised:
        read_shared(text, "rules.toml")
    assert any(str(fault).startswith(said) for fault in raised.value.faults), raised.value.faults


def test_a_shared_rule_that_cannot_be_bound_is_a_fault() -> None:
    """Its words are there but of the wrong sort: said of this template, with the rule's code."""
    shared = read_shared(
        RULE.replace("total.score", "indicators.score").replace("this >= 0", "ABS(this)"), "rules.toml"
    )
    with pytest.raises(TemplateError, match=r"共用规则 rules\[A01\]\.cases\[1\]"):
        template_of(GOOD, shared=shared)


def test_the_shipped_definitions_are_good() -> None:
    """All of them are read without a fault, and every shared rule stands in the national form."""
    templates = {template.id: template for template in catalog().all()}
    assert templates["national/2020/project_self_evaluation"].unavailable == {}
