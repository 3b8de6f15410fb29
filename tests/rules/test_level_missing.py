"""A15: a level without a name, or with one no form has."""

from byhand import hand_form, said, skipped
from cases import real_form
from tools import Changes, typed

from perf_xlsx.rules.level_missing import level_missing

ROWS = """
数量 | 培训人次 | ≥50人次 | 60人次 | 20 | 20
质量 | 合格率 | ≥95% | 96% | 20 | 20
社会 | 服务能力 | 有效提高 | 达成预期指标 | 20 | 20
"""


def test_named_levels_are_silent() -> None:
    """Every row under 产出指标 or 效益指标; a merged label holds for the rows below it."""
    assert said(level_missing, hand_form(ROWS)) == []
    merged: Changes = {"indicators.2.level1": None, "indicators.3.level2": None}
    assert said(level_missing, hand_form(ROWS, merged)) == []


def test_the_first_row_of_a_run_is_found() -> None:
    """The third real form of 2020 leaves fourteen rows without a first level: one finding, at the first."""
    assert said(level_missing, real_form(3)) == [("indicators.1.level1", "warning")]
    assert said(level_missing, hand_form(ROWS, {"indicators.1.level2": None})) == [("indicators.1.level2", "warning")]


def test_a_name_no_form_has() -> None:
    """Characters lost in a merge leave (50分): named, once for the rows under it."""
    lost: Changes = {
        "indicators.1.level1": "(50分)",
        "indicators.2.level1": None,
        "indicators.1.level1_key": None,
        "indicators.2.level1_key": None,
    }
    assert said(level_missing, hand_form(ROWS, lost)) == [("indicators.1.level1", "warning")]


def test_other_spellings_are_names() -> None:
    """What the reader knows by another name has its key."""
    assert said(level_missing, hand_form(ROWS, {"indicators.3.level1": "效果指标"})) == []


def test_a_form_without_the_column_is_not_asked() -> None:
    """A table of one section has no 一级指标 at all."""
    none: Changes = {f"indicators.{row}.level1": None for row in (1, 2, 3)}
    assert said(level_missing, hand_form(ROWS, none)) == []


def test_the_execution_of_the_budget_is_no_level() -> None:
    """A form that prints 预算执行率 as a row of its own."""
    rows = ROWS + "数量 | 预算执行率 | 100% | 100% | 10 | 10"
    own: Changes = {
        f"indicators.4.{column}": value
        for column, value in (
            ("level1", "预算执行指标"),
            ("level2", "预算执行指标"),
            ("level1_key", None),
            ("level2_key", None),
        )
    }
    assert said(level_missing, hand_form(rows, own)) == []


def test_an_issued_form_has_its_levels() -> None:
    """They are locked."""
    assert skipped(level_missing, typed()) == "下发表的指标级次由下发单位填好"
