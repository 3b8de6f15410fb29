"""C29: satisfaction without a source, where the policy asks."""

import pytest
from consistent import form_of, judging, message, told

from perf_xlsx.rules.satisfaction_without_survey import satisfaction_without_survey

ON = judging(switched_on=["C29"])
ROW = "| 满意度 | 群众满意度 | ≥90% | 93% | 10 | 10 | / |"


def test_off_by_default() -> None:
    """Nothing is found."""
    assert told(satisfaction_without_survey, form_of(ROW)) == []


def test_switched_on() -> None:
    """A rate of satisfaction that comes from nowhere is noted."""
    form = form_of(ROW, template=ON)
    assert told(satisfaction_without_survey, form) == [("indicators.1.actual", "info")]
    assert message(satisfaction_without_survey, form) == "“群众满意度”为93%，没有写明调查方式和样本数"


@pytest.mark.parametrize(
    ("row", "achieved"),
    [
        (ROW, "发放问卷120份，群众普遍满意"),
        (ROW.replace("/ |", "电话回访60户 |"), ""),
        (ROW.replace("群众满意度", "抽样调查满意度"), ""),
        ("| 质量 | 合格率 | ≥90% | 93% |", ""),
        ("| 满意度 | 群众满意度 | ≥90% | / |", ""),
    ],
)
def test_a_source_stands_somewhere(row: str, achieved: str) -> None:
    """In the account, the reason or the name; other classes and blank rows are let alone."""
    assert told(satisfaction_without_survey, form_of(row, {"goal.achieved": achieved}, template=ON)) == []
