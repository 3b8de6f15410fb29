"""Names of indicators: numbering, units, the thing they are about."""

import pytest
from consistent import form_of
from tools import national

from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.names import all_quoted, bare_name, noun_of, unit_in_name
from perf_xlsx.template.judgement import judgement_of

JUDGEMENT = judgement_of(national())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("指标1:完成中型灌区节水改造项目数量", "完成中型灌区节水改造项目数量"),
        ("指标1 2021年11月30日前完成资金支付", "2021年11月30日前完成资金支付"),
        ("指标1工程完工率", "工程完工率"),
        ("★★★其中:农村低保对象人数", "农村低保对象人数"),
        (" 积极开展宣传教育活动次数（次）", "积极开展宣传教育活动次数（次）"),
        ("2020年培训人次", "2020年培训人次"),
        ("提高质量，弘扬正能量。", "提高质量，弘扬正能量"),
        ("1、培训人次", "培训人次"),
        ("1.5倍增长", "1.5倍增长"),
    ],
)
def test_numbering_is_taken_off(name: str, expected: str) -> None:
    """指标1, ★, 1、 and blanks; never a year or a decimal."""
    assert bare_name(name) == expected


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("活动次数（次）", "次"),
        ("宣传资料质量达标率(%)", "%"),
        ("党建工作人员的满意度%", "%"),
        ("党建工作总成本（万元)", "万元"),
        ("新闻专题。（个））", "个"),
        ("低保标准（元/人·月）", "元/人·月"),
        ("印刷成本（单位：元）", "元"),
        ("低保发放人数(按月平均)", ""),
        ("接受临时救助的人次数(≥**人次)", ""),
        ("足额保障率(参保率)", ""),
        ("培训人次", ""),
    ],
)
def test_unit_in_brackets(name: str, unit: str) -> None:
    """A listed unit at the end; everything else in brackets is none."""
    assert unit_in_name(name, JUDGEMENT) == unit


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("开展软件正版化安装（个）", "软件正版化安装"),
        ("拍摄专题片数量", "专题片"),
        ("专题片完成率", "专题片"),
        ("积极开展宣传教育活动次数（次）", "宣传教育"),
        ("培训", "培训"),
        ("", ""),
    ],
)
def test_the_thing_it_is_about(name: str, noun: str) -> None:
    """Verbs before and measures behind are taken off, down to two characters."""
    assert noun_of(name, JUDGEMENT) == noun


def test_quoting() -> None:
    """Quotation marks inside become single ones, long names are cut, no name is said to be none."""
    rows = indicators_of(
        form_of(f"| 数量 | “天山”画卷 | 1批 | 1批 |\n| 数量 | {'长' * 21} | 1 | 1 |\n| 数量 | | 1 | 1 |")
    )
    assert all_quoted(rows) == f"“‘天山’画卷”、“{'长' * 20}…”、“（无名称）”"
