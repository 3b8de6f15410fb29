"""R05: what a report should have and has not."""

from told_reports import FRAME, HONEST_PARTS, report_on


def test_chapters_that_are_missing() -> None:
    """Two are left out, and both are named; a note only."""
    text = FRAME.format(**HONEST_PARTS).split("五、")[0]
    [found] = report_on(text).findings
    assert (found.rule, found.severity.value) == ("R05", "info")
    assert found.message == "报告里没有看到这些部分：存在的问题、改进措施和建议"


def test_other_headings_and_gaps() -> None:
    """Named otherwise, numbered otherwise, or still to be written: the chapter is there."""
    text = FRAME.format(**HONEST_PARTS)
    for old, new in (
        ("五、存在的问题", "（五）不足之处。"),
        ("五、存在的问题", "【请填写：存在的问题】"),
        ("六、改进措施", "6.下一步打算"),
        ("二、资金使用情况", "二、经费管理"),
    ):
        assert "R05" not in {one.rule for one in report_on(text.replace(old, new)).findings}, new
