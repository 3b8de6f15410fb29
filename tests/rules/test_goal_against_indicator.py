"""C10: a number in the goal text and another in the row that says the same."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.goal_against_indicator import goal_against_indicator

TARGET, ACTUAL = "indicators.1.target", "indicators.1.actual"
INSTALLED = "| 数量 | 开展软件正版化安装（个） | ≧100家 | 115家 |"


def goal(text: str, row: str, *more: str) -> FilledForm:
    """A form with this expected goal."""
    return form_of("\n".join([row, *more]), {"goal.expected": text})


def test_the_target_is_below_the_goal() -> None:
    """115 in the goal, at least 100 in the row."""
    form = goal("了解软件正版化工作开展情况，完成州直机关单位115家办公软件正版化的安装。", INSTALLED)
    assert told(goal_against_indicator, form) == [(TARGET, "warning")]
    assert message(goal_against_indicator, form) == (
        "预期目标写“115家”，“开展软件正版化安装（个）”的指标值是“≧100家”，请核对"
    )


def test_what_is_counted_may_stand_in_the_next_clause() -> None:
    """The number in one clause, the verb in the next."""
    text = "采购马铃薯原原种425万粒,免费向全区农户、种植大户发放,完成马铃薯原种繁育田850亩"
    form = goal(text, "| 数量 | 指标1免费发放原原种 | 550万粒 | 550万粒 |")
    assert message(goal_against_indicator, form) == "预期目标写“425万粒”，“免费发放原原种”的指标值是“550万粒”，请核对"


HONEST = [
    ("完成115家办公软件正版化的安装", "| 数量 | 软件正版化安装 | ≧115家 | 115家 |"),
    ("完成约115家办公软件正版化的安装", INSTALLED),
    ("完成115余家办公软件正版化的安装", INSTALLED),
    ("完成60家办公软件正版化安装，再完成40家软件正版化安装", INSTALLED),
    ("培训州直机关单位115家", INSTALLED),
    ("完成办公软件正版化的安装，节约115万元", INSTALLED),
    ("为全州486个农家书屋选送个性化图书", "| 数量 | 开展农家书屋改革试点数量 | ≥30个 | 30个 |"),
    ("全年救助建档立卡扶贫户临时救助87人次", "| 数量 | 扶贫临时救助人数(按月平均) | >=7人 | 7人 |"),
    ("二是企业自行采购马铃薯原原种200万粒", "| 数量 | 免费发放原原种 | 550万粒 | 550万粒 |"),
    ("建成原种基地400亩,共计建成原种繁育基地1250亩", "| 数量 | 一级种薯繁育基地 | 8000亩 | 8535.5亩 |"),
    ("累计播发疫情防控各类稿件5.5万余篇", "| 数量 | 在自治区级以上重点稿件数量 | ≥5篇 | 10篇 |"),
    ("第3次软件正版化安装培训", INSTALLED),
    ("1、开展软件正版化安装2、开展培训", INSTALLED),
    ("整治美丽宜居自然村庄202个", "| 数量 | 建设美丽宜居自然村庄数量 | ≥202个 | 202 |"),
]


@pytest.mark.parametrize(("text", "row"), HONEST)
def test_honest_sentences(text: str, row: str) -> None:
    """The same number, about so many, parts of a sum, other things, other units, numbering."""
    assert told(goal_against_indicator, goal(text, row)) == []


def test_two_rows_make_the_number_together() -> None:
    """60 and 55 are the 115 of the goal."""
    rows = [
        f"| 数量 | {where}软件正版化安装 | {number}家 | {number}家 |" for where, number in (("州直", 60), ("县市", 55))
    ]
    assert told(goal_against_indicator, goal("完成115家软件正版化安装", *rows)) == []


def test_done_against_actual_values() -> None:
    """What the account says beside what the row says, on issued forms too; the goal there is locked."""
    form = form_of(INSTALLED, {"goal.achieved": "完成120家办公软件正版化安装"})
    assert told(goal_against_indicator, form) == [(ACTUAL, "warning")]
    given = {"goal.expected": "全年基层骨干培训70人次", "indicators.1.level3": "基层骨干培训人次"}
    issued = typed({"goal.achieved": "全年基层骨干培训62人次"}, given=given)
    assert told(goal_against_indicator, issued) == [(ACTUAL, "warning")]
    assert told(goal_against_indicator, typed({"goal.achieved": "基层骨干培训60人次"}, given=given)) == []
