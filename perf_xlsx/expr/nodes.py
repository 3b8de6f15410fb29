"""What a formula is made of: first as it is written, then bound to the cells of a template."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Word:
    """A text in double quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, its parts without quotes, and the column it starts at (1-based)."""

    parts: tuple[str, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A minus in front of a number."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """One of + - * /."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """One of = <> < <= > >=; `words` is settled when the formula is bound."""

    sign: str
    left: "Node"
    right: "Node"
    words: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple["Node", ...]
    column: int


class Sort(StrEnum):
    """What a value can be: settled by the kind a column is declared with."""

    NUMBER = "number"
    WORD = "word"
    TRUTH = "truth"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, bound: `row` None is the row the formula stands in; `computed` asks for the template's own result."""

    block: str
    row: str | None
    column: str
    sort: Sort
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A whole column of a list block, bound."""

    block: str
    column: str
    sort: Sort
    computed: bool = False


Node = Number | Word | Truth | Name | Sign | Arithmetic | Compare | Call | Cell | Range


def walk(node: Node) -> Iterator[Node]:
    """Visit a node and everything below it."""
    yield node
    for field in fields(node):
        inner = getattr(node, field.name)
        if isinstance(inner, tuple):
            for part in inner:
                if not isinstance(part, str):
                    yield from walk(part)
        elif not isinstance(inner, str | int | bool | Decimal | None):
            yield from walk(inner)


def cells_of(node: Node) -> Iterator[Cell | Range]:
    """Every cell and column a bound formula looks at."""
    return (part for part in walk(node) if isinstance(part, Cell | Range))
