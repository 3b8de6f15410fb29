"""Which fiscal years a definition covers."""

import pytest

from perf_xlsx.template.years import covers, years_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020", (2020, 2020)),
        ("2020-2022", (2020, 2022)),
        ("2020-", (2020, None)),
        (" 2020 ", (2020, 2020)),
        ("2022-2020", None),
        ("20-21", None),
        ("2020年", None),
        ("-2020", None),
        ("", None),
    ],
)
def test_years_are_read(text: str, years: tuple[int, int | None] | None) -> None:
    """One year, a span, or from a year on; anything else is no such text."""
    assert years_of(text) == years


@pytest.mark.parametrize(
    ("text", "first", "last"), [("2020", 2020, 2020), ("2020-2022", 2020, 2022), ("2020-", 2020, 2999)]
)
def test_the_ends_are_covered(text: str, first: int, last: int) -> None:
    """First and last year belong to it, the years before and after do not."""
    assert covers(text, first)
    assert covers(text, last)
    assert not covers(text, first - 1)
    assert last == 2999 or not covers(text, last + 1)


def test_no_year_is_covered_by_nonsense() -> None:
    """A text that names no years covers none."""
    assert not covers("always", 2020)
