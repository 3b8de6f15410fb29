"""Reasons of substance."""

import pytest
from consistent import form_of

from perf_xlsx.form.reasons import explained, funds_explained, says_nothing

REASON = "funds.total.deviation_explanation"


@pytest.mark.parametrize(("text", "expected"), [("/", False), ("受疫情", False), ("受疫情影响暂", True), (None, False)])
def test_six_characters_and_no_mark(text: str | None, expected: bool) -> None:
    """The policy's least length."""
    assert explained(form_of(""), text) is expected


def test_an_instruction_is_no_reason() -> None:
    """What the form itself asks for, left standing in the cell."""
    assert funds_explained(form_of("", {REASON: "年中追加示范村建设资金"}))
    assert not funds_explained(form_of("", {REASON: "预算执行率未达到90%的需说明原因(100字以内)"}))
    assert not funds_explained(form_of(""))


@pytest.mark.parametrize(
    ("text", "expected"), [("同上", True), ("//////", True), ("正常。", True), ("正常招标", False)]
)
def test_words_that_say_nothing(text: str, expected: bool) -> None:
    """However long: signs, 同上, 正常; a word that says something beside them makes a reason."""
    assert says_nothing(text) is expected
