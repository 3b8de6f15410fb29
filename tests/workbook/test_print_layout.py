"""A filled form laid out for printing: no row nobody used, every text whole, spans cut where pages end."""

from decimal import Decimal

import pytest
from printed import LONG, form_of, many
from tools import COST, ROWS, by_hand, filled, project

from perf_xlsx.workbook.clean_text import clean
from perf_xlsx.workbook.heights import MOST_PIXELS, whole_pixels
from perf_xlsx.workbook.pages import page_pixels
from perf_xlsx.workbook.print_layout import Layout, Piece, layout_of, pieces_of
from perf_xlsx.workbook.style import font_size_of


def at(pieces: list[Piece], text: str) -> list[Piece]:
    """The pieces that print a text."""
    return [piece for piece in pieces if piece.value == text]


def covered(layout: Layout) -> dict[tuple[int, int], int]:
    """How many pieces stand in each place of the printed form."""
    counts: dict[tuple[int, int], int] = {}
    for piece in pieces_of(layout):
        for row in range(piece.rows[0], piece.rows[1] + 1):
            for column in range(piece.columns[0], piece.columns[1] + 1):
                counts[row, column] = counts.get((row, column), 0) + 1
    return counts


@pytest.mark.parametrize("rows", [ROWS, many(40), ""])
def test_pieces_never_overlap(rows: str) -> None:
    """No place of the sheet is written twice, and none but empty corners is left out."""
    layout = layout_of(form_of(rows, {"goal.achieved": LONG * 90}))
    assert set(covered(layout).values()) == {1}
    assert max(row for row, _ in covered(layout)) == len(layout.heights)


def test_only_what_is_printed() -> None:
    """No panel, no hidden column, no sentinel row: what is laid out ends at the last printed column."""
    layout = layout_of(form_of())
    assert {column for piece in pieces_of(layout) for column in piece.columns} <= set(range(1, 10))
    assert len(layout.heights) == layout.sheet.page.bottom - 1


@pytest.mark.parametrize("times", [1, 20, 60, 120])
def test_every_text_is_whole(times: int) -> None:
    """Each piece is as high as its text needs, each row as high as Excel allows at most, and no word is lost."""
    text = LONG * times
    inputs = {"goal.achieved": text, f"indicators.{COST}.deviation_explanation": text}
    layout = layout_of(form_of(many(20), inputs, expected=text))
    pieces = list(pieces_of(layout))
    for piece in pieces:
        if isinstance(piece.value, str) and piece.value:
            height = sum(layout.heights[piece.rows[0] - 1 : piece.rows[1]])
            assert height >= whole_pixels(piece.value, layout.width(piece.cell), font_size_of(piece.cell)), piece
    assert max(layout.heights) <= MOST_PIXELS
    for key in ("expected", "achieved", "deviation_explanation"):
        own = [piece for piece in pieces if piece.cell.source is not None and piece.cell.source.key == key]
        assert text in "".join(str(piece.value) for piece in own if isinstance(piece.value, str))


def test_short_texts_keep_their_row() -> None:
    """A form with short texts is the issued form row by row, not higher and not lower."""
    layout = layout_of(form_of())
    assert not layout.texts
    assert all(first == last for first, last in layout.lines.values())
    assert all(layout.heights[line[0] - 1] >= layout.sheet.page.heights[row] for row, line in layout.lines.items())


def test_labels_stand_on_every_page() -> None:
    """A level that goes over a page end is printed again on the next page, and so is the block's own label."""
    layout = layout_of(form_of(many(60)))
    pages = len(layout.starts)
    pieces = list(pieces_of(layout))
    assert pages > 2
    assert len(at(pieces, "绩效指标")) == pages
    assert len(at(pieces, "数量指标")) >= pages - 1
    for piece in pieces:
        assert not [start for start in layout.starts if piece.rows[0] - 1 < start <= piece.rows[1] - 1], piece


def test_a_value_is_printed_once() -> None:
    """Beside a text that goes over a page end the row's other cells are cut too, their values not repeated."""
    row = f"indicators.{COST}"
    layout = layout_of(form_of(inputs={f"{row}.deviation_explanation": LONG * 120}))
    own = [
        piece
        for piece in pieces_of(layout)
        if piece.cell.place and (piece.cell.place.row, piece.cell.place.column) == (COST, "actual")
    ]
    assert len(layout.starts) > 1
    assert [piece.value for piece in own] == [Decimal("9.5"), *[None] * (len(own) - 1)]
    assert len(own) > 1


def test_rules_of_a_cut_text() -> None:
    """It has a rule above its first part, below its last, and at both sides of a page end, nowhere else."""
    layout = layout_of(form_of(inputs={"goal.achieved": LONG * 120}))
    own = [one for one in pieces_of(layout) if one.cell.place and one.cell.place.column == "achieved"]
    first, last = own[0].rows[0], own[-1].rows[0]
    begins = {start + 1 for start in layout.starts if first < start + 1 <= last}
    assert all(one.flowing for one in own)
    assert len(begins) > 1
    assert {one.rows[0] for one in own if one.opens} == {first, *begins}
    assert {one.rows[0] for one in own if one.closes} == {last, *(row - 1 for row in begins)}


def test_no_page_is_overfull() -> None:
    """Rows of a page, with the header that is repeated, are not higher than the page."""
    layout = layout_of(form_of(many(60), {"goal.achieved": LONG * 40}))
    ends = [*layout.starts[1:], len(layout.heights)]
    room = page_pixels(layout.scale)
    for start, end in zip(layout.starts, ends, strict=True):
        header = layout.heights[layout.repeated] if start > layout.repeated else 0
        assert sum(layout.heights[start:end]) + header <= room
        assert end > start


def test_the_total_does_not_stand_alone() -> None:
    """The last indicator, the total, notes and signature stand on one page."""
    for count in range(30, 46, 3):
        layout = layout_of(form_of(many(count)))
        total = layout.lines[layout.sheet.page.sentinel + 1][0]
        assert layout.starts[-1] < total - 1, count


def test_a_form_of_one_page() -> None:
    """An ordinary form is one page."""
    layout = layout_of(form_of())
    assert layout.one_page
    assert layout.starts == (0,)


def test_rows_nobody_used_are_left_out() -> None:
    """A spare row is not printed; of a 二级指标 that has nothing but spare rows one is, struck through."""
    spare = "| 产出指标 | 数量指标 | | | |\n| 产出指标 | 时效指标 | | | |\n| 产出指标 | 时效指标 | | | |\n"
    plain = layout_of(filled(project(), {}))
    spared = layout_of(filled(project(ROWS.strip() + "\n" + spare), {}))
    assert len(spared.heights) == len(plain.heights)
    rows = {row: {one.value for one in pieces_of(spared) if one.rows[0] == row} for row in range(13, 24)}
    assert [row for row, texts in rows.items() if "时效指标" in texts and "/" in texts] == [15]
    assert set(covered(spared).values()) == {1}


def test_a_form_made_by_hand_has_no_layout() -> None:
    """Only what was issued can be printed."""
    with pytest.raises(ValueError, match="only an issued form"):
        layout_of(by_hand())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x00b\x1b[31m", "ab[31m"),
        ("\ud800甲", "甲"),
        ("甲\r\n乙\r丙\t丁", "甲\n乙\n丙 丁"),
        ("甲\n\n\n\n乙", "甲\n\n乙"),
        (" 甲\n", "甲"),
    ],
)
def test_text_is_cleaned(text: str, printed: str) -> None:
    """Signs no workbook can hold are dropped, runs of empty lines shortened, words and line breaks kept."""
    assert clean(text) == printed
