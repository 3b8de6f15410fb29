"""Heights of wrapped Chinese text, and texts cut where a row is not high enough."""

import pytest

from perf_xlsx.workbook.heights import lines_in, points_of, text_lines, text_parts, text_pixels, whole_pixels

WIDTH, SIZE = 140, 9
SENTENCE = "受天气影响，部分场次推迟到下一年度举行，已调整计划。"


def test_a_row_is_never_higher_than_excel_allows() -> None:
    """409 points at most, whatever the text; the whole height is not cut off."""
    text = SENTENCE * 40
    assert text_pixels(text, WIDTH, SIZE) == 546
    assert whole_pixels(text, WIDTH, SIZE) > 2 * 546
    assert text_pixels("短", WIDTH, SIZE) == whole_pixels("短", WIDTH, SIZE)


@pytest.mark.parametrize("pixels", [1, 27, 60, 200, 545])
def test_lines_in_a_row_are_whole(pixels: int) -> None:
    """So many lines fit, one more does not; one is always taken."""
    lines = lines_in(pixels, SIZE)
    assert lines >= 1
    assert lines == 1 or points_of(lines, SIZE) <= pixels * 0.75
    assert points_of(lines + 1, SIZE) > pixels * 0.75


@pytest.mark.parametrize(
    "text", ["", "短", SENTENCE, SENTENCE * 9, "无标点" * 200, "a" * 500, "一\n二\n三\n" * 20, "\n" * 30, "😀" * 300]
)
@pytest.mark.parametrize("most", [1, 3, 12])
def test_parts_are_the_whole_text(text: str, most: int) -> None:
    """Nothing but line breaks at a cut is lost, and no part has too many lines."""
    parts = text_parts(text, WIDTH, SIZE, most)
    assert "".join(parts).replace("\n", "") == text.replace("\n", "")
    assert all(text_lines(part, WIDTH, SIZE) <= most for part in parts)


def test_a_text_is_cut_after_a_sentence() -> None:
    """Where one ends in the last quarter of a part; else where the part is full."""
    parts = text_parts(SENTENCE * 9, WIDTH, SIZE, 12)
    assert len(parts) > 1
    assert all(part.endswith("。") for part in parts)
    assert [len(part) for part in text_parts("字" * 30, WIDTH, SIZE, 1)] == [10, 10, 10]


def test_a_text_that_fits_is_one_part() -> None:
    """Nothing is cut that need not be."""
    assert text_parts(SENTENCE, WIDTH, SIZE, 3) == [SENTENCE]
