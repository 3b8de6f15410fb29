"""One name to one thing: a cell, a whole column, or a number of the policy."""

from decimal import Decimal

from perf_xlsx.expr.nodes import Cell, Number, Range, Sort, Truth, Word
from perf_xlsx.expr.vocabulary import Area, Entry, Scope, Vocabulary, did_you_mean

Found = Cell | Range | Number | Word | Truth


class UnknownNameError(Exception):
    """A name that means nothing, or more than one thing, at a place."""


def resolve(parts: tuple[str, ...], vocabulary: Vocabulary, scope: Scope) -> Found:
    """Find what a name means at a place: row first, then block, then form.

    Raises UnknownNameError with a sentence for the author.
    """
    if parts[0] == "policy":
        return _policy(parts, vocabulary)
    if len(parts) == 1:
        return _plain(parts[0], vocabulary, scope)
    return _dotted(parts, vocabulary, scope)


def _policy(parts: tuple[str, ...], vocabulary: Vocabulary) -> Found:
    value: object = vocabulary.policy
    for position, part in enumerate(parts[1:], 1):
        if not isinstance(value, dict) or part not in value:
            known = value if isinstance(value, dict) else ()
            raise UnknownNameError(f"政策参数没有“{'.'.join(parts[: position + 1])}”{did_you_mean(part, known)}")
        value = value[part]
    match value:
        case bool():
            return Truth(value)
        case int() | float():
            return Number(Decimal(str(value)))
        case str():
            return Word(value)
    raise UnknownNameError(f"“{'.'.join(parts)}”不是单个数值，请写到具体的一项")


def _plain(word: str, vocabulary: Vocabulary, scope: Scope) -> Found:
    here = vocabulary.areas[scope.block]
    if word == "this":
        return _cell(here, scope.row, here.entries[scope.column])
    entry = here.entry(word)
    if entry is not None:
        return _cell(here, "" if here.kind == "fields" else scope.row, entry)
    row = here.row(word)
    if row is not None:
        return _cell(here, row, here.entries[scope.column])
    found = [
        (area, entry)
        for area in vocabulary.areas.values()
        if area.kind == "fields" and (entry := area.entry(word)) is not None
    ]
    if len(found) == 1:
        area, entry = found[0]
        return _cell(area, "", entry)
    if found:
        places = "、".join(f"{area.key}.{entry.key}" for area, entry in found)
        raise UnknownNameError(f"“{word}”有多处：{places}，请写全")
    raise UnknownNameError(f"没有“{word}”{did_you_mean(word, vocabulary.words(scope))}")


def _dotted(parts: tuple[str, ...], vocabulary: Vocabulary, scope: Scope) -> Found:
    name = ".".join(parts)
    area = vocabulary.area(parts[0])
    if area is None:
        raise UnknownNameError(f"没有区块“{parts[0]}”{did_you_mean(parts[0], [*vocabulary.areas, 'policy'])}")
    if area.kind == "grid":
        row = area.row(parts[1])
        if row is None:
            raise UnknownNameError(f"{area.key} 没有行“{parts[1]}”{did_you_mean(parts[1], area.rows)}")
        word = scope.column if len(parts) == len(("block", "row")) else parts[2]
        entry = area.entry(word)
    else:
        row, word = (None, parts[1])
        entry = area.entry(word)
    if entry is None or len(parts) > (3 if area.kind == "grid" else 2):
        raise UnknownNameError(f"没有“{name}”{did_you_mean(word, area.entries)}")
    if area.kind == "list":
        return Range(area.key, entry.key, entry.sort)
    return _cell(area, row if area.kind == "grid" else "", entry)


def _cell(area: Area, row: str | None, entry: Entry) -> Cell:
    if row is not None and (row, entry.key) in area.absent:
        raise UnknownNameError(f"“{area.key}.{row}.{entry.key}”是不填的格子，不能引用")
    return Cell(area.key, row, entry.key, Sort(entry.sort))
