"""B06: a unit where everything is 100."""

import pytest
from tiny_returns import batch, messages, one
from tools import filled

from perf_xlsx.form.extracted import extract_of
from perf_xlsx.rules.unit_all_perfect import unit_all_perfect


@pytest.mark.parametrize(("forms", "full", "found"), [(4, 4, 0), (5, 5, 1), (10, 9, 0), (11, 10, 1), (5, 4, 0)])
def test_five_forms_and_more_than_nine_in_ten(forms: int, full: int, found: int) -> None:
    """Four forms are too few; exactly 90 % is still allowed."""
    returns = [one(f"P{number}", full_marks=number < full) for number in range(forms)]
    assert len(messages(unit_all_perfect, batch(*returns))) == found


def test_units_are_apart() -> None:
    """Five perfect forms of five units are nothing."""
    returns = [one(f"P{number}", full_marks=True, unit=f"第{number}中学") for number in range(5)]
    assert messages(unit_all_perfect, batch(*returns)) == []


def test_full_marks_are_those_of_the_template() -> None:
    """The clean form is short of 100 by its execution; an unfilled one has no score."""
    assert not extract_of(filled()).full_marks
    assert not extract_of(filled(inputs={})).full_marks
