"""Bound formulas to values: compiled once a template into closures, called once a row."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol, cast

from perf_xlsx.expr.meaning import (
    ZERO,
    NotComputableError,
    agrees,
    arithmetic,
    chosen_by,
    compare,
    is_explanation,
    is_filled,
    is_number,
    is_placeholder,
    joined,
    number_of,
    numbers_among,
    same_word,
    text_length,
)
from perf_xlsx.expr.nodes import Arithmetic, Call, Cell, Compare, Node, Number, Range, Sign, Truth, Word
from perf_xlsx.numbers import Value, excel_round

__all__ = ["NotComputableError", "Values", "compile_number", "compile_truth", "compile_value"]


class Values(Protocol):
    """What a formula looks at: a filled form."""

    def value(self, place: tuple[str, str, str]) -> Value:
        """Give the declared value of a cell."""

    def computed(self, place: tuple[str, str, str]) -> Value:
        """Give the value the template computes for a cell."""

    def rows(self, block: str) -> Sequence[str]:
        """Name the rows of a list block."""


Reader = Callable[[Values, str], Value]
NumberReader = Callable[[Values, str], Decimal]
TruthReader = Callable[[Values, str], bool]
ManyReader = Callable[[Values, str], list[Value]]


def compile_value(node: Node) -> Reader:
    """Compile a formula of a cell: number, word or None for blank. Calling it may raise NotComputableError."""
    match node:
        case Word(text):
            return lambda _form, _row: text or None
        case Cell():
            return _cell(node)
        case Call("IF", (condition, then, other), _):
            test, yes, no = compile_truth(condition), compile_value(then), compile_value(other)
            return lambda form, row: yes(form, row) if test(form, row) else no(form, row)
        case Call("CONCATENATE", parts, _):
            many = _many(parts)
            return lambda form, row: joined(many(form, row))
    return compile_number(node)


def compile_truth(node: Node) -> TruthReader:
    """Compile a condition. Calling it may raise NotComputableError."""
    match node:
        case Truth(value):
            return lambda _form, _row: value
        case Compare(sign, left, right, True):
            a, b, same = compile_value(left), compile_value(right), sign == "="
            return lambda form, row: same_word(a(form, row), b(form, row)) is same
        case Compare(sign, left, right, _):
            first, second = compile_number(left), compile_number(right)
            return lambda form, row: compare(sign, first(form, row), second(form, row))
        case Call("IF", (condition, then, other), _):
            test, yes, no = map(compile_truth, (condition, then, other))
            return lambda form, row: yes(form, row) if test(form, row) else no(form, row)
        case Call("AND" | "OR" as function, parts, _):
            return _every_part(all if function == "AND" else any, parts)
        case Call("NOT", (part,), _):
            inner = compile_truth(part)
            return lambda form, row: not inner(form, row)
        case Call(function, arguments, _):
            return _test_of_cell(function, arguments)
    raise TypeError(node)


def compile_number(node: Node) -> NumberReader:
    """Compile a number. Calling it may raise NotComputableError."""
    match node:
        case Number(value):
            return lambda _form, _row: value
        case Cell():
            read = _cell(node)
            return lambda form, row: number_of(read(form, row))
        case Sign(inner):
            positive = compile_number(inner)
            return lambda form, row: -positive(form, row)
        case Arithmetic(sign, left, right):
            a, b = compile_number(left), compile_number(right)
            return lambda form, row: arithmetic(sign, a(form, row), b(form, row))
        case Call("IF", (condition, then, other), _):
            test, yes, no = compile_truth(condition), compile_number(then), compile_number(other)
            return lambda form, row: yes(form, row) if test(form, row) else no(form, row)
        case Call("SUMIF", (column, criterion, amounts), _):
            return _sum_if(cast("Range", column), criterion, cast("Range", amounts))
        case Call(function, arguments, _) if function in AGGREGATES:
            many, aggregate = _many(arguments), AGGREGATES[function]
            return lambda form, row: aggregate(numbers_among(many(form, row)))
        case Call(function, arguments, _):
            return _number_function(function, arguments)
    raise TypeError(node)


AGGREGATES: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, ZERO),
    "COUNT": lambda numbers: Decimal(len(numbers)),
    "MIN": lambda numbers: min(numbers, default=ZERO),
    "MAX": lambda numbers: max(numbers, default=ZERO),
}


def _cell(node: Cell) -> Reader:
    block, row, column, computed = node.block, node.row, node.column, node.computed
    if row is None:
        if computed:
            return lambda form, here: form.computed((block, here, column))
        return lambda form, here: form.value((block, here, column))
    place = (block, row, column)
    if computed:
        return lambda form, _here: form.computed(place)
    return lambda form, _here: form.value(place)


def _every_part(join: Callable[[list[bool]], bool], parts: Sequence[Node]) -> TruthReader:
    """AND and OR look at every part, as Excel does: one part that is not computable spoils the whole."""
    tests = [compile_truth(part) for part in parts]
    return lambda form, row: join([test(form, row) for test in tests])


def _test_of_cell(function: str, arguments: Sequence[Node]) -> TruthReader:
    if function == "AGREES":
        declared, exact = map(compile_number, arguments[:2])
        least, most = (int(cast("Number", part).value) for part in arguments[2:])
        return lambda form, row: agrees(declared(form, row), exact(form, row), least, most)
    read = compile_value(arguments[0])
    if function == "EXPLAINED":
        characters = int(cast("Number", arguments[1]).value)
        return lambda form, row: is_explanation(read(form, row), characters)
    test = {"FILLED": is_filled, "ISNUMBER": is_number, "PLACEHOLDER": is_placeholder}[function]
    return lambda form, row: test(read(form, row))


def _number_function(function: str, arguments: Sequence[Node]) -> NumberReader:
    if function == "LEN":
        read = compile_value(arguments[0])
        return lambda form, row: Decimal(text_length(read(form, row)))
    value = compile_number(arguments[0])
    if function == "ABS":
        return lambda form, row: abs(value(form, row))
    places = compile_number(arguments[1])
    return lambda form, row: excel_round(value(form, row), int(places(form, row)))


def _many(parts: Sequence[Node]) -> ManyReader:
    """The values of cells, whole columns and expressions, in order."""
    readers = [_column(part) if isinstance(part, Range) else _single(part) for part in parts]
    return lambda form, row: [value for read in readers for value in read(form, row)]


def _single(part: Node) -> ManyReader:
    read = compile_value(part)
    return lambda form, row: [read(form, row)]


def _column(part: Range) -> ManyReader:
    block, column = part.block, part.column
    return lambda form, _row: [form.value((block, row, column)) for row in form.rows(block)]


def _sum_if(column: Range, criterion: Node, amounts: Range) -> NumberReader:
    words, wanted, numbers = _column(column), compile_value(criterion), _column(amounts)

    def run(form: Values, row: str) -> Decimal:
        chosen = wanted(form, row)
        pairs = zip(words(form, row), numbers(form, row), strict=True)
        return sum((number for word, number in pairs if isinstance(number, Decimal) and chosen_by(word, chosen)), ZERO)

    return run
