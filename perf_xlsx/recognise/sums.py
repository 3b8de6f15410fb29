"""Sums printed among the indicators or below them that are not the total of the form: 小计, 合计 of ninety points."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from perf_xlsx.form.as_found import PrintedSum
from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import Box
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.values import points

BLOCK, INDICATORS = "sums", "indicators"
NAMES = {"points": "分值", "score": "得分"}
LEVEL1 = "level1_key"


def note_sums(book: Notebook, name: str, boxes: Mapping[str, Box | None], choices: Iterable[Sequence[str]]) -> None:
    """The cells of such a row under 分值 and 得分."""
    rows = tuple(dict.fromkeys(tuple(one) for one in choices if one))
    for column, label in NAMES.items():
        box = boxes.get(column)
        if box is not None and rows and isinstance(value := points(box.seen), Decimal):
            place = Place(BLOCK, str(len(book.sums) + 1), column)
            book.captions[place] = f"{name}·{label}"
            book.note(place, box.at, value, box.seen)
            book.sums.append(PrintedSum(place, column, name, rows))


def sum_of(book: Notebook, column: str, rows: Iterable[str]) -> Decimal | None:
    """What the indicators come to in a column; None where none has a number there."""
    found = [value for row in rows if isinstance(value := book.declared.get(Place(INDICATORS, row, column)), Decimal)]
    return sum(found, Decimal(0)) if found else None


def rows_above(book: Notebook, last: int, since: int, named: str) -> Iterable[Sequence[str]]:
    """The rows a 小计 may be of: those of the 一级指标 it names; or since the one before, of the same level, or all."""
    every = [str(row) for row in range(1, last + 1)]
    keys = {row: book.declared.get(Place(INDICATORS, row, LEVEL1)) for row in every}
    level = named or next((keys[row] for row in reversed(every) if keys[row]), None)
    if not named:
        yield every[since:]
    yield [row for row in every if keys[row] == level]
    if named:
        return
    yield every
