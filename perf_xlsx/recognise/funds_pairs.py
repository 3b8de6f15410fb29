"""Funds that stand in no table: a label with its amount beside it, or in the same cell (年初预算数：120.5万元)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perf_xlsx.recognise.funds_lines import Line
from perf_xlsx.recognise.grid import Box, Seen, bare, label_text
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.values import LONGEST_NUMBER, is_number
from perf_xlsx.recognise.words import FUNDS_COLUMNS, FUNDS_SOURCES, LONGEST_SPACED, label

# What a lone row of label and number may say of the whole project.
LONE = frozenset({"initial_budget", "annual_budget", "annual_spending", "execution_rate", "arrived"})
# These are said of every block: on a lone row they are of the funds only when the label says so, or where it is
# nothing but the word, and amounts stand in the same row.
SCORED, OF_FUNDS = frozenset({"points", "score"}), "执行"
NOTHING_BUT = frozenset({"分值", "权重", "得分"})
_COLON = re.compile("[:：]")
_PARTS = re.compile("[\n;；，]|,(?![0-9])")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and a number: the cell of each, which may be the same."""

    name: str
    label: Box
    box: Box


def pairs_in(boxes: Sequence[Box]) -> list[Pair]:
    """The labels of a row with a number right beside them, or behind their colon."""
    inside = [pair for box in boxes if _COLON.search(box.seen.text[:LONGEST_SPACED]) for pair in _inside(box)]
    beside = [Pair(label.seen.text, label, box) for label, box in pairwise(boxes) if is_number(box.seen)]
    return sorted([*inside, *beside], key=lambda one: one.box.column)


def _inside(box: Box) -> Sequence[Pair]:
    """Every label of a cell with what follows it; none where anything else is written there."""
    if not isinstance(box.seen.value, str) or len(box.seen.text) > LONGEST_SPACED:
        return ()
    found: list[Pair] = []
    for part in _PARTS.split(box.seen.text.strip().rstrip("。；;，")):
        words = _COLON.split(part)
        seen = Seen(words[-1].strip(), words[-1].strip())
        name = "：".join(words[:-1])
        of_funds = len(seen.text) <= LONGEST_NUMBER and FUNDS_COLUMNS.of(name) in LONE
        if not bare(name) or not (is_number(seen) or of_funds):
            return ()
        found.append(Pair(name, box, box._replace(seen=seen)))
    return found


def money_pairs(boxes: Sequence[Box]) -> list[tuple[str, Pair]]:
    """What the pairs of a row say of the whole project; what is no number, or blank, only beside one that is."""
    named = [(FUNDS_COLUMNS.of(pair.name), pair) for pair in pairs_in(boxes)]
    amounts = any(key in LONE and is_number(pair.box.seen) for key, pair in named)
    named = [(key, pair) for key, pair in named if amounts or is_number(pair.box.seen)]
    return [
        (key, pair)
        for key, pair in named
        if key in LONE or (key in SCORED and (OF_FUNDS in pair.name or (amounts and label(pair.name) in NOTHING_BUT)))
    ]


def source_lines(book: Notebook, rows: Sequence[int], measures: Sequence[tuple[str, Pair]]) -> Iterator[Line]:
    """The rows that name sources under labels of measures: 其中：财政拨款 100 below 预算数 and 执行数 each."""
    amounts = [(key, pair) for key, pair in measures if key in LONE]
    for row in rows:
        boxes = book.grid.rows[row]
        by_source: dict[str, dict[str, Box]] = {}
        for pair in pairs_in(boxes):
            source = "" if FUNDS_COLUMNS.of(pair.name) else FUNDS_SOURCES.of(pair.name)
            above = next((key for key, one in amounts if one.label.column == pair.label.column), "")
            if source and above:
                by_source.setdefault(source, {})[above] = pair.box
                book.labels([pair.label] if pair.label is not pair.box and pair.label.at != pair.box.at else [])
        for source, cells in by_source.items():
            yield Line(source, row, cells, {key: box.column for key, box in cells.items()}, label_text(boxes[0]))
