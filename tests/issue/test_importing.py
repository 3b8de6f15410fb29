"""What becomes of single cells of a hand-made form in an issued one."""

from decimal import Decimal

from sheets import form

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.issued import issued_form
from perf_xlsx.form.place import Place
from perf_xlsx.issue.import_codes import Codes, made_up
from perf_xlsx.issue.importing import import_form
from perf_xlsx.issue.placed import Fate, ImportedForm, PlacedCell

HEAD = """
项目支出绩效自评表|||||||
项目名称|甲|||||||
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
"""
ROWS = """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
"""
FUNDS = "|年度资金总额|10|10|9|10|90%|9\n"


def imported(rows: str, funds: str = FUNDS, head: str = HEAD) -> tuple[ImportedForm, FilledForm]:
    """A form with these indicator rows, imported, and what it holds then."""
    source = form(head.strip() + "\n" + funds + ROWS.strip() + "\n" + rows.strip())
    one = import_form(source, "P1", 2020)
    return one, issued_form(one.template, one.project)


def cell(one: ImportedForm, text: str) -> PlacedCell:
    """The one cell with this text."""
    [found] = [cell for cell in one.cells if cell.text == text]
    return found


def row_of(filled: FilledForm, name: str) -> str:
    """The row of an indicator."""
    return next(row for row in filled.indicator_rows if filled.value(Place("indicators", row, "level3")) == name)


def test_a_total_without_its_sources() -> None:
    """It stands with the first source, or the issued form would have no money; that is told."""
    one, filled = imported("产出指标|数量指标|里程|≥8公里|8公里|90|90|")
    assert filled.value(Place("funds", "total", "annual_spending")) == 9
    assert filled.value(Place("funds", "appropriation", "annual_spending")) == 9
    assert "原表没有写各项来源，暂放入“当年财政拨款·全年执行数”，请核对" in {cell.why for cell in one.cells}


def test_a_total_that_is_not_its_sources() -> None:
    """The issued form adds the sources up: what had been written is told beside it."""
    sources = "|年度资金总额|10|10|9|10|90%|9\n|其中：当年财政拨款|8|8|9|—||—\n"
    one, filled = imported("产出指标|数量指标|里程|≥8公里|8公里|90|90|", sources)
    assert filled.value(Place("funds", "total", "annual_budget")) == 8
    told = [cell for cell in one.cells if cell.text == "10" and cell.label.endswith("全年预算数")]
    assert [(cell.fate, cell.why) for cell in told] == [(Fate.CHANGED, "原填10，本表按公式为8")]


def test_a_weight_the_policy_sets() -> None:
    """The weight of 执行率 is the template's; another one on the form is told."""
    one, _ = imported("产出指标|数量指标|里程|≥8公里|8公里|80|80|", "|年度资金总额|10|10|9|20|90%|18\n")
    assert cell(one, "20").why == "原填20，本表规定为10"
    assert cell(one, "18").why == "原填18，本表按公式为9"


def test_amounts_in_another_unit() -> None:
    """元 become the template's 万元, and that is told."""
    yuan = "|年度资金总额|100000|100000|90000|10|90%|9\n"
    one, filled = imported("产出指标|数量指标|里程|≥8公里|8公里|90|90|", yuan, HEAD.replace("万元", "元"))
    assert filled.value(Place("funds", "total", "annual_spending")) == 9
    assert "金额单位由元换算成万元" in one.notes
    assert cell(one, "90000").fate is not Fate.LEFT_OUT


def test_a_level_the_form_does_not_have() -> None:
    """The row is kept, below the nearest 二级指标; a row of no level at all is listed cell by cell."""
    one, filled = imported("产出指标|安全指标|事故|≤1起|0起|45|45|\n党建|学习|次数|≥2次|2次|45|45|")
    assert filled.value(Place("indicators", row_of(filled, "事故"), "level2_key")) == "quantity"
    assert cell(one, "安全指标").why == "本表没有“产出指标、安全指标”，放在“数量指标”下"
    assert cell(one, "事故").fate is Fate.CHANGED
    assert [one.fate for one in one.cells if one.why == "“党建、学习”不是本表的一级、二级指标"] == [Fate.LEFT_OUT] * 7


def test_crossed_out_rows_and_hints() -> None:
    """A row crossed out stays one; the hint of a blank form is no indicator, and is listed."""
    one, filled = imported("产出指标|数量指标|里程|≥8公里|8公里|90|90|\n|质量指标|/|/|/|/|/|/\n|时效指标|指标2：|||||")
    assert filled.indicator_rows == ("1", "2", *map(str, range(3, 10)))
    assert "2" in filled.idle_rows
    assert {cell.fate for cell in one.cells if cell.text == "/"} == {Fate.PLACED}
    assert (cell(one, "指标2：").fate, cell(one, "指标2：").why) == (Fate.LEFT_OUT, "空白表留下的提示，没有填写")


def test_completions_in_other_words() -> None:
    """A number takes its row's unit; a unit or sign that goes away is told, one that only moves is not serious."""
    one, filled = imported("""
产出指标|数量指标|场次|≥2次|3场|10|10|
||里程|8|8公里|10|10|
||册数|≥5册|已完成6册|10|10|
||合格率|≥95%|≥95%|10|10|
||覆盖率|≥95%|98|10|10|
效益指标|社会效益指标|影响|有所提高|95%|40|40|
""")
    assert (cell(one, "3场").fate, cell(one, "3场").why) == (Fate.CHANGED, "原填“3场”，本表写作“3次”")
    assert cell(one, "8公里").fate is Fate.PLACED
    assert (cell(one, "已完成6册").fate, cell(one, "已完成6册").why) == (Fate.RESPELT, "原填“已完成6册”，本表写作“6册”")
    assert [one.fate for one in one.cells if one.text == "≥95%"] == [Fate.PLACED, Fate.CHANGED, Fate.PLACED]
    assert (cell(one, "98").fate, cell(one, "98").why) == (Fate.RESPELT, "原填“98”，本表写作“98%”")
    assert filled.value(Place("indicators", row_of(filled, "影响"), "actual")) == "95%"


def test_scores() -> None:
    """A score the form would give otherwise is kept as 自评调整得分 and told; a rounded one is the form's own."""
    one, filled = imported("产出指标|数量指标|里程|≥3公里|2公里|30|20|\n||路灯|≥3盏|2盏|60|50|")
    first, second = row_of(filled, "里程"), row_of(filled, "路灯")
    assert filled.declared.get(Place("indicators", first, "adjusted_score")) is None
    assert filled.declared[Place("indicators", second, "adjusted_score")] == 50
    assert filled.value(Place("indicators", second, "score")) == 50
    assert cell(one, "50").fate is Fate.DOUBTED
    assert cell(one, "50").why == "原填50，本表按公式为40；原填的数放在“自评调整得分”"


def test_what_no_cell_takes() -> None:
    """Words for a weight stay out of the locked cell and are listed; a text too long for a cell too."""
    one, _ = imported(f"产出指标|数量指标|里程|≥8公里|8公里|十分|9|{'长' * 32768}")
    assert cell(one, "十分").why == "不是数字，锁定的格子只放数字"
    assert [one.why for one in one.cells if len(one.text) > 100] == ["有32768字，一个格子最多32767字，请缩短"]


def test_weights_that_do_not_add_up() -> None:
    """It is told of the form as a whole, as the weights are locked."""
    one, _ = imported("产出指标|数量指标|里程|≥8公里|8公里|80|80|")
    assert one.notes == ("指标分值合计80，加预算执行率10分共90，应为100，还差10分，请调整分值",)


def test_a_weight_printed_in_a_label() -> None:
    """It goes with the label where the indicators add up to it, and is told where they do not."""
    one, _ = imported("产出指标(90分)|数量指标|里程|≥8公里|8公里|90|90|")
    assert cell(one, "产出指标(90分)").fate is Fate.PLACED
    one, _ = imported("产出指标(50分)|数量指标|里程|≥8公里|8公里|90|90|")
    assert cell(one, "产出指标(50分)").why == "原填50分，本表的指标分值合计90分"


def test_texts_below_the_table() -> None:
    """A reason for the whole form goes to the funds block; what the form has no cell for is listed."""
    one, filled = imported(
        "产出指标|数量指标|里程|≥8公里|8公里|90|90|\n总分|||||90|99|\n存在问题|资金到位晚\n偏差原因分析|资金到位晚，已催办"
    )
    assert filled.value(Place("funds", "total", "deviation_explanation")) == "资金到位晚，已催办"
    assert (cell(one, "资金到位晚").fate, cell(one, "资金到位晚").why) == (Fate.LEFT_OUT, "本表没有这一栏（存在问题）")


def test_codes_by_name() -> None:
    """The code of a name, where the department settles it; a made-up one is nobody else's."""
    source = form((HEAD + FUNDS + ROWS + "产出指标|数量指标|里程|≥8公里|8公里|90|90|").replace("\n\n", "\n"))
    assert Codes({"甲": [("A1", "")]}).of(source) == "A1"
    assert Codes({"甲": [("A1", "x局"), ("A2", "y局")]}).of(source) == ""
    assert made_up(2020, {"2020-001", "2020-002"}) == "2020-003"
    assert isinstance(source.declared[Place("indicators", "1", "points")], Decimal)
