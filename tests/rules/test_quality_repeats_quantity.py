"""C16: quality rows that are completion rates of quantity rows."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.quality_repeats_quantity import quality_repeats_quantity

COUNT = "| 数量 | 积极开展宣传教育活动次数（次） | ≥20次 | 24次 |"


@pytest.mark.parametrize(
    "name",
    [
        "积极开展宣传教育活动完成率",
        "宣传教育活动完结率（%）",
        "开展宣传教育活动次数完成率",
    ],
)
def test_the_same_thing_as_a_rate(name: str) -> None:
    """The name is what is wrong."""
    form = form_of(f"{COUNT}\n| 质量 | {name} | 100% | 100% |")
    assert told(quality_repeats_quantity, form) == [("indicators.2.level3", "warning")]


@pytest.mark.parametrize(
    "name",
    [
        "宣传教育活动优良率",
        "宣传教育活动群众知晓率",
        "签订合同履约率（%）",
        "委托业务报告合格率",
        "宣传资料质量达标率（%）",
        "阶段性工作完结率（%）",
        "专题片完成率",
        "工程验收合格率",
        "美丽宜居自然村庄验收通过率",
        "落实率",
    ],
)
def test_honest_quality_rows(name: str) -> None:
    """How well, not how much; or how much of something else."""
    assert told(quality_repeats_quantity, form_of(f"{COUNT}\n| 质量 | {name} | 100% | 100% |")) == []


def test_all_rows_in_one_finding() -> None:
    """Two of three quality rows, both named."""
    other = "| 数量 | 拍摄专题片数量 | ≥2部 | 2部 |"
    form = form_of(
        f"{COUNT}\n{other}\n| 质量 | 专题片完成率 | 100% | 100% |\n| 质量 | 合格率 | 100% | 100% |\n"
        "| 质量 | 宣传教育活动完成率 | 100% | 100% |"
    )
    assert (
        message(quality_repeats_quantity, form) == "质量指标只是数量指标的完成率：“专题片完成率”、“宣传教育活动完成率”"
    )


@pytest.mark.parametrize(("counted", "rate"), [("0", "20%"), ("3个", "0%")])
def test_pair_that_contradicts_itself(counted: str, rate: str) -> None:
    """Nothing built but a fifth of it done, and the other way round: asked about, at the rate."""
    rows = f"| 数量 | 建设信息平台 | ≧1个 | {counted} |\n| 质量 | 信息平台建设率 | ≥50% | {rate} |"
    form = form_of(rows)
    assert told(quality_repeats_quantity, form) == [("indicators.2.actual", "warning")]
    assert "互相矛盾" in message(quality_repeats_quantity, form)


def test_issued_names_are_locked() -> None:
    """Not the filler's to mend."""
    assert told(quality_repeats_quantity, typed(given={"indicators.2.level3": "培训人次完成率"})) == []
