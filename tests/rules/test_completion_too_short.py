"""A28: what was achieved is told in fewer signs than say anything."""

import pytest
from tools import by_hand, check_clean, check_finds, typed

ACHIEVED = "goal.achieved"


@pytest.mark.parametrize("words", ["已完成", "全部按计划完成了。", " 全 部 按 计 划 完 成 了 。 ", "2026"])
def test_nine_signs_are_too_few(words: str) -> None:
    """Blanks do not count, a number says nothing."""
    check_finds(typed({ACHIEVED: words}), "A28", ACHIEVED, severity="warning")


@pytest.mark.parametrize("words", ["培训六十人次，考核都合格", "全部十个村均已通水通电"])
def test_ten_are_enough(words: str) -> None:
    """The boundary is ten signs."""
    check_clean(typed({ACHIEVED: words}), "A28")


@pytest.mark.parametrize("words", [None, "/", " "])
def test_nothing_at_all_is_another_rules(words: str | None) -> None:
    """A13 says that nothing is filled in."""
    check_clean(typed({ACHIEVED: words}), "A28")


def test_hand_made_forms_are_read_by_another_rule() -> None:
    """Their prompts never asked for it."""
    check_clean(by_hand({ACHIEVED: "已完成"}), "A28")
