"""C18: all the points on one row, or the same on each."""

import pytest
from consistent import form_of, message, told
from tools import typed

from perf_xlsx.rules.uneven_points import uneven_points


def rows_of(*points: object) -> str:
    """Rows with these points."""
    return "\n".join(f"| 数量 | 任务{number} | 9个 | 9个 | {one} | {one} |" for number, one in enumerate(points))


@pytest.mark.parametrize(
    "points",
    [
        (20, 20, 10, 30, 10),
        ("35.9", 20, 20, "14.1"),
        (22, 22, 23, 23),
        (10, 10, 10, 10, "10.2", 35),
        ("", ""),
        (35, 10),
    ],
)
def test_sound_points(points: tuple[object, ...]) -> None:
    """Below 40 % of 90, four equal rows, no points, a part of a form."""
    assert told(uneven_points, form_of(rows_of(*points))) == []


def test_forty_percent_is_asked_about() -> None:
    """36 of 90 is the boundary."""
    form = form_of(rows_of(36, 20, 20, 14))
    assert told(uneven_points, form) == [("indicators.1.points", "warning")]
    assert message(uneven_points, form) == "分值过于集中：“任务0”占指标分值的40%"


@pytest.mark.parametrize(("last", "severities"), [("12.9", ["info"]), ("12.85", ["info"]), ("13", [])])
def test_shared_out_evenly_is_a_note(last: str, severities: list[str]) -> None:
    """Equal within one per cent of the largest."""
    form = form_of(rows_of(*["12.85"] * 6, last))
    assert [one.severity for one in told(uneven_points, form)] == severities


def test_issued_points_are_locked() -> None:
    """Not the filler's to mend."""
    assert told(uneven_points, typed(given={"indicators.1.points": 90})) == []
