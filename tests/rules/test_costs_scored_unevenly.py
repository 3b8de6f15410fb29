"""C08: cost rows of one form scored by different rules."""

import pytest
from consistent import form_of, message, told

from perf_xlsx.rules.costs_scored_unevenly import costs_scored_unevenly

FULL = "| 成本 | 宣传成本 | 820.58万元 | 645.51万元 | 5 | 5 |"


@pytest.mark.parametrize(
    "other",
    [
        "| 成本 | 志愿成本 | 90万元 | 10万元 | 5 | 5 |",
        "| 成本 | 志愿成本 | 90万元 | 90万元 | 5 | 3 |",
        "| 成本 | 志愿成本 | 90万元 | 180万元 | 5 | 2.5 |",
        "| 成本 | 志愿成本 | 90万元 | 180万元 | 5 | 0 |",
        "| 成本 | 志愿成本 | 90万元 | 10万元 |",
        "| 数量 | 志愿次数 | 90次 | 10次 | 5 | 3 |",
    ],
)
def test_one_rule_for_all(other: str) -> None:
    """Less is full marks, more is R1 or R2; a row on target, one without points and other classes do not count."""
    assert told(costs_scored_unevenly, form_of(f"{FULL}\n{other}")) == []


def test_all_in_proportion_is_one_rule_too() -> None:
    """59 % of the money for 59 % of the points, twice."""
    rows = "| 成本 | 甲 | 100万元 | 59万元 | 10 | 5.9 |\n| 成本 | 乙 | 10万元 | 5万元 | 10 | 5 |"
    assert told(costs_scored_unevenly, form_of(rows)) == []


@pytest.mark.parametrize("score", ["3", "0.56"])
def test_two_rules_in_one_form(score: str) -> None:
    """A score by no rule, and one in proportion beside full marks: the row that was deducted is named."""
    form = form_of(f"{FULL}\n| 成本 | 志愿成本 | 90万元 | 10万元 | 5 | {score} |")
    assert told(costs_scored_unevenly, form) == [("indicators.2.score", "warning")]


def test_both_rows_are_told() -> None:
    """The clerk sees the two rows side by side."""
    form = form_of(f"{FULL}\n| 成本 | 志愿成本 | 90万元 | 10万元 | 5 | 3 |")
    assert message(costs_scored_unevenly, form) == (
        "成本指标计分口径不一：“宣传成本”指标值820.58万元、完成值645.51万元得5（分值5）；"
        "“志愿成本”指标值90万元、完成值10万元得3（分值5）"
    )


def test_one_row_alone_is_judged_elsewhere() -> None:
    """A single cost row in proportion: S06, not this."""
    assert told(costs_scored_unevenly, form_of("| 成本 | 控制成本 | 115.8 | 68.43 | 10 | 5.9 |")) == []
