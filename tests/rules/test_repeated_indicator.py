"""A18: one indicator twice."""

import pytest
from byhand import hand_form, said, skipped
from tools import typed

from perf_xlsx.rules.repeated_indicator import repeated_indicator

ROW = "数量 | {} | ≥50人次 | 60人次 | 20 | 20\n"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("参训人次", "参训人次", True),
        ("参训人次", " 参 训人次", True),
        ("指标1：参训人次", "指标2:参训人次", True),
        ("指标1参训人次", "指标2参训人次", True),
        ("参训人次", "参训人次（第二期）", False),
        ("学生满意度", "家长满意度", False),
        ("指标1:", "指标2:", False),
        ("……", "……", False),
        ("/", "/", False),
    ],
)
def test_the_same_words(first: str, second: str, same: bool) -> None:
    """Numbers before it and blanks in it make no other indicator; leftovers of the blank form are none."""
    form = hand_form(ROW.format(first) + ROW.format(second))
    assert said(repeated_indicator, form) == ([("indicators.2.level3", "warning")] if same else [])


def test_an_issued_form_is_not_criticised() -> None:
    """Its names are locked."""
    assert skipped(repeated_indicator, typed()) == "下发表的指标由下发单位填好"
