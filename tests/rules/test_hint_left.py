"""A25: what a blank form says to its filler, left standing."""

import pytest
from byhand import found, hand_form, said
from told_reports import told
from tools import SOCIAL, typed

from perf_xlsx.rules.hint_left import hint_left

GOAL = "goal.achieved"
HONEST = [
    "培训五期，二百三十人参加，合格率98%。",
    "完成年度目标。",
    "全年共采用稿件1000余篇……社会反响良好。",
    "新增就业岗位30个（含公益性岗位）。",
    "完成二级公路32.1公里（其中XX线12公里）。",
    "按照《预算法》要求（第五十七条），资金及时拨付。",
    "开展“请进来”培训3次，请专家授课。",
    "印发通知200字以上的宣传短信12万条。",
    "字数控制在100字以内的短视频脚本30个。",
    "指标完成情况良好，指标1至指标3均达标。",
    "*本年新增项目，上年无基数。",
    "三星★★★级农家乐创建2家。",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_sentences_are_silent(text: str) -> None:
    """A sentence may hold dots, brackets, numbers and stars."""
    assert said(hint_left, hand_form("", {GOAL: text})) == []


@pytest.mark.parametrize(
    "text",
    [
        "……",
        "（100字以内）",
        "对照年度目标,说明相关任务目标的完成情况(100字以内)",
        "请填写项目实施的主要内容",
        "XX",
        "**",
        "★",
    ],
)
def test_a_required_cell_with_a_hint_alone_is_returned(text: str) -> None:
    """The whole cell is the form's own words."""
    assert said(hint_left, hand_form("", {GOAL: text})) == [(GOAL, "error")]


def test_other_cells_are_asked_about() -> None:
    """A reason column that still holds the instructions."""
    reason = "1.预算执行率=预算执行数/调整后预算数,未达到90%的需说明原因(100字以内);2.年中调整的应单独说明"
    place = "funds.total.deviation_explanation"
    assert said(hint_left, hand_form("", {place: reason})) == [(place, "warning")]


def test_rows_nobody_used_are_one_finding() -> None:
    """指标2: and …… under every class: one question with all rows named."""
    rows = """
    数量 | 完成节水改造 | ≥1个 | 1个 | 10 | 10
    数量 | …… | | | |
    质量 | 指标2: | | | |
    """
    [one] = found(hint_left, hand_form(rows))
    assert (str(one.place), one.severity or "warning") == ("indicators.2.level3", "warning")
    assert "指标行2、3" in one.message


@pytest.mark.parametrize(
    ("name", "noted"), [("★★★低保人数(≥**人)", True), ("低保人数(≥30人)", False), ("5*3米展板", False)]
)
def test_marks_in_a_name_are_noted(name: str, noted: bool) -> None:
    """Stars before a name and ** for a number are left over; a single * is not."""
    form = hand_form(f"数量 | {name} | ≥50人 | 60人 | 10 | 10")
    assert said(hint_left, form) == ([("indicators.1.level3", "info")] if noted else [])


def test_an_answer_that_is_a_hint() -> None:
    """A row with a weight owes its answer."""
    assert said(hint_left, hand_form("数量 | 人次 | ≥50人次 | XX | 10 | ")) == [("indicators.1.actual", "error")]


def test_an_issued_form() -> None:
    """What was issued is not criticised, what is typed is."""
    assert said(hint_left, typed(given={"goal.expected": "（100字以内）", "indicators.1.level3": "……"})) == []
    assert said(hint_left, typed({GOAL: "（100字以内）"})) == [(GOAL, "error")]
    reason = f"indicators.{SOCIAL}.deviation_explanation"
    assert said(hint_left, typed({reason: "……"})) == [(reason, "warning")]


def test_gaps_of_a_drafted_report_are_one_finding() -> None:
    """Each place is named, the first is where it stands; a chapter that was written is silent."""
    gap = "【请填写：做法】"
    assert told() == []
    [one] = told(overview=f"本项目{gap}，由{gap}实施。", problems=gap)
    assert (one.rule, one.severity.value, one.cell) == ("A25", "warning", "第3行")
    assert "3处" in one.message
    assert "第3行、第11行" in one.message
    [many] = told(overview="\n".join([gap] * 30))
    assert "30处" in many.message
    assert len(many.message) < 120


def test_a_gap_pasted_into_a_form_is_a_hint() -> None:
    """The words of a draft in a cell that must be filled say nothing."""
    assert said(hint_left, hand_form("", {GOAL: "【请填写：绩效目标的实际完成情况】"})) == [(GOAL, "error")]
