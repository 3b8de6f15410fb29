"""A14: a row marked as not applicable that carries a weight or a score."""

import pytest
from tools import Plain, by_hand, check_clean, check_finds

MARKED: dict[str, Plain] = {f"indicators.1.{column}": "/" for column in ("level3", "target", "actual")}


def row(points: Plain, score: Plain) -> dict[str, Plain]:
    """A marked row with these."""
    return {**MARKED, "indicators.1.points": points, "indicators.1.score": score}


@pytest.mark.parametrize(("points", "score"), [(None, None), (0, 0), (0, None)])
def test_a_marked_row_without_points_is_silent(points: Plain, score: Plain) -> None:
    """Blank or 0."""
    check_clean(by_hand(row(points, score)), "A14")


@pytest.mark.parametrize(("points", "score"), [(5, 5), (5, None), (None, 5), ("0.01", 0)])
def test_a_marked_row_with_points_is_found(points: Plain, score: Plain) -> None:
    """A weight, a score, or both."""
    check_finds(by_hand(row(points, score)), "A14", "indicators.1.points")


def test_a_row_with_an_answer_applies() -> None:
    """One of the three cells filled in, and the row is in use."""
    check_clean(by_hand({**row(5, 5), "indicators.1.actual": 3}), "A14")
