"""Layouts found over China, whole and honest: nothing is found; each mistake in them is found in its cell.

What may be read in two ways is not guessed.
"""

import struct
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from containers import old_workbook, text
from documents import cell, line, table, word
from hand_forms import LAYOUTS
from sheets import declared, form, forms, grid, national

from perf_xlsx.api import check_file
from perf_xlsx.check.engine import check_form
from perf_xlsx.finding import FormReport, Severity
from perf_xlsx.recognise.form import read_form, tables_of
from perf_xlsx.recognise.grid import Grid

# A layout, what stands in it, what is put there instead, the rule that must say so, and its cell.
MISTAKES = [
    ("金额写在栏目名后", "执行率：95%", "执行率：90%", "A06", "F5"),
    ("金额写在栏目名后", "得分：9.5", "得分：10", "S01", "H5"),
    ("金额写在栏目名后", "100|99|", "100|98|", "A11", "H15"),
    ("金额写在栏目名后", "≥95%|90%|10|9.5|雨季故障集中，已增加抢修班组", "≥95%|90%|10|9.5|", "S09", "I11"),
    ("金额写在栏目名后", "|≥98%|", "||", "A13", "E10"),
    ("一格几行", "执行率：95%", "执行率：90%", "A06", "E5"),
    ("一格几行", "得分：9.5", "得分：10", "S01", "G5"),
    ("来源各写一遍", "执行数：|104.5", "执行数：|105.5", "A04", "G5"),
    ("来源各写一遍", "|95%|<|得分", "|90%|<|得分", "A06", "D8"),
    ("来源各写一遍", "|9.5|<\n年", "|10|<\n年", "S01", "G8"),
    ("来源写在栏目名后", "执行数：104.5", "执行数：105.5", "A04", "F5"),
    ("来源写在栏目名后", "财政拨款：94.5", "财政拨款：93.5", "A04", "F5"),
    ("来源写在栏目名后", "执行率：95%", "执行率：90%", "A06", "B8"),
    ("目标写在栏目名后", "预期目标：维护路灯3200盏，亮灯率达98%以上", "预期目标：", "A13", "B6"),
    ("分值/得分", "|95%|10/9.5", "|90%|10/9.5", "A06", "F6"),
    ("分值/得分", "95%|10/9.5", "95%|10/10", "S01", "G6"),
    ("分值/得分", "100/99", "100/98", "A11", "G17"),
    ("分值/得分", "100/99", "95/99", "A10", "G17"),
    ("分值/得分", "3210盏|20/20", "3210盏|20/22", "A12", "G11"),
    ("分值/得分", "10/9.5|雨季故障集中，已增加抢修班组", "10/9.5|", "S09", "H13"),
    ("分值/得分", "3210盏|20/20", "3210盏|20", "A13", "G11"),
    ("得分/分值", "95%|9.5/10", "95%|10/10", "S01", "G6"),
    ("得分/分值", "3210盏|20/20", "3210盏|22/20", "A12", "G11"),
    ("得分栏两个数", "95%|9.5/10", "95%|9/10", "S01", "G6"),
    ("得分栏两个数", "99/100", "98/100", "A11", "G17"),
    ("括号内分值", "99（100）", "98（100）", "A11", "G17"),
    ("分值及得分", "100分/99分", "100分/98分", "A11", "G17"),
    ("调整为正负差", "10|95%|9.5", "10|90%|9.5", "A06", "G6"),
    ("调整为正负差", "|110.5|-10.5|", "|110.5|-8.5|", "A04", "D6"),
    ("调整为正负差", "120.5|-10.5|104.5|10|95%|9.5", "120.5|-10.5|104.5|10|95%|10", "S01", "H6"),
    ("追加调减", "104.5|95%|9.5", "104.5|90%|9.5", "A06", "G6"),
    ("追加调减", "|95|10|5|", "|95|8|5|", "A04", "D6"),
    ("调整后的数", "104.5|10|95%", "104.5|10|90%", "A06", "G6"),
    ("调整后的数", "|110.5|100|", "|110.5|98|", "A04", "D6"),
    ("调整为差而无正负号", "104.5|10|95%", "104.5|10|90%", "A06", "G6"),
    ("调整为差而无正负号", "|90|10|94.5", "|90|8|94.5", "A04", "D6"),
    ("正向反向", "反向|3|%|2.5|10|10", "反向|3|%|3.5|10|10", "S06", "J13"),
    ("正向反向", "正向|3200|盏|3210|20|20", "正向|3200|盏|3100|20|20", "S05", "J11"),
    ("正向反向", "10|8|新装路灯眩光引起投诉，已加装遮光罩", "10|8|", "S09", "K16"),
    ("越大越好", "越小越好|3|%|2.5|10|10", "越小越好|3|%|3.5|10|10", "S06", "J13"),
    ("方向栏写符号", "≤|3|%|2.5|10|10", "≤|3|%|3.5|10|10", "S06", "J13"),
    ("九十分合计", "||||90|90", "||||90|88", "A11", "F13"),
    ("九十分合计", "||||90|90", "||||95|90", "A10", "E13"),
    ("九十分合计", "100分", "98分", "A11", "A14"),
    ("九十分合计", "45.6|100%|0|10", "45.6|100%|0|9", "S01", "F5"),
    ("九十分合计", "|≥95%|97.4%|30|30|", "|≥95%|90%|30|30|", "S05", "F11"),
    ("九十分无总分", "||||90|90", "||||90|88", "A11", "F13"),
    ("总分在表头", "自评总分：100", "自评总分：99", "A11", "G2"),
    ("来源各有执行率", "20|96.67%", "20|97.67%", "A21", "H9"),
    ("来源各有执行率", "40.2|95.33%", "40.2|96.33%", "A06", "H8"),
    ("来源各有执行率", "580|20|", "580|10|", "A21", "G9"),
    ("来源各有执行率", "||省级资金|600|", "||省级资金|610|", "A04", "D8"),
    ("来源合用一格", "20|95.33%", "20|96.33%", "A21", "H9"),
    ("来源各有执行率", "局部旱情影响产量，将加强抗旱设施", "", "S09", "H18"),
    ("来源各有执行率", "|≥95%|96%", "||96%", "A13", "E15"),
    ("责任单位", "1,662,500.00|<|10", "1,652,500.00|<|10", "A04", "F8"),
    ("责任单位", "|10|95.00%|9.5", "|10|94.00%|9.5", "A06", "I8"),
    ("责任单位", "|10|95.00%|9.5", "|10|95.00%|10", "S01", "J8"),
    ("责任单位", "|10|9|汛期工单集中，已增配两支抢险队", "|10|9|", "S09", "K17"),
    ("责任单位", "城区积水点数量|≤8处", "城区积水点数量|", "A13", "E18"),
    ("责任单位", "|100|98.5", "|100|99.5", "A11", "J21"),
    ("责任单位", "|养护台账|20|20", "|养护台账|15|20", "A12", "J14"),
    ("责任单位", "≤8处|6处|达到得满分|市政通报|20|20", "≤8处|10处|达到得满分|市政通报|20|20", "S06", "J18"),
    ("全角", "|１０|９５％|９．５", "|１０|９３％|９．５", "A06", "G6"),
    ("全角", "|１０|９５％|９．５", "|１０|９５％|１０", "S01", "H6"),
    ("全角", "５７．００|１０", "５５．００|１０", "A04", "E6"),
    ("全角", "４．５|２０|１８", "４．５|２０|２０", "S05", "I17"),
    ("全角", "|１８|上半年场馆维修闭馆，已恢复开放并延长时间", "|１８|", "S09", "J17"),
    ("全角", "|１００|９７．５", "|９０|９７．５", "A10", "H20"),
    ("小计", "100%|95%|10|0.5|9.5", "100%|95%|10|0.5|10", "A11", "H19"),
    ("小计", "|50|0|50", "|50|0|48", "A11", "H13"),
    ("小计", "|50|0|50", "|45|0|50", "A10", "F13"),
    ("小计", "|30|0.75|29.25", "|30|0.75|30", "A11", "H16"),
    ("小计", "|100|1.25|98.75", "|100|1.25|100", "A11", "H19"),
    ("小计", "|456|<|95%", "|456|<|91.2%", "A06", "H5"),
    ("小计", "0.75|14.25|回收设备检修停用一个月，已增加备用设备", "0.75|14.25|", "S09", "I15"),
    ("小计", "优良路率|≥75%", "优良路率|", "A13", "D11"),
    ("整体", "|10|98%|9.8", "|10|95%|9.8", "A06", "G4"),
    ("整体", "|10|98%|9.8", "|10|98%|10", "S01", "H4"),
    ("整体", "480|500|490", "480|500|480", "A04", "E4"),
    ("整体", "|10|9.7|两个项目延伸审计，已调整计划并于1月完成", "|10|9.7|", "S09", "H15"),
    ("整体", "|100|99.5", "|100|98.5", "A11", "G19"),
    ("北京", "|10|95%|9.5", "|10|92%|9.5", "A06", "G6"),
    ("北京", "|10|95%|9.5", "|10|95%|9.6", "S01", "H6"),
    ("北京", "20|8000人次|8200人次", "20|8000人次|7200人次", "S05", "I16"),
    ("北京", "40场|42场", "|42场", "A13", "F12"),
    ("北京", "|99.5", "|98.5", "A11", "I18"),
    ("上下", "|1140|95%|9.5", "|1140|93%|9.5", "A06", "F3"),
    ("上下", "|1140|95%|9.5", "|1140|95%|9", "S01", "G3"),
    ("上下", "老旧小区电梯加装补贴|", "|", "A03", "A3"),
    ("上下", "|100|99.5", "|100|99", "A11", "G11"),
    ("上下", "≥600户|612户|30|30", "≥600户|512户|30|30", "S05", "G9"),
    ("广西", "|95|10|9.5", "|92|10|9.5", "A06", "H6"),
    ("广西", "|2200|<|2090|<|95|", "|2200|<|2000|<|95|", "A04", "F6"),
    ("广西", "92%|15|13.8|", "92%|15|15|", "S05", "K16"),
    ("广西", "|13.8|糖价下行，已引导蔗农签订保底订单", "|13.8|", "S09", "L16"),
    ("广西", "|100|98.3", "|100|99.3", "A11", "K19"),
    ("目标分列", "|190|95%|9.5", "|190|90.5%|9.5", "A06", "G5"),
    ("目标分列", "|190|180|", "|180|180|", "A04", "E5"),
    ("目标分列", "|95%|9.5", "|95%|10", "S01", "H5"),
    ("目标分列", "≥30000人|30600人", "≥30000人|28600人", "S05", "G12"),
    ("目标分列", "100|99.5", "100|99", "A11", "G17"),
    ("目标分列", "自评等级：优", "自评等级：良", "A20", "A18"),
    ("权重", "|95%|9.5", "|90%|9.5", "A06", "I5"),
    ("权重", "|100%|99.29", "|95%|99.29", "A10", "H14"),
    ("权重", "|100%|99.29", "|100%|99.5", "A11", "I14"),
    ("权重", "9.79|两批材料退回补正，已优化审核流程", "9.79|", "S09", "J11"),
    ("脚注", "|142.5|95%|9.5", "|142.5|94%|9.5", "A06", "G9"),
    ("脚注", "|142.5|95%|9.5", "|142.5|95%|9", "S01", "H9"),
    ("脚注", "30|30|30|28.5", "30|30|30|27.5", "A04", "F9"),
    ("脚注", "30|30|30|28.5|95%", "30|30|30|28.5|90%", "A21", "G11"),
    ("脚注", "造林成活率|≥85%|88%", "造林成活率|≥85%|80%", "S05", "H20"),
    ("脚注", "优（√）　良（ ）", "优（ ）　良（√）", "A20", "B25"),
    ("脚注", "|100|99.5", "|100|98.5", "A11", "H24"),
    ("一体化", "|245|98%|9.8", "|245|96%|9.8", "A06", "H6"),
    ("一体化", "|245|98%|9.8", "|245|98%|10", "S01", "I6"),
    ("一体化", "|280|-50|230", "|280|-50|235", "A04", "E6"),
    ("一体化", "|99.48||", "|99||", "A11", "H16"),
    ("一体化", "9.680000|两台设备配套机房改造延期，已于次年1月投用", "9.680000|", "S09", "I13"),
    ("分字", "11.4|95%|9.5分", "11.4|90%|9.5分", "A06", "F6"),
    ("分字", "5100株|20分|20分", "5100株|20分|22分", "A12", "G10"),
    ("分字", "|100分|99.5分", "|100分|98分", "A11", "G15"),
    ("分字", "3000人次以上|3200人次", "3000人次以上|2500人次", "S05", "G13"),
    ("无执行分", "|38|95%", "|38|90%", "A06", "F5"),
    ("无执行分", "|100|99.3", "|100|99", "A11", "G13"),
    ("矩阵调整", "|470|300|100|50|20", "|475|300|100|50|20", "A04", "B9"),
    ("矩阵调整", "97.92%", "98.92%", "A06", "B10"),
]
# One layout of each group, to be tried in every kind of file.
IN_FILES = (
    "金额写在栏目名后",
    "分值/得分",
    "调整为正负差",
    "正向反向",
    "九十分合计",
    "来源合用一格",
    "整体",
    "小计",
    "广西",
)


def found(one: FormReport) -> list[tuple[str, str | None]]:
    """Errors and warnings, each with its cell."""
    return [(finding.rule, finding.cell) for finding in one.findings if finding.severity is not Severity.INFO]


def checked(text: str) -> list[tuple[str, str | None]]:
    """What is found on the one form of a sheet."""
    [only] = tables_of(grid(text)).forms
    return found(check_form(read_form(only, national()), "表.xlsx"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_honest_form_is_left_alone(name: str) -> None:
    """No error and no warning, whatever the layout."""
    assert checked(LAYOUTS[name]) == []


@pytest.mark.parametrize(("name", "right", "wrong", "code", "at"), MISTAKES)
def test_a_mistake_is_found_in_its_cell(name: str, right: str, wrong: str, code: str, at: str) -> None:
    """A wrong sum, rate or score, a reason or a target that is missing; what follows from it may be told too."""
    assert right in LAYOUTS[name]
    assert (code, at) in checked(LAYOUTS[name].replace(right, wrong, 1))


def as_workbook(pictures: list[Grid]) -> bytes:
    """A sheet for each picture."""
    book = openpyxl.Workbook()
    for number, one in enumerate(pictures):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        for (row, column), (last_row, last_column) in one.spans.items():
            sheet.merge_cells(None, row, column, last_row, last_column)
        for (row, column), seen in one.cells.items():
            sheet.cell(row, column, seen.text).data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_document(pictures: list[Grid]) -> bytes:
    """A table for each picture, its merges as Word has them."""
    return word("".join(_table(one) + line() for one in pictures) + "<w:sectPr/>")


def _table(one: Grid) -> str:
    last_column = max([column for _, column in one.cells] + [column for _, column in one.spans.values()])
    firsts = {(down, first[1]): first for first, (last, _) in one.spans.items() for down in range(first[0], last + 1)}
    rows = []
    for row in range(1, max(row for row, _ in one.cells) + 1):
        cells, column = [], 1
        while column <= last_column:
            first = firsts.get((row, column), (row, column))
            last_row, last = one.spans.get(first, first)
            tall = "" if last_row == first[0] else "restart" if first[0] == row else "continue"
            seen = one.cells.get((row, column))
            cells.append(cell(seen.text.replace("\n", "") if seen else "", last - column + 1, tall))
            column = last + 1
        rows.append(cells)
    return table(*rows)


def as_old_workbook(pictures: list[Grid]) -> bytes:
    """A sheet for each picture, as Excel 97 wrote it."""
    sheets = []
    for one in pictures:
        cells = [text(row - 1, column - 1, seen.text) for (row, column), seen in one.cells.items()]
        spans = [
            struct.pack("<4H", row - 1, last - 1, column - 1, right - 1)
            for (row, column), (last, right) in one.spans.items()
        ]
        merged = [(0xE5, struct.pack("<H", len(spans)) + b"".join(spans))] if spans else []
        sheets.append([*cells, *merged])
    return old_workbook(*sheets)


MADE = {".xlsx": as_workbook, ".docx": as_document, ".xls": as_old_workbook}


@pytest.mark.parametrize("kind", MADE)
def test_many_forms_in_one_file_of_every_kind(tmp_path: Path, kind: str) -> None:
    """Nine layouts, one a sheet or a table: nine forms, all silent; a mistake in the last is found there alone."""
    honest = [grid(LAYOUTS[name]) for name in IN_FILES]
    wrong = [*honest[:-1], grid(LAYOUTS[IN_FILES[-1]].replace("|95|10|9.5", "|92|10|9.5", 1))]
    for pictures, expected in ((honest, []), (wrong, ["A06"])):
        file = tmp_path / f"表{kind}"
        file.write_bytes(MADE[kind](pictures))
        reports = check_file(file)
        assert len(reports) == len(IN_FILES)
        assert [rule for one in reports for rule, _ in found(one)] == expected


@pytest.mark.parametrize(("spent", "rule"), [("约一百万元", "A07"), ("", "A05")])
def test_an_amount_behind_its_label_that_is_none(spent: str, rule: str) -> None:
    """It is told in its cell, not passed over."""
    text = LAYOUTS["金额写在栏目名后"].replace("全年执行数：104.5万元", f"全年执行数：{spent}")
    assert (rule, "E5") in checked(text)


def test_labels_without_contents_take_none_from_the_next_row() -> None:
    """主管部门 and 实施单位 left blank above the header of the funds."""
    filled = "主管部门|市城市管理局|<|<|<|实施单位|市路灯管理所|<|<\n"
    assert filled in LAYOUTS["分值/得分"]
    blank = LAYOUTS["分值/得分"].replace(filled, "主管部门|||||实施单位|||\n")
    assert checked(blank) == [("A03", "B4"), ("A03", "G4")]


def test_two_forms_below_each_other() -> None:
    """The second begins with its title; neither takes anything of the other."""
    one = LAYOUTS["分字"].strip("\n")
    both = forms(f"{one}\n\n{one.replace('义务植树宣传', '古树名木保护')}")
    assert [declared(each)["header.project_name"] for each in both] == ["义务植树宣传", "古树名木保护"]
    assert all(not found(check_form(each, "表.xlsx")) for each in both)


ONE_ROW = """
项目自评表
项目名称|甲
资金（万元）|年初预算数|{}|全年执行数|执行率
合计|100|{}|{}|{}
三级指标|目标值|完成值
里程|≥10公里|10公里
"""


@pytest.mark.parametrize(
    ("label", "changed", "spent", "rate", "budget"),
    [
        ("年中调整（+/-）", "10", "99", "90%", "110"),
        ("年度调整金额", "-10", "81", "90%", "90"),
        ("年中调整数", "＋10", "99", "90%", "110"),
        ("年中调整数", "10", "99", "90%", "110"),  # the rate is of 110
        ("年中调整数", "110", "99", "90%", "110"),  # the rate is of 110, too
        ("年中调整数", "0", "90", "90%", "100"),
        ("调减", "10", "81", "90%", "90"),
        ("追加", "", "90", "90%", "100"),
    ],
)
def test_what_was_changed_is_told_from_what_it_was_changed_to(
    label: str, changed: str, spent: str, rate: str, budget: str
) -> None:
    """By its label, its sign, or by the amount the rate is of."""
    text = ONE_ROW.format(label, changed, spent, rate)
    assert declared(form(text))["funds.total.annual_budget"] == budget


def test_a_change_beside_the_budget_it_makes_is_not_added_again() -> None:
    """年初批复数, 年度调整数 and 变动后预算数: the last one holds."""
    text = ONE_ROW.format("年度调整数|变动后预算数", "10|110", "99", "90%")
    funds = declared(form(text), "funds.total")
    assert (funds["funds.total.initial_budget"], funds["funds.total.annual_budget"]) == ("100", "110")


SCORES = """
项目自评表
项目名称|甲
三级指标|目标值|完成值|{}
里程|≥10公里|10公里|{}
面积|≥20亩|20亩|{}
"""


@pytest.mark.parametrize(
    ("label", "first", "second", "read"),
    [
        ("分值/得分", "10/9", "20/20", ("10", "9")),
        ("得分/分值", "10/9", "20/20", ("9", "10")),
        ("得分", "9/10", "20/20", ("10", "9")),
        ("得分", "10/9", "20/20", ("10", "9")),
        ("分值/得分", "10月9日", "20/20", ("10", "9")),  # what a spreadsheet makes of 10/9
        ("分值/得分", "分值10，得分9", "20/20", ("10", "9")),
        ("分值/得分", "10", "20/20", ("10", None)),  # one number is the first; the other is missing
        ("得分", "9", "20/20", (None, "9")),  # a column of single scores, with a slip
        ("得分", "10/9", "15/20", (None, "10/9")),  # nobody can tell which is which
    ],
)
def test_two_numbers_in_a_cell(label: str, first: str, second: str, read: tuple[str | None, str | None]) -> None:
    """In the order the label says; under 得分 alone, the larger is 分值, unless the rows contradict each other."""
    found = declared(form(SCORES.format(label, first, second)), "indicators.1")
    assert (found.get("indicators.1.points"), found.get("indicators.1.score")) == read


def test_numbers_nobody_can_tell_apart_are_told() -> None:
    """The form is checked for the rest, and says what was not."""
    one = form(SCORES.format("得分", "10/9", "15/20"))
    assert one.found.assumptions == ("“得分”栏一格写了两个数，分不清哪个是分值、哪个是得分，没有审核",)
    assert not form(SCORES.format("得分/分值", "10/9", "15/20")).found.assumptions


@pytest.mark.parametrize(
    ("direction", "target", "comparator"),
    [
        ("正向", "10", "≥"),
        ("逆向指标", "10", "≤"),
        ("反向", "≤10", "≤"),
        ("正向", "≤10", "≤"),  # what the target says itself counts
        ("定量", "10", ""),
        ("正向", "12月底前", ""),
        ("中性", "10", ""),
    ],
)
def test_a_direction_stands_for_a_comparator(direction: str, target: str, comparator: str) -> None:
    """Only before a plain number."""
    text = f"项目自评表\n项目名称|甲\n三级指标|指标方向|目标值|完成值\n里程|{direction}|{target}|10"
    assert declared(form(text)).get("indicators.1.comparator", "") == comparator


def test_a_date_is_not_more_the_later_it_is() -> None:
    """正向, 12 and 月 in three columns is a day to be done by, not a number to be passed."""
    text = "项目自评表\n项目名称|甲\n三级指标|指标方向|目标值|单位|完成值\n完工时间|正向|12|月|11月"
    assert "indicators.1.comparator" not in declared(form(text))


def test_sums_inside_the_table_are_no_indicators() -> None:
    """小计 of a level and 合计 of ninety points are neither rows nor the total."""
    one = form(LAYOUTS["小计"])
    assert declared(one)["total.score"] == "98.75"
    assert [each.name for each in one.found.sums] == ["产出指标小计"] * 2 + ["效益指标小计"] * 2 + [
        "满意度指标小计"
    ] * 2


def test_a_total_of_ninety_is_one_all_the_same_where_it_says_so() -> None:
    """总分 without 预算执行率 in it, and no other total on the form, is wrong."""
    text = LAYOUTS["九十分无总分"].replace("\n合计||||90|90", "\n总分||||90|90")
    assert ("A10", "E13") in checked(text)
    assert ("A11", "F13") in checked(text)


def test_rates_of_sources_are_their_own() -> None:
    """Two sources that share a row of the template have a rate each; one merged over both is that of both."""
    apart, shared = (form(LAYOUTS[name]) for name in ("来源各有执行率", "来源合用一格"))
    assert "funds.appropriation.execution_rate" not in declared(apart)
    assert [value for key, value in declared(apart).items() if key.endswith("_9.execution_rate")] == ["0.9667"]
    assert declared(shared)["funds.appropriation.execution_rate"] == "0.9533"


def test_a_table_of_tasks_below_the_funds_is_no_row_of_them() -> None:
    """年度主要任务 has words under the amounts; it is told as not read."""
    one = form(LAYOUTS["整体"])
    rows = {place.row.partition("_")[0] for place in one.declared if place.block == "funds"}
    assert rows <= {"total", "appropriation", "carryover", "other"}
    assert ("表外文字", "审计8名领导干部") in {(each.reason, each.text) for each in one.found.cells}


def test_one_project_below_its_labels_is_a_form_and_two_are_a_list() -> None:
    """项目名称 and 执行率 as headings above the values, followed by indicators."""
    text = LAYOUTS["上下"].strip("\n").splitlines()
    assert len(tables_of(grid("\n".join(text))).forms) == 1
    several = "\n".join([*text[:3], text[2].replace("老旧小区", "商品房小区"), *text[3:]])
    assert tables_of(grid(several)).relatives == ("自评结果汇总表",)


def test_goals_one_by_one_are_one_goal() -> None:
    """目标1 and 目标2, each in a row."""
    goals = declared(form(LAYOUTS["目标分列"]), "goal")
    assert goals["goal.expected"] == "完成居民体检3万人\n建立电子健康档案3万份"
    assert goals["goal.achieved"] == "完成体检3.06万人\n建立电子健康档案3.06万份"
