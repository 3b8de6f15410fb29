"""S11: a number where the target is words."""

from pathlib import Path

import pytest
from byhand import hand_form, said
from returned import codes, returned
from tools import SOCIAL

from perf_xlsx.rules.number_for_words import number_for_words

ACTUAL = "indicators.1.actual"


def row(target: str, actual: str) -> str:
    """One row of benefits."""
    return f"社会 | 影响力提升 | {target} | {actual} | 15 | 15"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("有一定增强", "100%"),
        ("有效推进", "95%"),
        ("进一步增强", "1"),
        ("为推进乡村振兴持续增添动力", "100%"),
        ("是", "1"),
    ],
)
def test_a_number_for_words(target: str, actual: str) -> None:
    """A percentage or a number answers no words."""
    assert said(number_for_words, hand_form(row(target, actual))) == [(ACTUAL, "warning")]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("有一定增强", "达成预期指标"),
        ("有效提高", "有效提高"),
        ("是", "是"),
        ("效果明显", "培训5期，群众反映良好"),
        ("通过", "2020年12月通过验收"),
        ("12月底前", "100%"),  # a deadline is C06's
        ("年底前完成3项改造任务并验收", "100%"),  # a number stands in it
        ("≥95%", "98%"),
        ("100%", "100%"),
        ("1年", "1年"),
        ("有一定增强", "/"),
        ("有一定增强", ""),
    ],
)
def test_honest_answers_are_silent(target: str, actual: str) -> None:
    """Words for words, numbers for numbers, and what another rule is about."""
    assert said(number_for_words, hand_form(row(target, actual))) == []


def test_an_issued_form(tmp_path: Path) -> None:
    """No score comes of it, and A13 says that; with an adjusted score it is this rule's question."""
    actual, adjusted = f"indicators.{SOCIAL}.actual", f"indicators.{SOCIAL}.adjusted_score"
    why = f"indicators.{SOCIAL}.deviation_explanation"
    assert codes(returned(tmp_path, {actual: 1})) == ["A13"]
    found = codes(returned(tmp_path, {actual: 1, adjusted: 30, why: "第三方评估为优，已公示"}))
    assert found == ["S11"]
    # the score nobody can suggest is the same cause: S25 does not say it again
    assert codes(returned(tmp_path, {actual: 1, adjusted: 30})) == ["S11"]
