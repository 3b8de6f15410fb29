"""Words of a template: found by key or by label, blanks in labels not counted."""

import pytest
from small import FUNDS, ROW, VOCABULARY

from perf_xlsx.expr.vocabulary import did_you_mean


@pytest.mark.parametrize(
    ("word", "key"), [("funds", "funds"), ("项目资金（万元）", "funds"), ("绩效指标", "indicators"), ("没有", None)]
)
def test_a_block_is_found(word: str, key: str | None) -> None:
    """By key or by label, or not at all."""
    area = VOCABULARY.area(word)
    assert (area.key if area else None) == key


def test_columns_and_rows_are_found() -> None:
    """A label printed on two lines is written in one piece."""
    total, funds = VOCABULARY.areas["total"], VOCABULARY.areas["funds"]
    entry = total.entry("评级等级")
    assert entry is not None
    assert entry.key == "grade"
    assert total.entry("评级") is None
    assert funds.row("资金总额") == funds.row("total") == "total"
    assert funds.row("总额") is None


def test_every_word_of_a_place_is_offered() -> None:
    """Own rows, own columns, the fields of the form, blocks, this and policy."""
    words = set(VOCABULARY.words(FUNDS))
    assert {"total", "资金总额", "spending", "执行数", "sum", "合计", "indicators", "this", "policy"} <= words
    assert "target" not in words
    assert "target" in set(VOCABULARY.words(ROW))


@pytest.mark.parametrize(
    ("word", "hint"),
    [("targte", "，是否想写“target”？"), ("完成质", "，是否想写“完成值”？"), ("xyzxyz", ""), ("", "")],
)
def test_the_nearest_word_is_offered(word: str, hint: str) -> None:
    """A near miss gets a hint, nonsense none."""
    assert did_you_mean(word, ["target", "完成值", ""]) == hint
