"""C12: accounts that say nothing."""

import pytest
from consistent import message, texts, told
from tools import typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.empty_account import empty_account

GOAL = "确保每一个学生都能享受到国家政策福利,改善学生体质"
HONEST = [
    "2020年，紧紧围绕疫情防控和脱贫攻坚等任务，深入开展访民情、惠民生、聚民心活动，圆满完成年度工作任务。",
    "全年救助建档立卡扶贫户临时救助87人次,救助资金30万元,完成目标任务。",
    "2019年，先后举办两次培训班，采取集中采购场地授权方式，重新配发115套正版管理系统。2020年，按合同约定支付货款",
    "通过百姓点单，为全州486个农家书屋选送个性化图书，不断丰富各族群众的精神文化需求。",
    "实施形象宣传片、农业系列纪录片等项目，影响力进一步扩大。目前，该项目已全部完成，并支付完毕。",
    "2.整治美丽宜居自然村庄202个;3.完成农村户用卫生厕所改造3061户",
    "原创抗疫短视频《昌吉，我在》等视频被人民日报等客户端转载",
    "为735名学生发放营养餐，学生体质得到改善",
    "组织推送疫情防控宣传短信1800万条，支出68.43万元",
    "完成道路维修12公里，支付工程款90万元",
    "维修玻璃幕墙，消除外延脱落安全隐患",
    "/",
]


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_accounts(sentence: str) -> None:
    """Things done, with or without numbers and money."""
    assert told(empty_account, texts(GOAL, sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (GOAL, "与预期目标几乎一字不差"),
        ("确保每一个学生都能享受国家政策福利，改善学生体质。", "与预期目标几乎一字不差"),
        ("完成年度目标。", "“完成年度目标。”没有写明做了什么"),
        ("已全面完成各项目标任务", "没有写明做了什么"),
        ("37.24", "只填了数字"),
        ("本项目共完成预算资金89.97万元。其中:30万元用于预算编制;30万元用于审计。", "只写了资金"),
    ],
)
def test_accounts_that_say_nothing(sentence: str, words: str) -> None:
    """The goal again, phrases, a number, nothing but money."""
    assert words in message(empty_account, texts(GOAL, sentence))
    assert told(empty_account, texts(GOAL, sentence)) == [("goal.achieved", "warning")]


def test_both_only_numbers() -> None:
    """Goal and account that are amounts are one finding."""
    assert message(empty_account, texts("43.2", "37.24")) == "预期目标和实际完成情况只填了数字，请写明完成了哪些任务"


def test_the_account_of_an_issued_form_is_the_fillers() -> None:
    """What was typed there is judged like any other; where it is too short at all (A28), that is told once."""
    report = check_form(typed({"goal.achieved": "完成年度目标。"}), "1.xlsx")
    assert [one.rule for one in report.findings] == ["A28"]
    assert "C12" in [
        one.rule for one in check_form(typed({"goal.achieved": "已全面完成本年度各项目标任务"}), "1.xlsx").findings
    ]
    assert told(empty_account, typed({"goal.achieved": "完成年度目标。"})) == [("goal.achieved", "warning")]
