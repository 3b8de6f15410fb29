"""R03: one thing counted twice, with two numbers, in two chapters."""

import pytest
from told_reports import codes, told

ROUND = "完善供稿链路和通讯员队伍建设，"
LISTED = (
    "本项目共设置二级指标2个，三级指标{third}个。\n1.数量指标\n“培训期数（期）”指标：预期指标值为5期，实际完成指标值为5期，"
    "完成率100%。\n“培训人数（人）”指标：预期指标值为90人，实际完成指标值为95人，完成率105.56%。\n"
    "2.质量指标\n“合格率（%）”指标：预期指标值为≥95%，实际完成指标值为98%，完成率103.16%。"
)
DIFFERENT = {
    "the same words": ("全年发布工作简报12期。", "发布工作简报10期。"),
    "a longer name": (f"{ROUND}分领域主平台采用我市稿件1300余篇。", f"{ROUND}全年稿件采用1000余篇。"),
    "a rate": ("参训学员满意度98%。", "参训学员满意度为95%。"),
}
AGREEING = {
    "about": ("全年采用稿件1300余篇。", "采用稿件1326篇。"),
    "a plan": ("计划发布工作简报10期。", "发布工作简报12期。"),
    "a part": ("全年培训干部5000人次。", "培训科级干部2000人次。"),
    "parts of one": ("全年发布工作简报12期，其中专刊4期。", "发布工作简报12期。"),
    "so far": ("累计发布工作简报36期。", "发布工作简报12期。"),
    "last year": ("上年发布工作简报10期。", "发布工作简报12期。"),
    "halves": ("上半年发布工作简报5期。", "下半年发布工作简报7期。"),
    "another unit": ("全年发布工作简报12期。", "发布工作简报1200份。"),
    "at least": ("参训学员满意度达到95%以上。", "参训学员满意度为98%。"),
    "another rate": ("参训学员满意度98%。", "受益群众满意度95%。"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_numbers(name: str) -> None:
    """Told once, at the second, with both quotations."""
    overview, done = DIFFERENT[name]
    [found] = told(overview=overview, done=done)
    assert (found.rule, found.severity.value, found.cell) == ("R03", "warning", "第7行")
    assert "第3行“" in found.message
    assert "第7行“" in found.message


@pytest.mark.parametrize("name", AGREEING)
def test_two_things(name: str) -> None:
    """Plans, parts, other years and other things are not one thing with two numbers."""
    overview, done = AGREEING[name]
    assert codes(overview=overview, done=done) == []


def test_indicators_stated_and_listed() -> None:
    """Three are listed: 3个 is right, 4个 is told."""
    assert codes(done=LISTED.format(third=3)) == []
    [found] = told(done=LISTED.format(third=4))
    assert (found.rule, found.value, found.expected) == ("R03", "4", "3")


def test_levels_with_nothing_below() -> None:
    """二级指标2个, one of which says 无: there is one."""
    emptied = LISTED.format(third=2).rpartition("\n")[0] + "\n无"
    assert [(one.rule, one.value, one.expected) for one in told(done=emptied)] in (
        [("R03", "2", "1")],
        [],  # the empty one stands last, behind the sentences: nothing is concluded
    )
