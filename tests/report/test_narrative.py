"""The narrative report: every figure from the form, gaps where a person must write, whatever the outline."""

import pytest
from tools import COST, QUANTITY, SATISFACTION, by_hand, typed

from perf_xlsx.errors import UsageError
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.report.narrative import Grid, Heading, Line, narrative
from perf_xlsx.report.outlines import DEFAULT_OUTLINE, outline_keys, read_outline

HEADING_MARKS = ("一、", "二、", "三、", "四、", "五、")


def lines_of(form: FilledForm, outline: str = DEFAULT_OUTLINE) -> list[str]:
    """Every paragraph of a report."""
    return [piece.text for piece in narrative(form, read_outline(outline)) if isinstance(piece, Line)]


def line_with(form: FilledForm, words: str) -> str:
    """The one paragraph that holds some words."""
    [line] = [line for line in lines_of(form) if words in line]
    return line


def test_the_default_outline_comes_first() -> None:
    """Four outlines, after the four reports they are modelled on; the default is the first of the list."""
    assert outline_keys() == ["guangdong", "inner_mongolia", "shanxi", "xinjiang"]


def test_an_outline_there_is_none_of_is_told() -> None:
    """The message names those there are."""
    with pytest.raises(UsageError, match="没有提纲 atlantis，可用的有 guangdong、inner_mongolia、shanxi、xinjiang"):
        read_outline("atlantis")


@pytest.mark.parametrize("outline", outline_keys())
def test_every_outline_tells_the_whole_form(outline: str) -> None:
    """Whatever the order of chapters: the project, money, score, goals, every indicator once, and the form annexed."""
    pieces = narrative(typed(), read_outline(outline))
    text = "\n".join(piece.text for piece in pieces if isinstance(piece, Line | Heading))
    assert isinstance(pieces[0], Heading)
    assert pieces[0].level == 0
    assert "基层培训" in pieces[0].text
    for words in (
        "年初预算数为100万元",
        "自评得分为99.5分，等级为优",
        "全年培训五十人次",
        "培训六十人次",
        "某州培训中心",
    ):
        assert words in text
    for name in ("培训人次", "考试合格率", "培训成本", "服务能力", "学员满意度"):
        assert text.count(f"“{name}”指标：") == 1
    first = [piece.text[:2] for piece in pieces if isinstance(piece, Heading) and piece.level == 1]
    assert tuple(first[:5]) == HEADING_MARKS
    assert isinstance(pieces[-1], Grid)
    assert pieces[-1].annex
    assert "【请填写：" in text


def test_money_and_rate_are_the_forms() -> None:
    """95 of 100 spent: the three amounts in the form's unit and 95%."""
    assert line_with(typed(), "预算执行率为").startswith(
        "本项目年初预算数为100万元，全年预算数为100万元，全年执行数为95万元，预算执行率为95%。"
    )


def test_an_indicator_is_told_in_one_sentence() -> None:
    """Target with its sign, actual value with its unit, the rate, points and score: 60 of 50 is 120%."""
    assert line_with(typed(), "“培训人次”指标：") == (
        "“培训人次”指标：预期指标值为≥50人次，实际完成值为60人次，完成率120%，分值20分，得分20分。"
    )


def test_no_rate_where_less_is_better_or_nothing_is_counted() -> None:
    """A cost below its bound is no completion of 95%, and words have no rate at all."""
    assert "完成率" not in line_with(typed(), "“培训成本”指标：")
    assert "完成率" not in line_with(typed(), "“服务能力”指标：")


def test_a_shortfall_is_told_with_its_reason() -> None:
    """Points taken off with a reason: the reason; without one: a gap; none taken off: said so."""
    reason = "参训学员住宿条件较差，下年度将调整培训地点"
    short = {f"indicators.{SATISFACTION}.actual": "0.81"}
    told = line_with(typed(short | {f"indicators.{SATISFACTION}.deviation_explanation": reason}), "住宿条件")
    assert told == f"“学员满意度”指标（分值10分，得分9分）：{reason}。"
    assert "“学员满意度”指标（分值10分，得分9分）：【请填写：偏差原因和改进措施】" in lines_of(typed(short))
    assert "自评表中各项指标没有扣分，也没有填写偏差原因。" in lines_of(typed())


def test_what_is_blank_is_a_gap() -> None:
    """No amount, value or grade is made up where the form has none."""
    form = typed(
        {"funds.appropriation.annual_spending": None, f"indicators.{QUANTITY}.actual": None, "goal.achieved": None}
    )
    text = "\n".join(lines_of(form))
    for what in ("全年执行数", "预算执行率", "实际完成值", "绩效目标的实际完成情况"):
        assert f"【请填写：{what}】" in text
    assert "（空白）" not in text


def test_braces_in_a_form_are_plain_text() -> None:
    """A text of the form is never taken for a word of the outline."""
    assert "完成{score}和{0!r}项培训任务" in lines_of(typed({"goal.achieved": "完成{score}和{0!r}项培训任务"}))


def test_a_form_made_by_hand_is_told_as_printed() -> None:
    """What stands in it counts, not what the template would compute."""
    form = by_hand({"total.score": 98, f"indicators.{COST}.score": 8})
    assert "自评得分为98分" in line_with(form, "自评得分为")
    assert "分值10分，得分8分" in line_with(form, "“培训成本”指标：")
