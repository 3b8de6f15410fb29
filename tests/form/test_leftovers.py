"""Leftovers of a blank form, and what only looks like them (more of both in tests/rules/test_hint_left.py)."""

import pytest

from perf_xlsx.form.leftovers import has_marks, is_hint


@pytest.mark.parametrize(
    "text",
    ["……", "…", "指标2：", "指标3", "★★★", "**", "XX", "××万元", "(200字以内)", "（限100字）", "【请填写：做法】"],
)
def test_a_whole_cell_of_it(text: str) -> None:
    """Nothing but dots, stars, a numbered name without a name, a length."""
    assert is_hint(text)


@pytest.mark.parametrize("text", ["", "无", "/", "指标2:合格率", "3.", "XX局培训", "完成（见附件）", "100字", "5*3"])
def test_what_says_something(text: str) -> None:
    """Blanks and marks are another matter, words are words."""
    assert not is_hint(text)


@pytest.mark.parametrize(
    ("text", "left"), [("★低保标准(≥**元)", True), ("人数(≥XX人)", True), ("XX镇道路", False), ("3*4米", False)]
)
def test_marks_inside_a_text(text: str, left: bool) -> None:
    """A star before, ** or XX for a number."""
    assert has_marks(text) is left
