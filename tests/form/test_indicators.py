"""Indicator rows as a reviewer reads them."""

from dataclasses import replace
from decimal import Decimal

from cases import real_form
from tools import QUALITY, SOCIAL, typed

from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.notation import Kind


def test_an_issued_row() -> None:
    """What was issued and what was typed are one row; the unit of the target is that of the bare number typed."""
    rows = {one.row: one for one in indicators_of(typed())}
    quality, social = rows[QUALITY], rows[SOCIAL]
    assert (quality.level1, quality.level2, quality.name) == ("output", "quality", "考试合格率")
    assert (quality.target.comparator, quality.target.number, quality.actual.number) == (
        "≥",
        Decimal("0.95"),
        Decimal("0.96"),
    )
    assert (quality.target.unit, quality.actual.unit, quality.actual_text) == ("%", "%", "96%")
    assert quality.measured
    assert not quality.inferred
    assert (social.target.kind, social.actual_text, social.measured) == (Kind.WORDS, "达成预期指标", False)


def test_rows_not_in_use_are_left_out() -> None:
    """Five indicators were issued; the 二级指标 without one print "/" and are no indicators."""
    assert len(indicators_of(typed())) == 5


def test_a_hand_made_row() -> None:
    """The first form of 2020 states no comparator at its last row; what was read of it is inferred, not stated."""
    rows = indicators_of(real_form(1))
    assert [one.row for one in rows] == sorted((one.row for one in rows), key=int)
    assert any(one.inferred for one in rows)
    assert all(one.direction for one in rows if one.measured)


def test_rows_are_read_once_and_anew_when_the_form_changes() -> None:
    """The same form gives the same rows; other declared values, of this form or of another made from it, are read."""
    form = real_form(1)
    rows = indicators_of(form)
    assert indicators_of(form) is rows
    place = rows[0].place("points")
    other = replace(form, declared={**form.declared, place: Decimal(9)})
    assert indicators_of(other)[0].points == Decimal(9)
    assert indicators_of(form)[0].points == Decimal(10)
