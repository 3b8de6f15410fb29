"""Layouts no sample shows: other orders, words and shapes are read by what stands on them."""

from sheets import declared, form, forms, grid

from perf_xlsx.recognise.form import tables_of


def indicator(text: str, row: int = 1) -> dict[str, str]:
    """What was read of an indicator row."""
    prefix = f"indicators.{row}."
    return {key.removeprefix(prefix): value for key, value in declared(form(text), prefix).items()}


def test_columns_in_another_order() -> None:
    """Names, scores and values are found by their labels, and funds below the indicators too."""
    one = form("""
项目名称|甲|||
三级指标|得分|分值|完成值|指标值
里程|40|50|8|10
合计|40|50||
预算数|执行数|执行率||
100|95|95%||
""")
    found = declared(one)
    assert (found["indicators.1.score"], found["indicators.1.points"], found["total.score"]) == ("40", "50", "40")
    assert (found["indicators.1.target"], found["indicators.1.actual"]) == ("10", "8")
    assert (found["funds.total.annual_budget"], found["funds.total.execution_rate"]) == ("100", "0.95")


def test_grouped_header_without_title() -> None:
    """绩效指标 over three levels, 自评情况 over two columns: the second row says what they hold."""
    assert indicator("""
绩效指标|<|<|年度指标值|自评情况|<
一级指标|二级指标|三级指标|^|完成值|得分
产\\n出\\n指\\n标\\n（50分）|数量指标|里程|≥10公里|12公里|50
""") == {
        "level1": "产\n出\n指\n标\n（50分）",
        "level2": "数量指标",
        "level3": "里程",
        "level1_key": "output",
        "level2_key": "quantity",
        "target": "≥10公里",
        "target_number": "10",
        "comparator": "≥",
        "measure_unit": "公里",
        "direction": "higher",
        "actual": "12",
        "score": "50",
    }  # fmt: skip


def test_label_over_two_rows() -> None:
    """年度 above 指标值 is one label."""
    found = indicator("""
一级指标|二级指标|三级指标|年度|实际|分值|得分|偏差原因
|||指标值|完成值|||分析及改进措施
产出指标|数量指标|甲|≥5个|4个|90|72|下雨
""")
    assert (found["target"], found["actual"], found["deviation_explanation"]) == ("≥5个", "4", "下雨")


def test_lost_label_of_the_names() -> None:
    """The column between 二级指标 and the values holds the names, whatever its label."""
    assert indicator("一级指标|二级指标||指标值|完成值|得分\n产出|数量|里程|10|9|9")["level3"] == "里程"


def test_label_rows_carry_down() -> None:
    """A row that only names a 一级指标 counts as a row, and holds for those below."""
    text = """
一级指标|二级指标|三级指标|指标值|完成值|分值|得分
产出指标|<|<|<|<|<|<
|数量指标|里程|≥10|10|40|40
"""
    assert form(text).indicator_rows == ["1", "2"]
    assert indicator(text, 2)["level1"] == "产出指标"


def test_header_repeated_on_the_next_page() -> None:
    """A header that comes again is no row; levels hold across it, and rows are counted on."""
    text = """
一级指标|二级指标|三级指标|指标值|完成值|分值|得分
产出指标|数量指标|里程|≥10|10|40|40
一级指标|二级指标|三级指标|指标值|完成值|分值|得分
|质量指标|合格率|≥95%|96%|50|50
"""
    assert (indicator(text, 2)["level1_key"], indicator(text, 2)["level3"]) == ("output", "合格率")


def test_sub_tables_under_headings() -> None:
    """Tables without 一级指标 take it from the heading above them."""
    text = """
（二）项目产出情况|<|<|<|<|<
二级指标|三级指标|权重|目标值|业绩值|得分
数量指标|次数|10|2|2|10
（三）项目满意度情况|<|<|<|<|<
二级指标|三级指标|权重|目标值|业绩值|得分
|知晓率|10|95%|95%|10
"""
    assert (indicator(text, 1)["level1_key"], indicator(text, 2)["level1_key"]) == ("output", "satisfaction")


def test_a_row_with_a_cell_too_many() -> None:
    """A row that has slipped by a blank cell is put right, and said to have slipped."""
    one = form("""
一级指标|二级指标|三级指标|指标值|完成值|分值|得分|偏差原因
产出指标|数量指标|里程|≥10|8|50|40|下雨|
|质量指标|合格率||≥95%|96%|40|40|无
""")
    assert [(shift.block, shift.row, shift.blank) for shift in one.found.shifts] == [("indicators", "2", "D3")]
    found = declared(one, "indicators.2.")
    assert (found["indicators.2.target"], found["indicators.2.score"]) == ("≥95%", "40")


def test_more_columns_than_the_template_has() -> None:
    """Columns nobody asked for are passed over with a reason; a converted score is the score."""
    one = form("""
序号|二级指标|三级指标|指标解释|指标值|完成值|完成率|分值|单项得分|折算得分|复核得分|扣分原因|佐证
1|数量指标|里程|略|≥10|8|80%|50|80|40|39|下雨|附后
""")
    found = declared(one, "indicators.1.")
    assert (found["indicators.1.score"], found["indicators.1.completion_rate"]) == ("40", "0.80")
    assert {
        cell.address: cell.reason for cell in one.found.cells if cell.address in {"A2", "D2", "I2", "K2", "M2"}
    } == {
        "A2": "序号",
        "D2": "指标说明栏",
        "I2": "以折算得分为准",
        "K2": "复核得分栏",
        "M2": "模板没有这一栏（佐证）",
    }


def test_labels_with_their_content_in_one_cell() -> None:
    """项目名称：甲 is label and content; so are the signatures at the foot."""
    found = declared(form("""
绩效自评表
项目名称：甲|<|主管部门：教育局|单位：万元
序号|绩效指标|目标值|完成值
1|培训人数|≥50人|60人
填报人：张三|联系电话：123|填报日期：2021年1月5日|
"""))  # fmt: skip
    assert (found["header.project_name"], found["header.supervising_department"]) == ("甲", "教育局")
    assert "header.implementing_unit" not in found
    assert (found["signature.filled_by"], found["signature.filled_on"]) == ("张三", "2021年1月5日")


def test_funds_as_lone_rows() -> None:
    """A label and a number beside it, row by row or on one line; a single budget is what the rate is of."""
    one = "项目自评表\n项目名称|甲\n{}\n二级指标|三级指标|目标值|完成值\n数量|里程|10|10"
    rows = declared(form(one.format("全年预算数|100\n全年执行数|95\n执行率|95%")), "funds")
    line = declared(form(one.format("年初预算数|100|全年执行数|95|执行率|95%")), "funds")
    assert rows == {
        "funds.total.annual_budget": "100",
        "funds.total.annual_spending": "95",
        "funds.total.execution_rate": "0.95",
    }
    assert line == {**rows, "funds.total.initial_budget": "100"}


def test_values_beside_labels_inside_a_column() -> None:
    """Each column of the funds names its source again: the value is the cell behind that."""
    found = declared(form("""
预算绩效自评表|<|<|<|<|<|<
预算安排情况（调整后）|<|资金到位情况|<|资金执行情况|<|预算执行进度
预算数：|7|到位数：|7|执行数：|6|85.71%
其中：财政资金|7|其中：财政资金|7|其中：财政资金|6|
二级指标|三级指标|指标值|完成值|||
数量指标|人数|19|19|||
"""), "funds")  # fmt: skip
    assert (found["funds.total.annual_budget"], found["funds.total.annual_spending"]) == ("7", "6")
    assert (found["funds.appropriation.annual_spending"], found["funds.total.execution_rate"]) == ("6", "0.8571")


def test_sources_are_summed() -> None:
    """Sources the template has no row for go with the nearest; levels of the state make up an unnamed 财政资金."""
    found = declared(form("""
转移支付绩效自评表|<|<|<
资金来源|全年预算数|全年执行数|执行率
年度资金总额|100|90|90%
其中：中央补助|60|60|
市县资金|30|20|
单位资金|6|6|
其他资金|4|4|
二级指标|三级指标|指标值|完成值
数量指标|人数|19|19
"""), "funds")  # fmt: skip
    assert (found["funds.appropriation.annual_budget"], found["funds.appropriation.annual_spending"]) == ("90", "80")
    assert found["funds.other.annual_budget"] == "10"


def test_parts_of_a_named_source_are_not_added_again() -> None:
    """Where 财政资金 stands, 中央 and 省级 below it are its parts."""
    found = declared(form("""
资金来源|全年预算数|全年执行数|执行率
年度资金总额|100|90|90%
其中：财政资金|100|90|
中央|60|60|
省级|40|30|
二级指标|三级指标|指标值|完成值
数量指标|人数|19|19
"""), "funds.appropriation")  # fmt: skip
    assert found == {"funds.appropriation.annual_budget": "100", "funds.appropriation.annual_spending": "90"}


def test_goals_beside_their_labels() -> None:
    """Label left, text right; and a nested block as one system exports it."""
    beside = declared(form("年度目标|培训50人\n完成情况|培训60人\n三级指标|目标值|完成值\n人数|50|60"), "goal")
    nested = declared(form("""
项目基本情况|1.项目年度目标完成情况|项目年度目标|年度目标完成情况
^|^|培训50人|培训60人
三级指标|目标值|完成值|
人数|50|60|
"""), "goal")  # fmt: skip
    assert beside == nested == {"goal.expected": "培训50人", "goal.achieved": "培训60人"}


def test_a_whole_department_is_spared() -> None:
    """部门整体支出 forms have weights of their own: A09 and A15 are not asked, and it is said why."""
    one = form("部门整体支出绩效自评表\n部门名称|某镇\n二级指标|三级指标|目标值|完成值\n数量|里程|10|10")
    assert one.found.spared == {
        "A09": "部门整体支出表的一级指标权重另有规定",
        "A15": "部门整体支出表的指标级次另有规定",
    }
    assert declared(one, "header") == {"header.supervising_department": "某镇"}


def test_tables_beside_each_other() -> None:
    """Two tables with a blank column between are two forms."""
    header = "二级指标|三级指标|目标值|完成值"
    both = forms(f"{header}||{header}\n数量指标|甲|1|1||数量指标|乙|2|2")
    assert [declared(one)["indicators.1.level3"] for one in both] == ["甲", "乙"]


def test_near_relatives_are_named() -> None:
    """Tables of targets, monitoring, rating and summaries are no self-evaluation forms."""
    header = "一级指标|二级指标|三级指标|年度指标值"
    assert tables_of(grid(f"{header}\n产出|数量|里程|10")).relatives == ("绩效目标表",)
    assert tables_of(grid(f"{header}|1-7月执行情况|全年预计完成情况\n产出|数量|里程|10|5|10")).relatives == (
        "绩效运行监控表",
    )
    rating = "一级指标|三级指标|分值|评分标准|得分\n决策|立项|5|略|5\n过程|管理|5|略|5"
    assert tables_of(grid(rating)).relatives == ("绩效评价得分表",)
    summary = "序号|项目名称|全年预算数|全年执行数|执行率|自评得分\n1|甲|10|9|90%|95"
    assert tables_of(grid(summary)).relatives == ("自评结果汇总表",)
    assert tables_of(grid("姓名|金额\n张三|100")) == tables_of(grid("x"))


def test_what_is_not_on_the_form_is_absent() -> None:
    """A column the form does not have is absent in every row, so that no rule demands it; one that is blank is not."""
    one = form("二级指标|三级指标|目标值|完成值|得分\n数量|里程|10|10|")
    absent = {str(place) for place in one.absent}
    assert {"indicators.1.points", "funds.total.annual_budget", "header.project_name", "total.score"} <= absent
    assert "indicators.1.score" not in absent
    assert one.value(("indicators", "1", "points")) is None
    assert one.value(("total", "", "score")) is None
    assert {demand.place for demand in one.demands()}.isdisjoint(one.absent)
