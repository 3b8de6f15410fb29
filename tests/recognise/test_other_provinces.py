"""Layouts of other provinces: weights and totals that stand elsewhere, values in two columns, sources in columns."""

from time import process_time

from sheets import declared, form, grid

from perf_xlsx.recognise.form import fiscal_year_of, tables_of
from perf_xlsx.recognise.grid import Grid, Seen

# Ninety points of indicators, ten left for 预算执行率.
NINETY = """
一级指标|二级指标|三级指标|目标值|完成值|分值|得分
产出指标|数量指标|里程|≥10|10|50|50
效益指标|社会效益|出行|改善|改善|40|40
"""


def test_execution_scored_without_a_weight() -> None:
    """The weight of 执行率 follows when the others leave just what is prescribed."""
    funds = "全年预算数|100|全年执行数|90\n执行率得分|9||"
    found = declared(form(f"项目自评表\n项目名称|甲||\n{funds}{NINETY}"), "funds.total")
    assert (found["funds.total.score"], found["funds.total.points"]) == ("9", "10")


def test_no_weight_is_made_up() -> None:
    """Where the weights come to 95, nothing says what 执行率 weighs."""
    funds = "全年预算数|100|全年执行数|90\n执行率得分|9||"
    text = f"项目自评表\n项目名称|甲||\n{funds}{NINETY}".replace("|40|40", "|45|45")
    assert "funds.total.points" not in declared(form(text))


def test_execution_scored_among_the_indicators() -> None:
    """A row that only scores 执行率 is the weight and score of the funds block, and no inapplicable indicator."""
    found = declared(form(f"{NINETY}执行率（10分）||||||\n预算执行率|||||10|9.5"))
    assert (found["funds.total.points"], found["funds.total.score"]) == ("10", "9.5")
    assert "indicators.4.points" not in found


def test_execution_as_an_indicator_of_its_own() -> None:
    """With a target and a value of its own the row is an indicator like any other."""
    found = declared(form(f"{NINETY}预算执行率||执行率|100%|95%|10|9.5"))
    assert found["indicators.3.points"] == "10"
    assert "funds.total.points" not in found


def test_score_of_the_form_is_not_that_of_the_funds() -> None:
    """自评得分 with a number in the head is the total, never the score of 执行率."""
    found = declared(form(f"项目自评表\n项目名称|甲|自评得分|95{NINETY}"))
    assert found["total.score"] == "95"
    assert "funds.total.score" not in found


def test_grade_in_the_head_or_at_the_foot() -> None:
    """评价结果 优 above the table and 自评等级 良 below it are the grade of the form."""
    above = declared(form(f"项目自评表\n项目名称|甲|评价结果|优{NINETY}"))
    below = declared(form(f"项目自评表\n项目名称|甲{NINETY}自评等级|良|||||"))
    assert (above["total.grade"], below["total.grade"]) == ("优", "良")


def test_a_total_in_other_words() -> None:
    """自评得分 and Total below the table are totals, no indicators."""
    for word in ("自评得分", "最终得分", "Total"):
        one = form(f"{NINETY}{word}||||||90")
        assert one.indicator_rows == ["1", "2"]
        assert declared(one)["total.score"] == "90"


def test_value_and_unit_below_the_actual_value() -> None:
    """实际完成指标值 over 值 and 单位 holds the actual value, 预期指标值 over 符号, 值, 单位 the target."""
    found = declared(form("""
一级指标|二级指标|三级指标|预期指标值|<|<|实际完成指标值|<|分值|得分
^|^|^|符号|值|单位|值|单位|^|^
产出指标|数量指标|培训人数|≥|1000|人|1050|人|30|30
"""))  # fmt: skip
    assert (found["indicators.1.target"], found["indicators.1.actual"]) == ("≥1000人", "1050")


def test_target_below_what_was_done() -> None:
    """指标完成情况 over 目标值 and 实际值: each keeps its own meaning."""
    found = declared(form("""
二级指标|三级指标|指标完成情况|<|<|得分
^|^|目标值|实际值|完成率|^
数量指标|支持企业|≥50家|0家|0%|20
"""))  # fmt: skip
    assert (found["indicators.1.target"], found["indicators.1.actual"]) == ("≥50家", "0")


def test_levels_of_the_state_as_columns() -> None:
    """Without a 小计 the levels of the state in a matrix make up 财政资金."""
    found = declared(form("""
项目资金自评表
资金来源|合计|中央财政|自治区财政|其他资金
预算数|300|100|190|10
到位数|300|100|190|10
执行数|285|95|185|5
二级指标|三级指标|指标值|完成值|得分
数量指标|面积|10|10|50
"""), "funds.appropriation")  # fmt: skip
    assert found == {
        "funds.appropriation.annual_budget": "290",
        "funds.appropriation.arrived": "290",
        "funds.appropriation.annual_spending": "280",
    }


def test_the_day_of_filling_in_is_no_year() -> None:
    """填报日期 2023年3月10日 does not make a form one for 2023; 年度 does."""
    text = "项目自评表\n填报单位：甲|填报日期：2023年3月10日\n二级指标|三级指标|指标值|完成值\n数量|里程|1|1"
    [undated] = tables_of(grid(text)).forms
    [dated] = tables_of(grid(text.replace("项目自评表", "2022年度项目自评表"))).forms
    assert (fiscal_year_of(undated), fiscal_year_of(dated)) == (None, 2022)


def test_names_and_levels_in_other_words() -> None:
    """项目支出名称 is a project; 影响力目标 and 长效管理 are benefits that last."""
    found = declared(form("""
项目支出自评表
项目支出名称|甲
一级指标|二级指标|三级指标|目标值|完成值
影响力目标|长效管理|制度|健全|健全
"""))  # fmt: skip
    assert found["header.project_name"] == "甲"
    assert (found["indicators.1.level1_key"], found["indicators.1.level2_key"]) == ("benefit", "sustained_impact")


def test_thousands_of_texts_take_no_time() -> None:
    """A sheet of five thousand rows of labels, no two alike, is outlined in three seconds of a busy machine."""
    words = ("一级指标说明", "项目资金", "年度总体目标", "全年预算数", "主管部门")
    cells = {
        (row, column): Seen(f"{word}{row}", f"{word}{row}") for row in range(5000) for column, word in enumerate(words)
    }
    begun = process_time()
    assert tables_of(Grid("名单", cells)).forms == ()
    assert process_time() - begun < 3


def test_sources_without_a_total_are_summed() -> None:
    """Where no row is the total, the named sources make it up, and what is scored on one is the score of the block.

    The rate of one of two that pay is not that of both.
    """
    found = declared(form("""
项目资金自评表
资金来源|年初数|调整数|支出数|执行率|分值|得分
财政资金|900|1000|990|99%|10|9.9
自筹资金|10|20|20|||
二级指标|三级指标|指标值|完成值|得分
数量指标|面积|10|10|50
"""), "funds")  # fmt: skip
    assert found == {
        "funds.total.initial_budget": "910",
        "funds.total.annual_budget": "1020",
        "funds.total.annual_spending": "1010",
        "funds.total.points": "10",
        "funds.total.score": "9.9",
        "funds.appropriation.initial_budget": "900",
        "funds.appropriation.annual_budget": "1000",
        "funds.appropriation.annual_spending": "990",
        "funds.appropriation.execution_rate": "0.99",
        "funds.other.initial_budget": "10",
        "funds.other.annual_budget": "20",
        "funds.other.annual_spending": "20",
    }


def test_the_adjusted_budget_beside_the_first() -> None:
    """预算金额 beside 调整后预算金额 is that of the beginning of the year."""
    found = declared(form("""
资金（万元）|预算金额|调整后预算金额|实际支出金额|执行率
财政资金|800|780|780|100%
二级指标|三级指标|指标值|完成值|
数量指标|面积|10|10|
"""), "funds.total")  # fmt: skip
    assert (found["funds.total.initial_budget"], found["funds.total.annual_budget"]) == ("800", "780")


def test_weights_printed_in_labels_leave_the_rest_to_execution() -> None:
    """Without a column 分值 the weights printed in the labels, 50 and 40, leave ten to 执行率."""
    found = declared(form("""
项目资金自评表
资金（万元）|预算数|执行数|执行率|得分
财政资金|100|90|90%|9.5
一级指标|二级指标|三级指标|指标值|完成值|得分
产出指标（50分）|数量指标|面积|10|10|50
效益指标（40分）|社会效益|出行|改善|改善|40
"""), "funds.total")  # fmt: skip
    assert found["funds.total.points"] == "10"


def test_a_total_with_an_ordinal_or_in_one_cell() -> None:
    """五、自评总分 below the table, 自评得分：97 above it."""
    below = form(f"{NINETY}五、自评总分|99.5|<|<|<|<|<")
    above = form(f"项目自评表\n项目名称|甲|自评得分：97{NINETY}")
    assert below.indicator_rows == ["1", "2"]
    assert (declared(below)["total.score"], declared(above)["total.score"]) == ("99.5", "97")
