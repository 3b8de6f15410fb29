"""A17: weights and scores belong to the total of the funds alone."""

import pytest
from byhand import hand_form, said
from tools import Changes, Plain, typed

from perf_xlsx.rules.source_row_scored import source_row_scored

POINTS, SCORE = "funds.appropriation.points", "funds.appropriation.score"


@pytest.mark.parametrize("mark", ["—", "-", "/", None, 0])
def test_marks_and_blanks_are_silent(mark: Plain) -> None:
    """The form prints a dash there; nothing, and nought, count for nothing."""
    assert said(source_row_scored, hand_form("", {POINTS: mark, SCORE: mark, "funds.total.points": 10})) == []


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({POINTS: 10, SCORE: 10}, [POINTS]),
        ({SCORE: "0.01"}, [SCORE]),
        ({POINTS: 10, "funds.other.score": 1}, [POINTS, "funds.other.score"]),
    ],
)
def test_one_finding_a_row(changes: Changes, places: list[str]) -> None:
    """Weight, score or both: the row is found once."""
    assert said(source_row_scored, hand_form("", changes)) == [(place, "warning") for place in places]


def test_an_issued_form_has_no_such_cells() -> None:
    """They print a dash and are locked."""
    assert said(source_row_scored, typed()) == []
