"""B08: far above last year's target, and the target stayed."""

import pytest
from tiny_returns import aim, batch, messages, one, reason
from tools import filled

from perf_xlsx.form.extracted import extract_of
from perf_xlsx.rules.target_not_raised import target_not_raised


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [((50, 65), 50, 1), ((50, 64), 50, 0), ((50, 65), 51, 0), ((50, 65), 40, 1), ((50, None), 50, 0)],
)
def test_thirty_percent_over(last: tuple[int, int | None], now: int, found: int) -> None:
    """65 of 50 is 30 % over, 64 is not; any raise is enough; without an actual value nothing is known."""
    before = one(file="旧.xlsx", aims=(aim(*last),))
    assert len(messages(target_not_raised, batch(one(aims=(aim(now, 60),)), previous=[before]))) == found


def test_the_message_names_both_years() -> None:
    """Targets, actual value, both files and the cell."""
    facts = batch(one(aims=(aim(50, 60),)), previous=[one(file="旧.xlsx", aims=(aim(50, 70),))])
    [message] = messages(target_not_raised, facts)
    assert message.startswith("“项目P1”（P1）的指标“培训人次”：上年指标值50人次、完成70人次（超40%，旧.xlsx）")
    assert message.endswith("，今年指标值50人次没有提高（P1.xlsx E20）")


def test_other_units_are_other_targets() -> None:
    """50 次 last year says nothing of 50 人次."""
    facts = batch(one(aims=(aim(50, 60),)), previous=[one(aims=(aim(50, 70, "次"),))])
    assert messages(target_not_raised, facts) == []


def test_only_more_is_better_is_remembered() -> None:
    """A cost and words are no aims."""
    assert [one.name for one in extract_of(filled()).aims] == ["培训人次", "考试合格率", "学员满意度"]


def test_without_last_year() -> None:
    """Nothing to compare with."""
    assert reason(target_not_raised, batch(one())) == "没有给上年的表（--previous）"
