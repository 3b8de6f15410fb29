"""The fields a template prints, read by its very own labels, before the general words are asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.place import Place
from perf_xlsx.form.texts import fill_text
from perf_xlsx.numbers import Value
from perf_xlsx.recognise.grid import Box, bare
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.printed import is_printed
from perf_xlsx.recognise.values import money, number, rate, text
from perf_xlsx.recognise.words import HEAD_FIELDS
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, Column, Kind

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, and the fields that stand behind it, or the one below it; most labels have one."""

    block: Block
    label: str
    columns: tuple[Column, ...]
    below: bool


def spelt(words: str) -> str:
    """A label as it is compared with a template's own: no blanks, no colon behind it."""
    return bare(words).rstrip(":")


def read_own_fields(book: Notebook, rows: Sequence[int], template: Template) -> None:
    """Read what stands behind or below the template's own labels; the general readers leave it as it is."""
    fields = list(_labelled(template))
    known = {one.label for one in fields}
    found: dict[str, list[Box]] = {}
    for row in rows:
        for box in book.grid.rows.get(row, ()):
            if isinstance(box.seen.value, str) and spelt(box.seen.text) in known:
                found.setdefault(spelt(box.seen.text), []).append(box)
    sides = {spelt(block.printed or block.label) for block in template.blocks if block.side}
    for row in rows:
        book.labels(box for box in book.grid.rows.get(row, ())[:1] if spelt(box.seen.text) in sides)
    for field in fields:
        if found.get(field.label):
            _read(book, field, found[field.label].pop(0), known, set(rows))


def _labelled(template: Template) -> Iterator[Labelled]:
    for block in template.blocks:
        if block.kind is not BlockKind.FIELDS or block.hidden:
            continue
        printed = [one for one in block.columns if is_printed(template.definition, one.at)]
        for column in printed:
            if column.label_at:
                behind = [one for one in printed if not one.label_at and one.line == column.line]
                below = bool(column.label_line) and column.label_line < column.line
                words = spelt(fill_text(template, column.printed or column.label))
                last = [one for one in printed if one.label_at and one.line == column.line][-1]
                yield Labelled(block, words, (column, *(behind if column is last else ())), below)


def _read(book: Notebook, field: Labelled, label: Box, known: set[str], rows: set[int]) -> None:
    below = [box for box in _below(book, label) if box.row in rows] if field.below else []
    contents = below if field.below else _behind(book, label, known)
    if any(spelt(box.seen.text) in known for box in contents):
        return  # another arrangement than the template's
    first, *others = field.columns
    apart = bool(others) and bool(contents) and contents[0].column > label.last_column + 1
    boxes: list[Box | None] = [None, *contents] if apart else list(contents)
    if not (boxes and boxes[0]) and (field.below or field.block.side):
        return
    book.labels([label])
    for column, box in zip(field.columns, [*boxes, *[None] * len(field.columns)], strict=False):
        place = Place(field.block.key, "", column.key)
        at = box.at if box else (label.row, label.last_column + 1)
        if box is not None or column is first:
            book.settle(place, at, value_of(column, box, book.money_unit), box.seen if box else None)


def _below(book: Notebook, label: Box) -> Sequence[Box]:
    return list(book.grid.between(label.last_row + 1, label.column, label.last_column))[:1]


def _behind(book: Notebook, label: Box, known: set[str]) -> Sequence[Box]:
    """What stands to the right of a label, up to the next one."""
    found: list[Box] = []
    for box in book.grid.rows.get(label.row, ()):
        if box.column > label.last_column:
            is_text = isinstance(box.seen.value, str)
            if is_text and (spelt(box.seen.text) in known or HEAD_FIELDS.of(box.seen.text)):
                break
            found.append(box)
    return found


def value_of(column: Column, box: Box | None, money_unit: str) -> Value:
    """A cell as its column holds it."""
    if box is None:
        return None
    if column.kind is Kind.PERCENT:
        return rate(box.seen, in_percent="%" in bare(column.label), likely=None)
    if column.kind is Kind.MONEY:
        value = money(box.seen, money_unit)  # a rate in a column of amounts is printed as 100 for 100%
        return value * HUNDRED if isinstance(value, Decimal) and "%" in box.seen.text else value
    return text(box.seen) if column.kind is Kind.TEXT else number(box.seen)
