"""C28: points typed into the columns of the values."""

from collections.abc import Sequence

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.check.engine import check_form
from perf_xlsx.rules.points_as_values import points_as_values

POINTS = (20, 20, 10, 10, 10, 10, 20)


def rows_of(targets: Sequence[object], actuals: Sequence[object]) -> str:
    """Rows with these values and no points, as on a transfer form."""
    pairs = zip(targets, actuals, strict=True)
    return "\n".join(f"| 质量 | 任务{number} | {one} | {other} |" for number, (one, other) in enumerate(pairs))


@pytest.mark.parametrize("points", [POINTS, (*POINTS[:6], 10), (25, 25, 25, 25)])
def test_values_that_make_the_total(points: Sequence[int]) -> None:
    """100, or the 90 of the indicators; both columns in one finding on the first row."""
    assert told(points_as_values, form_of(rows_of(points, points))) == [("indicators.1.target", "warning")]


@pytest.mark.parametrize(
    ("targets", "actuals"),
    [
        ((*POINTS[:6], 21), (*POINTS[:6], 21)),
        (("20个", *POINTS[1:]), ("20个", *POINTS[1:])),
        (("≥20", *POINTS[1:]), ("20个", *POINTS[1:])),
        ((50, 25, 25), (50, 25, 25)),
        (("有效", 40, 30, 30), ("有效", 40, 30, 30)),
        (("20%", *POINTS[1:]), ("20%", *POINTS[1:])),
    ],
)
def test_honest_values(targets: Sequence[object], actuals: Sequence[object]) -> None:
    """Another sum, a unit, a comparator, three rows, words, percentages."""
    assert told(points_as_values, form_of(rows_of(targets, actuals))) == []


def test_only_the_actual_values() -> None:
    """Targets as they should be: the finding stands in the other column."""
    form = form_of(rows_of(["≥5个"] * 7, POINTS))
    assert told(points_as_values, form) == [("indicators.1.actual", "warning")]


def test_the_numbers_are_told() -> None:
    """The clerk recognises the points."""
    assert message(points_as_values, form_of(rows_of(POINTS, POINTS))) == (
        "指标值、完成值20、20、10、10、10、10、20合计恰为满分，疑把分值填进了指标值栏"
    )


def test_it_stands_over_the_other_rules_of_all_its_rows() -> None:
    """Copied values, missing units and comparators are told as what they are: points."""
    report = check_form(form_of(rows_of(POINTS, POINTS)), "1.xlsx")
    codes = [one.rule for one in report.findings if (one.field or "").startswith("indicators.")]
    assert "C28" in codes
    assert not {"C05", "C13", "C14"} & set(codes)
    assert report.rules.skipped["C13"] == "同一处已由C28指出"


def test_issued_targets_are_locked() -> None:
    """The clean issued form is let alone."""
    assert told(points_as_values, typed()) == []
