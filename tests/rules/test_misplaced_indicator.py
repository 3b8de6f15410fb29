"""C17: indicators that stand in a class their name does not fit."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.misplaced_indicator import misplaced_indicator

NAME = "indicators.1.level3"


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("| 社会 | 资助学生满意度 | 95% | 95% |", "warning"),
        ("| 经济 | 全市安全度汛 | 100% | 100% |", "warning"),
        ("| 经济 | 安全率 | 100 | 100 |", "warning"),
        ("| 数量 | 验收合格率 | ≥95% | 96% |", "warning"),
        ("| 质量 | 宣传知晓率（%） | 95% | 95% |", "info"),
        ("| 生态 | 对控制基建项目成本影响程度 | 效果明显 | 达成预期指标 |", "info"),
        ("| 质量 | 阶段性工作完结率（%） | 100% | 100% |", "info"),
        ("| 时效 | 年度资金支付完成率 | 100% | 100% |", "info"),
    ],
)
def test_foreign_to_its_class(row: str, severity: str) -> None:
    """No doubt is asked about, what can be argued is a note."""
    assert told(misplaced_indicator, form_of(row)) == [(NAME, severity)]


@pytest.mark.parametrize(
    "row",
    [
        "| 满意度 | 受益群众对开展访惠聚工作的满意度（%） | ≧80% | 85% |",
        "| 经济 | 减轻贫困学生家庭经济负担 | 有效 | 有效 |",
        "| 经济 | 安全生产事故造成的经济损失 | ≤0万元 | 0 |",
        "| 社会 | 保护全市人口财产安全 | 有效 | 有效 |",
        "| 质量 | 工程验收合格率 | 100 | 100 |",
        "| 质量 | 签订合同履约率（%） | 100% | 100% |",
        "| 时效 | 资金到位及时率 | ≧100% | 100% |",
        "| 时效 | 项目完成及时率 | 100 | 100 |",
        "| 成本 | 生均补助标准达标率 | 100% | 100% |",
        "| 社会 | 政策知晓率 | 100% | 98% |",
        "| 数量 | 营养改善计划覆盖学校数 | 9所 | 9所 |",
        "| 生态 | 交通建设符合环评审批要求 | 符合 | 符合 |",
    ],
)
def test_at_home(row: str) -> None:
    """Names that fit, and names whose keyword is said of something else."""
    assert told(misplaced_indicator, form_of(row)) == []


def test_satisfaction_as_a_second_level_of_benefit() -> None:
    """Listed under 效益指标 with a second level of its own: still in the wrong place."""
    form = form_of("| 满意度 | 资助学生满意度 | 95% | 95% |", {"indicators.1.level1_key": "benefit"})
    assert told(misplaced_indicator, form) == [(NAME, "warning")]


def test_where_it_belongs_is_said() -> None:
    """Where it stands and where it should."""
    assert message(misplaced_indicator, form_of("| 经济 | 安全率 | 100 | 100 |")) == (
        "“安全率”列在“经济效益指标”，宜列在社会效益指标"
    )


def test_what_c16_says_is_not_said_again() -> None:
    """A completion rate that repeats a quantity row is told there."""
    rows = "| 数量 | 拍摄专题片数量 | ≥2部 | 2部 |\n| 质量 | 专题片完成率 | 100% | 100% |"
    assert told(misplaced_indicator, form_of(rows)) == []


def test_issued_classes_are_locked() -> None:
    """Not the filler's to mend."""
    assert told(misplaced_indicator, typed(given={"indicators.1.level3": "学员满意度"})) == []
