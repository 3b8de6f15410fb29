"""The year's goal and what came of it: label above its text, beside it, or in one cell with it."""

import re
from collections.abc import Sequence

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import At, Box, Seen, label_text
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.values import text
from perf_xlsx.recognise.words import GOAL_BLOCK, GOALS, LONGEST_LABEL, label

BLOCK = "goal"
KNOWN = ("expected", "achieved")
_COLON = re.compile("[:：]")


def inside(box: Box) -> tuple[str, str]:
    """What a cell says that holds the label and its text (预期目标：……), and the text; blank where it is none."""
    if not isinstance(box.seen.value, str):
        return "", ""
    name, *words = _COLON.split(box.seen.text[: LONGEST_LABEL + 1], maxsplit=1)
    key = GOALS.of(name) if words else ""
    return (key, box.seen.text[len(name) + 1 :].strip()) if key in KNOWN else ("", "")


def read_goals(book: Notebook, rows: Sequence[int]) -> None:
    """Read the rows of the goal block."""
    content_row = 0
    for position, row in enumerate(rows):
        if row == content_row:
            continue
        boxes = [box for box in book.grid.rows[row] if not _noted_inside(book, box)]
        below = book.grid.rows[rows[position + 1]] if position + 1 < len(rows) else ()
        labels = [box for box in boxes if GOALS.of(box.seen.text)]
        side = _side(boxes, labels)
        book.labels(side)
        own = [box for box in labels if box not in side]
        if _are_headings([box for box in boxes if box not in side or box in labels], labels, below):
            content_row = below[0].row if below else 0
            for box in own:
                under = [one for one in below if box.column <= one.column <= box.last_column]
                _note(book, box, under, (box.last_row + 1, box.column))
        else:
            for box in own:
                beside = [one for one in boxes if one.column > box.last_column and one not in labels][:1]
                _note(book, box, beside, (box.row, box.last_column + 1))


def _noted_inside(book: Notebook, box: Box) -> bool:
    """Note a cell that holds label and text; whether it did."""
    key, words = inside(box)
    if words:
        book.note(Place(BLOCK, "", key), box.at, words, Seen(words, words))
    return bool(words)


def _side(boxes: Sequence[Box], labels: Sequence[Box]) -> list[Box]:
    """The labels at the left that name the block: what stands before the first label, and what reaches down."""
    before = [box for box in boxes if labels and box.column < labels[0].column]
    tall = [box for box in labels if box.last_row > box.row]
    named = labels[:1] if len(labels) > 1 and GOAL_BLOCK.fullmatch(label(labels[0].seen.text)) else []
    return [*before, *(box for box in labels if box in tall or box in named)] if len(labels) > len(tall) else before


def _are_headings(boxes: Sequence[Box], labels: Sequence[Box], below: Sequence[Box]) -> bool:
    """Whether the labels of a row stand above their texts: nothing else is in the row, and no label right below."""
    if not labels or len(labels) < len(boxes):
        return False
    again = bool(below) and below[0].column == labels[0].column and GOALS.of(below[0].seen.text) != ""
    return not (len(labels) == 1 and (again or labels[0].column == _left(boxes, below)))


def _left(boxes: Sequence[Box], below: Sequence[Box]) -> int:
    """Where a lone label stands that has its text to its right, in this row: left of everything below it."""
    return boxes[0].column if below and below[0].column <= boxes[0].column and len(below) > 1 else 0


def _note(book: Notebook, box: Box, content: Sequence[Box], blank_at: At) -> None:
    """One label with the cells of its text."""
    book.labels([box])
    key = GOALS.of(box.seen.text)
    if key not in KNOWN:
        book.labels(content, f"模板没有这一栏（{label_text(box)}）")
        return
    place = Place(BLOCK, "", key)
    first = content[0] if content else None
    book.note(
        place, first.at if first else blank_at, text(first.seen) if first else None, first.seen if first else None
    )
    for one in content[1:]:
        book.belongs(one.at, place)
