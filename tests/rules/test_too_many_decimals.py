"""A19: more than two decimals in weights and scores."""

import pytest
from byhand import hand_form, said
from tools import QUANTITY, Plain, typed

from perf_xlsx.rules.too_many_decimals import too_many_decimals

ROWS = "数量 | 培训人次 | ≥50人次 | 60人次 | {} | {}"


@pytest.mark.parametrize(
    ("points", "score", "place"),
    [
        ("12.85", "12.85", ""),
        ("12.850", "12", ""),
        ("12.855", "12.85", "indicators.1.points"),
        ("12.85", "12.849", "indicators.1.score"),
    ],
)
def test_two_decimals_are_enough(points: str, score: str, place: str) -> None:
    """12.85 and 12.850 are silent, 12.855 is noted."""
    assert said(too_many_decimals, hand_form(ROWS.format(points, score))) == ([(place, "info")] if place else [])


def test_one_note_a_form() -> None:
    """Seven odd weights are one note."""
    rows = "\n".join([ROWS.format("12.857", "12.857")] * 7)
    assert said(too_many_decimals, hand_form(rows)) == [("indicators.1.points", "info")]


@pytest.mark.parametrize(("adjusted", "expected"), [("19.99", 0), ("19.995", 1)])
def test_an_issued_form(adjusted: Plain, expected: int) -> None:
    """What was issued is not criticised; what is typed is."""
    form = typed({f"indicators.{QUANTITY}.adjusted_score": adjusted}, given={"indicators.2.points": "20.001"})
    assert len(said(too_many_decimals, form)) == expected
