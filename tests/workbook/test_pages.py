"""Rows on pages: what begins a page, what stays together, what is repeated."""

import pytest

from perf_xlsx.workbook.pages import Rows, fits_one_page, page_pixels, page_starts, pieces, scale_of


def test_pages_are_filled() -> None:
    """A row that no longer fits begins the next page; one that fits exactly does not."""
    assert page_starts(Rows([40, 60, 1, 99, 100]), 100) == [0, 2, 4]


def test_no_page_without_rows() -> None:
    """A row higher than a page has one to itself, and never an empty one before it."""
    assert page_starts(Rows([300, 20, 300, 300]), 100) == [0, 1, 2, 3]


def test_headings_do_not_end_a_page() -> None:
    """Rows that stay with the next go over with it, several of them too."""
    assert page_starts(Rows([50, 20, 20, 50], kept={1, 2}), 100) == [0, 1]
    assert page_starts(Rows([50, 20, 20, 50], kept={2}), 100) == [0, 2]


def test_a_page_full_of_headings_is_broken_all_the_same() -> None:
    """Rows that stay together and fill a page cannot: the page ends where it is full."""
    assert page_starts(Rows([40, 40, 40, 40], kept={0, 1, 2}), 100) == [0, 2]


def test_the_repeated_row_takes_room() -> None:
    """On pages after the one it stands on, not before."""
    assert page_starts(Rows([90, 30, 60, 60, 40, 60], repeated=1), 100) == [0, 1, 3, 4, 5]
    assert page_starts(Rows([90, 30, 60, 60, 40, 60]), 100) == [0, 1, 3, 5]
    assert page_starts(Rows([60, 30, 40, 60, 40], repeated=1), 100) == [0, 2, 3, 4]
    assert page_starts(Rows([60, 30, 40, 60, 40]), 100) == [0, 2, 4]


def test_a_wide_form_is_made_smaller() -> None:
    """Columns wider than the paper are scaled down, narrower ones not up; a smaller scale holds more rows."""
    assert scale_of(600) == 100
    assert scale_of(770) == 89
    assert scale_of(10**6) == 10
    assert page_pixels(50) == pytest.approx(2 * page_pixels(100), abs=1)


def test_one_page() -> None:
    """A little more than a page is made smaller, more is broken (workbook.md, section 1: 1.3 pages)."""
    assert fits_one_page(1300)
    assert not fits_one_page(1301)


@pytest.mark.parametrize(
    ("span", "starts", "parts"),
    [
        ((2, 8), [0], [(2, 8)]),
        ((2, 8), [0, 2, 9], [(2, 8)]),
        ((2, 8), [0, 5], [(2, 4), (5, 8)]),
        ((2, 8), [0, 3, 8], [(2, 2), (3, 7), (8, 8)]),
        ((4, 4), [0, 4], [(4, 4)]),
    ],
)
def test_spans_are_cut_at_page_ends(span: tuple[int, int], starts: list[int], parts: list[tuple[int, int]]) -> None:
    """One piece a page, rows neither lost nor doubled."""
    assert list(pieces(*span, starts)) == parts


def test_a_page_that_is_turned() -> None:
    """It takes wider columns at full size, and as much less height as the paper has."""
    assert scale_of(1016, landscape=True) == 100
    assert scale_of(1200, landscape=True) == 84
    assert page_pixels(100, landscape=True) < page_pixels(100) * 0.7
    assert fits_one_page(871, landscape=True)
    assert not fits_one_page(872, landscape=True)
