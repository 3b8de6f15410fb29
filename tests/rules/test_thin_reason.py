"""S20: reasons without measures, and reasons that say nothing."""

import pytest
from byhand import found, hand_form, said
from cases import real_form

from perf_xlsx.rules.thin_reason import thin_reason

WHY = "indicators.1.deviation_explanation"


def row(why: str, actual: str = "40人次", score: str = "8") -> str:
    """A row that fell short, unless told."""
    return f"数量 | 培训人次 | ≥50人次 | {actual} | 10 | {score} | {why}"


@pytest.mark.parametrize("why", ["受疫情影响未能举办", "按照合同约定，款项未支付完", "特困人员实行动态管理"])
def test_a_cause_without_a_measure_is_noted(why: str) -> None:
    """Why, but not what is done about it."""
    assert said(thin_reason, hand_form(row(why))) == [(WHY, "info")]


@pytest.mark.parametrize(
    "why", ["。。。。。。", "同上", "正常", "无明显偏差", "（100字以内）", "偏差原因分析及改进措施"]
)
def test_what_says_nothing_is_asked_about(why: str) -> None:
    """Signs, formulas of politeness and leftovers have no substance."""
    assert said(thin_reason, hand_form(row(why))) == [(WHY, "warning")]


@pytest.mark.parametrize(
    "why",
    [
        "受疫情影响改期，下年第一季度补办两期",
        "学员工学矛盾突出，将改为周末授课",
        "设备到货晚，已督促供应商于三月底前交付",
        "招标节约，结余资金上交财政收回",
        "群众对流程不熟，加强宣传引导",
        "场地检修停课，拟租用党校教室",
        "人员变动，今后提前制订培训计划",
        "系统升级滞后，正在协调软件公司",
        "财政资金下达晚，结转下年使用",
        "已完工，剩余尾款未付，提高预算准确度",
        "无",
        "/",
        "",
    ],
)
def test_honest_reasons_are_silent(why: str) -> None:
    """A cause and a measure; blanks and marks are S09's."""
    assert said(thin_reason, hand_form(row(why))) == []


def test_a_row_that_reached_its_target_owes_nothing() -> None:
    """Full marks, target met: a remark is a remark."""
    assert said(thin_reason, hand_form(row("受疫情影响未能举办", "50人次", "10"))) == []
    assert said(thin_reason, hand_form(row("正常", "50人次", "10"))) == []


def test_one_sentence_for_three_rows() -> None:
    """The third real form of 2020 pastes one cause into three rows: one note instead of three."""
    assert said(thin_reason, real_form(3)) == [("indicators.3.deviation_explanation", "info")]
    two = "\n".join([row("受疫情影响未能举办")] * 2)
    assert [severity for _, severity in said(thin_reason, hand_form(two))] == ["info", "info"]


def test_numbers_as_reasons_are_one_question() -> None:
    """0 in the column of reasons, with full marks too."""
    rows = "\n".join([row("0", "50人次", "10")] * 3)
    assert said(thin_reason, hand_form(rows)) == [(WHY, "warning")]


def test_a_long_reason_is_cut() -> None:
    """A page of dots is quoted as other texts are."""
    [one] = found(thin_reason, hand_form(row("。" * 500)))
    assert "…" in one.message
    assert len(one.message) < 80
