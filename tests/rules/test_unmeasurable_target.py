"""C04: targets nobody can measure."""

from dataclasses import replace

import pytest
from consistent import form_of, found, told
from tools import NATIONAL, catalog, typed

from perf_xlsx.rules.unmeasurable_target import unmeasurable_target

HONEST = [
    "| 时效 | 提交报告及时性 | 在项目计划完成时间内完成 |",
    "| 质量 | 经费支出合规性 | 严格执行相关制度规定 |",
    "| 社会 | 对维护基建市场公平的影响程度 | 效果明显 |",
    "| 可持续 | 弘扬正能量，加强基层文化教育。 | 有一定增强 |",
    "| 时效 | 宣传片制作 | 6月份完成宣传片制作;9月份完成文本 |",
    "| 数量 | 宣传片制作 | 完成1部宣传片,2套方案 |",
    "| 数量 | 编制方案 | 完成两套方案 |",
    "| 质量 | 通过专家评审 | 通过 |",
    "| 时效 | 项目完成所需时间 | 1年 |",
    "| 时效 | 资金支付 | 12月底前 |",
    "| 经济 | 减轻贫困学生家庭经济负担 | 有效 |",
    "| 社会 | 家庭经济困难学生完成学业率 | 100% |",
    "| 社会 | 受益群众人数每年有10%的增加 | ≧10% |",
    "| 成本 | 项目总成本 | ≤90万元 |",
    "| 可持续 | 持续影响期限 | ≥3年 |",
]


@pytest.mark.parametrize("row", HONEST)
def test_honest_targets(row: str) -> None:
    """Numbers, deadlines, degrees; words where words belong."""
    assert told(unmeasurable_target, form_of(f"{row} 完成 |")) == []


@pytest.mark.parametrize(
    "row",
    [
        "| 成本 | 单项业务成本 | 符合相关规定 |",
        "| 数量 | 宣传工作 | 做好宣传 |",
        "| 社会 | 州直部门软件正版化覆盖率 | 有效推进 |",
        "| 满意度 | 群众满意度 | 满意 |",
        "| 社会 | 指导城市建设 | 指导城市建设 |",
        "| 可持续 | 促进学校教育事业健康发展 | ≧100% |",
        "| 社会 | 学校发展能力 | 100 |",
    ],
)
def test_what_cannot_be_measured(row: str) -> None:
    """Empty words, words for a rate, the name again, 100 % of something that is no share."""
    assert told(unmeasurable_target, form_of(f"{row} 完成 |")) == [("indicators.1.target", "warning")]


def test_one_finding_names_all_rows() -> None:
    """Two rows, one finding, both named with their targets."""
    form = form_of("| 数量 | 宣传工作 | 做好宣传 | 好 |\n| 满意度 | 群众满意度 | 满意 | 好 |")
    (one,) = found(unmeasurable_target, form)
    assert one.message == "指标值无法衡量：“宣传工作”（指标值“做好宣传”）、“群众满意度”（指标值“满意”）"


def test_what_the_unit_wrote_into_an_empty_form() -> None:
    """On a 空白版 the targets are the unit's own."""
    form = form_of("| 数量 | 宣传工作 | 做好宣传 | 好 |", template=catalog().get(NATIONAL, blank=True))
    assert told(unmeasurable_target, replace(form, issued=True)) == [("indicators.1.target", "warning")]


def test_issued_targets_are_not_the_fillers() -> None:
    """The filler cannot mend a locked target."""
    given = {
        "indicators.1.target": "做好宣传",
        "indicators.1.target_number": None,
        "indicators.1.direction": "qualitative",
    }
    assert told(unmeasurable_target, typed(given=given)) == []
