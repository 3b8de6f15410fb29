"""C15: shares above the whole."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.rate_above_hundred import rate_above_hundred

TARGET, ACTUAL = "indicators.1.target", "indicators.1.actual"


@pytest.mark.parametrize(
    "row",
    [
        "| 质量 | 考试合格率 | ≥95% | 100% |",
        "| 质量 | 考试合格率 | 95 | 100 |",
        "| 质量 | 任务完成率 | ≥100% | 120% |",
        "| 社会 | 收入增长率 | ≥10% | 130% |",
        "| 满意度 | 满意度调查人数 | ≥100人 | 120人 |",
        "| 数量 | 知晓率调查问卷 | ≥300份 | 320份 |",
        "| 质量 | 合格率 | 有效提高 | 提高 |",
    ],
)
def test_up_to_the_whole(row: str) -> None:
    """Exactly 100 %, rates that may exceed it, counts."""
    assert told(rate_above_hundred, form_of(row)) == []


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("| 满意度 | 群众满意度 | ≥90% | 100.1% |", ACTUAL),
        ("| 质量 | 验收合格率（%） | 95 | 101 |", ACTUAL),
        ("| 质量 | 政策知晓率 | ≥110% | 98% |", TARGET),
    ],
)
def test_more_than_the_whole(row: str, place: str) -> None:
    """With the sign or without it, in either cell."""
    assert told(rate_above_hundred, form_of(row)) == [(place, "error")]


def test_what_was_filled_in_is_quoted() -> None:
    """As it stands in the cell."""
    assert message(rate_above_hundred, form_of("| 满意度 | 群众满意度 | ≥90% | 190% |")) == (
        "“群众满意度”的完成值“190%”大于100%"
    )


def test_on_an_issued_form_only_what_was_typed() -> None:
    """A locked target above 100 % is the issuing office's."""
    given = {"indicators.2.target": "≥110%", "indicators.2.target_number": "1.1"}
    assert told(rate_above_hundred, typed(given=given)) == []
    assert told(rate_above_hundred, typed({"indicators.2.actual": "1.01"})) == [("indicators.2.actual", "error")]


def test_a_slip_of_the_percent_sign_is_told_once() -> None:
    """9600 % for 96 % is A27, not a rate above the whole as well."""
    report = check_form(typed({"indicators.2.actual": 96}), "1.xlsx")
    assert [one.rule for one in report.findings] == ["A27"]
