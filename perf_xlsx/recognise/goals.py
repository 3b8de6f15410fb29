"""The year's goal and what came of it: label above its text, beside it, or in one cell with it."""

import re
from collections.abc import Sequence

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import At, Box, Seen, bare, label_text
from perf_xlsx.recognise.notebook import NUMBER, Notebook
from perf_xlsx.recognise.values import text
from perf_xlsx.recognise.words import GOAL_BLOCK, GOALS, LONGEST_LABEL, label

BLOCK = "goal"
KNOWN = ("expected", "achieved")
# What is enough of a label where a colon and the text follow at once.
_SHORT = {"计划": KNOWN[0], "计划完成": KNOWN[0], "实际": KNOWN[1], "实际完成": KNOWN[1]}
_COLON = re.compile("[:：]")
_COUNTED = re.compile(r"序号|(?:年度|绩效)?目标[0-9一二三四五六七八九十]{1,2}|[0-9]{1,2}")


def inside(box: Box) -> tuple[str, str]:
    """What a cell says that holds the label and its text (预期目标：……), and the text; blank where it is none."""
    if not isinstance(box.seen.value, str) or not _COLON.search(box.seen.text, 0, LONGEST_LABEL + 1):
        return "", ""
    name, *words = _COLON.split(box.seen.text[: LONGEST_LABEL + 1], maxsplit=1)
    key = (_SHORT.get(label(name)) or GOALS.of(name)) if words else ""
    return (key, box.seen.text[len(name) + 1 :].strip()) if key in KNOWN else ("", "")


def read_goals(book: Notebook, rows: Sequence[int]) -> None:
    """Read the rows of the goal block."""
    read: set[int] = set()
    for position, row in enumerate(rows):
        if row in read:
            continue
        boxes = _outside(book, book.grid.rows[row])
        below = book.grid.rows[rows[position + 1]] if position + 1 < len(rows) else ()
        labels = [box for box in boxes if GOALS.of(box.seen.text)]
        side = _side(boxes, labels)
        book.labels(side)
        own = [box for box in labels if box not in side]
        rest = [box for box in boxes if box not in side or box in labels]
        if _are_headings([box for box in rest if not _counts(box)], labels, below):
            contents = _contents(book, rows[position + 1 :], own)
            read |= {one.row for one in contents}
            book.labels(box for box in rest if _counts(box))
            for box in own:
                under = [one for one in contents if box.column <= one.column <= box.last_column]
                _note(book, box, under, (box.last_row + 1, box.column))
        else:
            for box in own:
                beside = [one for one in boxes if one.column > box.last_column and one not in labels][:1]
                _note(book, box, beside, (box.row, box.last_column + 1))


def _counts(box: Box) -> bool:
    """Whether a cell only numbers goals: 序号, 目标1."""
    return _COUNTED.fullmatch(bare(box.seen.text)) is not None


def _contents(book: Notebook, rows: Sequence[int], labels: Sequence[Box]) -> Sequence[Box]:
    """What stands in the row below some headings, and in those that go on, goal by goal."""
    found: list[Box] = []
    for row in rows:
        boxes = [box for box in book.grid.rows[row] if not _counts(box)]
        stray = any(not any(one.column <= box.column <= one.last_column for one in labels) for box in boxes)
        if found and (stray or any(GOALS.of(box.seen.text) for box in boxes)):
            break
        book.labels((box for box in book.grid.rows[row] if _counts(box)), NUMBER)
        found += boxes
    return found


def _outside(book: Notebook, boxes: Sequence[Box]) -> list[Box]:
    """Note the cells that hold label and text; what is left. Beside one that does, a label alone has no text."""
    told = [(box, *inside(box)) for box in boxes]
    if not any(words for _, _, words in told):
        return list(boxes)
    for box, key, words in told:
        if key:
            book.note(Place(BLOCK, "", key), box.at, words or None, Seen(words, words))
    return [box for box, key, _ in told if not key]


def _side(boxes: Sequence[Box], labels: Sequence[Box]) -> list[Box]:
    """The labels at the left that name the block: what stands before the first label, and what reaches down."""
    before = [box for box in boxes if labels and box.column < labels[0].column]
    tall = [box for box in labels if box.last_row > box.row]
    after = boxes[boxes.index(labels[0]) + 1 :][:1] if labels else []
    heads = len(labels) > 1 and all(box in labels or _counts(box) for box in after)
    named = labels[:1] if heads and GOAL_BLOCK.fullmatch(label(labels[0].seen.text)) else []
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
    seen = first.seen if first else None
    if len(content) > 1:
        words = "\n".join(one.seen.text.strip() for one in content)
        seen = Seen(words, words)
    book.note(place, first.at if first else blank_at, text(seen) if seen else None, seen)
    for one in content[1:]:
        book.belongs(one.at, place)
