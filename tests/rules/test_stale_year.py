"""C11: years and anniversaries of before."""

import dataclasses

import pytest
from consistent import form_of, message, texts, told
from tools import typed

from perf_xlsx.rules.stale_year import stale_year

HONEST = [
    "2020年，在做好疫情防控工作的同时，全年高标准打造文化大院",
    "较2019年增长10%，比2018年多3个百分点",
    "自2018年以来持续推进",
    "2019年结转资金235.58万元已全部支付",
    "根据《2019年部门预算的通知》（昌财预〔2019〕12号）",
    "落实2018-2020年三年行动计划",
    "受疫情影响，此项工作暂缓，2021年执行",
    "加快2021年度10个中心村任务，确保2022年通过验收",
    "全面完成2019年度10个省级中心村各项建设任务",
    "项目于2019年底立项，2020年3月开工",
    "1949年以前建成的房屋全部纳入维修",
    "迎接建党100周年",
    "该校成立于2016年，现有学生735人",
    "2020年是新中国成立71周年",
    "截至2019年，累计建成9个",
]


@pytest.mark.parametrize("sentence", HONEST)
def test_honest_sentences(sentence: str) -> None:
    """This year, comparisons, beginnings, carry-overs, plans, notices, deadlines, history, what is yet to come."""
    assert told(stale_year, texts(sentence, sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("2019年，先后举办两次培训班。2020年，按合同约定支付货款", "2019年"),
        ("今年是新中国成立70周年，联系对接编导团队", "新中国成立70周年"),
        ("于2019年到昌吉州拍摄宣传片", "2019年"),
        ("2019年11月30日前完成资金支付", "2019年"),
    ],
)
def test_work_of_a_year_before(sentence: str, quoted: str) -> None:
    """Work or celebration of an earlier year, in either goal text."""
    assert message(stale_year, texts(sentence)) == f"2020年度的表写有“{quoted}”，请核实是否照搬以前年度的内容"
    assert told(stale_year, texts("", sentence)) == [("goal.achieved", "warning")]


def test_names_and_values_of_rows() -> None:
    """A date in the name or in the actual value is found there, not in the reason."""
    form = form_of("| 时效 | 2019年11月30日前完成支付 | 100% | 2019年11月 | 5 | 5 | 2019年已付 |")
    assert [one.place for one in told(stale_year, form)] == ["indicators.1.level3", "indicators.1.actual"]


def test_without_a_year_nothing_is_old() -> None:
    """A form that names no year is not judged."""
    assert told(stale_year, dataclasses.replace(texts("2019年，举办培训班"), fiscal_year=None)) == []


def test_issued_goals_are_not_the_fillers() -> None:
    """On an issued form the account is read, the locked goal is not."""
    given = {"goal.expected": "2019年举办培训"}
    assert told(stale_year, typed(given=given)) == []
    assert told(stale_year, typed({"goal.achieved": "2019年举办了两期培训"}, given=given)) == [
        ("goal.achieved", "warning")
    ]
