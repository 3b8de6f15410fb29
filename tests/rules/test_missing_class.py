"""C19: a class of indicators that a whole form has."""

import pytest
from consistent import form_of, message, told
from tools import Changes, typed

from perf_xlsx.rules.missing_class import missing_class

ROWS = {
    "数量": "| 数量 | 培训人次 | ≥50人次 | 60人次 | 25 | 25 |",
    "质量": "| 质量 | 合格率 | ≥95% | 96% | 25 | 25 |",
    "社会": "| 社会 | 服务能力 | 有效提高 | 有效 | 30 | 30 |",
    "满意度": "| 满意度 | 满意度 | ≥90% | 95% | 10 | 10 |",
}
MISSING = {"数量": "数量指标", "质量": "质量指标", "社会": "效益指标", "满意度": "满意度指标"}


def rows_without(*left_out: str) -> str:
    """The whole form without some classes, whose points go to the timeliness row."""
    kept = [row for key, row in ROWS.items() if key not in left_out]
    lost = sum(int(row.split("|")[5]) for key, row in ROWS.items() if key in left_out)
    return "\n".join([*kept, f"| 时效 | 按期完成率 | 100% | 100% | {lost} | {lost} |"])


def test_every_class_is_there() -> None:
    """Silent, with the timeliness row and without."""
    assert told(missing_class, form_of("\n".join(ROWS.values()))) == []


@pytest.mark.parametrize("key", ROWS)
def test_a_class_is_missing(key: str) -> None:
    """Each of the four is named; the finding is about the whole form."""
    form = form_of(rows_without(key))
    assert told(missing_class, form) == [("", "warning")]
    assert message(missing_class, form) == f"没有{MISSING[key]}"


def test_one_finding_names_all() -> None:
    """Two missing classes, one finding."""
    assert message(missing_class, form_of(rows_without("质量", "满意度"))) == "没有质量指标、满意度指标"


@pytest.mark.parametrize(
    "changes", [{"funds.total.points": 20}, {"funds.total.points": None, "indicators.1.points": 5}]
)
def test_parts_of_a_form_are_let_alone(changes: Changes) -> None:
    """Points that do not make the total are a page of a form."""
    assert told(missing_class, form_of(rows_without("数量"), changes)) == []


def test_forms_without_points_are_whole_with_a_total() -> None:
    """Scores only: a total says that this is all."""
    rows = "| 数量 | 补贴渔船数 | 6 | 6 |  | 20 |\n| 质量 | 发放率 | 100% | 100% |  | 10 |"
    changes: Changes = {"funds.total.points": None, "funds.total.score": 20}
    assert told(missing_class, form_of(rows, changes)) == []
    assert message(missing_class, form_of(rows, {**changes, "total.score": 100})) == "没有效益指标、满意度指标"


def test_marked_as_not_applicable_is_not_missing() -> None:
    """A row of / says that the class was thought of."""
    assert told(missing_class, form_of(rows_without("满意度") + "\n| 满意度 | / | / | / | / | / |")) == []


def test_a_row_nobody_can_place_may_be_of_any_class() -> None:
    """Levels that could not be read: no claim about outputs."""
    form = form_of(rows_without("数量"), {"indicators.4.level2_key": "", "indicators.4.level1_key": "output"})
    assert told(missing_class, form) == []


def test_satisfaction_under_another_heading() -> None:
    """满意度 listed under 效益指标 is there, in the wrong place (C17)."""
    rows = rows_without("满意度") + "\n| 社会 | 学生满意度 | 95% | 95% | 0 | 0 |"
    assert told(missing_class, form_of(rows)) == []


def test_issued_rows_are_the_issuing_offices() -> None:
    """The clean issued form keeps its rows."""
    assert told(missing_class, typed()) == []
