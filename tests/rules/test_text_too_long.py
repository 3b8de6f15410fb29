"""C31: texts above a length, where the policy asks."""

from consistent import form_of, judging, message, told

from perf_xlsx.rules.text_too_long import text_too_long

ON = judging(switched_on=["C31"], longest_text=10)


def test_off_by_default() -> None:
    """Nothing is found, however long."""
    assert told(text_too_long, form_of("", {"goal.achieved": "字" * 600})) == []


def test_ten_is_the_boundary() -> None:
    """Ten characters are in order, blanks not counted; eleven are noted with their number."""
    assert told(text_too_long, form_of("", {"goal.achieved": "字" * 10 + " \n"}, template=ON)) == []
    form = form_of("", {"goal.achieved": "字" * 11}, template=ON)
    assert told(text_too_long, form) == [("goal.achieved", "info")]
    assert message(text_too_long, form) == "年度总体目标·实际完成情况写了11字，超过10字"


def test_reasons_are_counted_too() -> None:
    """The reason of a row."""
    row = f"| 数量 | 任务 | ≥5个 | 4个 | 5 | 4 | {'因' * 11} |"
    assert told(text_too_long, form_of(row, template=ON)) == [("indicators.1.deviation_explanation", "info")]
