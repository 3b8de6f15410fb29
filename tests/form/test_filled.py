"""A form with its values: declared, computed in one step, by policy alone, and as people read them."""

from decimal import Decimal

import pytest
from tools import COST, FILLED, QUALITY, QUANTITY, SATISFACTION, SOCIAL, at, changed, filled, handmade, project

from perf_xlsx.numbers import ErrorText, Value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("funds.total.annual_budget", 100),
        ("funds.total.execution_rate", Decimal("0.95")),
        ("funds.total.points", 10),
        ("funds.total.score", Decimal("9.5")),
        (f"indicators.{QUANTITY}.suggested_score", 20),
        (f"indicators.{QUANTITY}.completion_rate", Decimal("1.2")),
        (f"indicators.{COST}.missed", 0),
        (f"indicators.{SOCIAL}.score", 30),
        (f"indicators.{SATISFACTION}.measured", 1),
        ("total.points", 100),
        ("total.score", Decimal("99.5")),
        ("total.grade", "优"),
        ("levels.output.level_points", 50),
        ("levels.output.prescribed", 50),
    ],
)
def test_the_clean_form_computes(address: str, value: Value) -> None:
    """What a person reckons from the inputs is what the form holds."""
    assert filled().value(at(address)) == value


@pytest.mark.parametrize(
    ("target", "answer", "score"),
    [
        ("≥50人次", 40, 16),  # 20 × 40/50
        ("≥50人次", 50, 20),
        ("≥50人次", 0, 0),
        ("≥50人次", -5, 0),
        ("≤50人次", 50, 20),
        ("≤50人次", 80, "12.5"),  # 20 × 50/80
        ("≤0起", 0, 20),
        ("≤0起", 1, 0),
        ("＝50人次", 60, 20),
        ("＝50人次", 40, 16),
        ("＝0起", 1, 0),
        ("3个月", 3, 20),
        ("3个月", 4, None),
        ("有效提高", "达成预期指标", 20),
        ("有效提高", "部分达成预期指标并具有一定效果", 14),
        ("有效提高", "未达成预期指标且效果较差", 6),
        ("有效提高", "完成", None),
        ("≥50人次", "约40", None),
        ("≥50人次", None, None),
    ],
)
def test_suggested_scores(target: str, answer: Value, score: Value) -> None:
    """Met is full, missed is pro rata, words go by their share; what cannot be told stays blank."""
    page = filled(project(f"| 产出指标 | 数量指标 | 培训人次 | {target} | 20 |"), {"indicators.1.actual": answer})
    found = page.value(at("indicators.1.score"))
    assert found == (None if score is None else Decimal(str(score)))


def test_an_adjusted_score_goes_first() -> None:
    """A number typed there is the score; a word is not."""
    first = f"indicators.{QUALITY}"
    assert filled(project(), {**FILLED, f"{first}.adjusted_score": 15}).value(at(f"{first}.score")) == 15
    assert filled(project(), {**FILLED, f"{first}.adjusted_score": "无"}).value(at(f"{first}.score")) == 20


def test_computed_is_one_step_over_what_stands() -> None:
    """On a form made by hand a wrong score counts in the computed total, and only the by-policy total ignores it."""
    wrong = changed(handmade(), {f"indicators.{QUALITY}.score": 15, "total.score": 99})
    assert wrong.value(at("total.score")) == 99
    assert wrong.computed(at("total.score")) == Decimal("94.5")
    assert wrong.by_policy().value(at("total.score")) == Decimal("99.5")


def test_by_policy_is_the_form_itself_where_nothing_differs() -> None:
    """A form whose typed results are what the template computes need not be computed again."""
    page = filled()
    assert page.by_policy() is page
    right = changed(handmade(), {"total.score": handmade().computed(at("total.score"))})
    assert right.by_policy().value(at("total.score")) == Decimal("99.5")
    wrong = changed(handmade(), {"total.score": 99})
    assert wrong.by_policy() is not wrong


def test_a_cell_without_formula_computes_nothing() -> None:
    """Only what the template computes has a computed value."""
    assert filled().computed(at(f"indicators.{QUALITY}.actual")) is None
    assert filled().formula(at("header.project_name")) is None


def test_idle_rows_compute_nothing() -> None:
    """A row printed "/" has no formulas and no demands."""
    page = filled()
    assert page.value(at("indicators.3.target")) == "/"
    assert page.value(at("indicators.3.score")) == "/"
    assert page.value(at("indicators.3.missed")) is None
    assert not [demand for demand in page.demands() if demand.row == "3"]


def test_hidden_numbers_are_never_blank() -> None:
    """An answer that is no number, or an error value, makes a hidden test 0, not unknown."""
    for answer in ("约70", ErrorText("#N/A"), None):
        page = filled(project(), {**FILLED, f"indicators.{QUANTITY}.actual": answer})
        assert page.value(at(f"indicators.{QUANTITY}.missed")) == 0
        assert page.value(at(f"indicators.{QUANTITY}.suggested_score")) is None


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("funds.total.execution_rate", "95%"),
        (f"indicators.{QUALITY}.actual", "96%"),
        (f"indicators.{QUANTITY}.actual", "60人次"),
        (f"indicators.{SATISFACTION}.score", "10"),
        ("funds.carryover.annual_budget", "（空白）"),
        ("header.project_name", "基层培训"),
    ],
)
def test_a_value_as_people_read_it(address: str, shown: str) -> None:
    """With percent sign or unit, without trailing zeros."""
    assert filled().shown(at(address)) == shown


def test_long_texts_are_cut() -> None:
    """Sixty signs and an ellipsis; line breaks are blanks."""
    page = filled(project(), {**FILLED, "goal.achieved": "甲\n乙" + "丙" * 100})
    shown = page.shown(at("goal.achieved"))
    assert shown.startswith("甲 乙丙")
    assert len(shown) == 61


@pytest.mark.parametrize(
    ("address", "label"),
    [
        (f"indicators.{SATISFACTION}.score", "满意度指标·服务对象满意度指标·学员满意度·得分"),
        ("funds.total.annual_budget", "年度资金总额·全年预算数"),
        ("goal.achieved", "年度总体目标·实际完成情况"),
        ("header.project_name", "项目名称"),
        ("nowhere.x", "nowhere.x"),
    ],
)
def test_a_cell_has_a_chinese_name(address: str, label: str) -> None:
    """From the outside in, as a person finds it on the form."""
    assert filled().label(at(address)) == label


def test_rules_for_one_occasion_stand_there_only() -> None:
    """A rule about issued workbooks is no demand on a form made by hand."""
    issued = {demand.case.rule.code for demand in filled().demands()}
    made = {demand.case.rule.code for demand in handmade().demands()}
    assert "A16" in issued
    assert "A16" not in made
