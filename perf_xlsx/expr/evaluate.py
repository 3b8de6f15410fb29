"""Bound formulas to values: written out as Python once a template, called once a row.

The text that is compiled is made here alone, of the names below and of numbered constants: nothing an author writes
stands in it, and a formula is called in one step, however deep it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from perf_xlsx.expr.meaning import (
    ARITHMETIC,
    COMPARISONS,
    NotComputableError,
    agrees,
    chosen_sum,
    is_explanation,
    is_filled,
    is_number,
    is_placeholder,
    is_word,
    joined,
    largest,
    number_of,
    same_word,
    smallest,
    text_length,
    total_of,
    word_of,
)
from perf_xlsx.expr.nodes import Arithmetic, Call, Cell, Compare, Node, Number, Range, Sign, Truth, Word
from perf_xlsx.expr.values import NumberReader, Reader, TruthReader, Values
from perf_xlsx.numbers import Value, excel_round

__all__ = ["NotComputableError", "Values", "compile_number", "compile_truth", "compile_value"]

AGGREGATES: Mapping[str, Callable[[Sequence[Value]], Decimal]] = {
    "SUM": total_of,
    "COUNT": lambda values: Decimal(sum(isinstance(value, Decimal) for value in values)),
    "MIN": smallest,
    "MAX": largest,
}
# How numbers are compared as they stand, and how that is joined with the comparison of the rounded ones.
QUICKLY = {
    "=": ("==", "or"),
    "<>": ("!=", "and"),
    "<": ("<", "and"),
    "<=": ("<=", "or"),
    ">": (">", "and"),
    ">=": (">=", "or"),
}
KNOWN = "form.known"
# A cell in a text that is being made, by its number.
_READ = re.compile("<([0-9]+)>")
TESTS: Mapping[str, Callable[[Value], bool]] = {
    "FILLED": is_filled,
    "ISNUMBER": is_number,
    "PLACEHOLDER": is_placeholder,
}


def compile_value(node: Node) -> Reader:
    """Compile a formula of a cell: number, word or None for blank. Calling it may raise NotComputableError."""
    text = _Text()
    return cast("Reader", text.compiled(text.value(node)))


def compile_truth(node: Node) -> TruthReader:
    """Compile a condition. Calling it may raise NotComputableError."""
    text = _Text()
    return cast("TruthReader", text.compiled(text.truth(node)))


def compile_number(node: Node) -> NumberReader:
    """Compile a number. Calling it may raise NotComputableError."""
    text = _Text()
    return cast("NumberReader", text.compiled(text.number(node)))


class _Text:
    """One formula as the text of a Python expression, and what its numbered names stand for."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"Decimal": Decimal, "number_of": number_of}
        self._reads: list[str] = []
        self._compares = 0

    def compiled(self, text: str) -> Callable[..., Any]:
        """The function of form and row that gives what the text gives; cells it names more than once are read first."""
        numbers = Counter(_READ.findall(text))
        often = {f"<{number}>": f"c{number}" for number, times in numbers.items() if times > 1}
        first = "".join(f"({name} := {self._reads[int(name[1:])]}), " for name in often.values())
        text = _READ.sub(lambda one: often.get(one[0]) or self._reads[int(one[1])], text)
        whole = f"({first}{text})[-1]" if first else text
        if whole.count(KNOWN) > 1:
            whole = f"((known := {KNOWN}), {whole.replace(KNOWN, 'known')})[-1]"
        made: Callable[..., Any] = eval(f"lambda form, row: {whole}", self._names)  # noqa: S307 - see the module's head
        return made

    def value(self, node: Node) -> str:
        """A number, a word, or None for blank."""
        match node:
            case Word(text):
                return self._kept(text or None)
            case Cell():
                return self._cell(node)
            case Call("IF", (condition, then, other), _):
                return f"({self.value(then)} if {self.truth(condition)} else {self.value(other)})"
            case Call("CONCATENATE", parts, _):
                return f"{self._kept(joined)}({self._many(parts)})"
        return self.number(node)

    def truth(self, node: Node) -> str:
        """True or False, never anything that only counts as it."""
        match node:
            case Truth(value):
                return str(value)
            case Compare(sign, left, right, True):
                same = self._same_word(left, right)
                return same if sign == "=" else f"(not {same})"
            case Compare(sign, left, right, _):
                return self._compared(sign, self.number(left), self.number(right))
            case Call("IF", (condition, then, other), _):
                return f"({self.truth(then)} if {self.truth(condition)} else {self.truth(other)})"
            case Call("AND", parts, _):
                return self._every_part("&", "and", parts)
            case Call("OR", parts, _):
                return self._every_part("|", "or", parts)
            case Call("NOT", (part,), _):
                return f"(not {self.truth(part)})"
            case Call(function, arguments, _):
                return self._test_of_cell(function, arguments)
        raise TypeError(node)

    def number(self, node: Node) -> str:
        """A number; blank is 0, a word raises."""
        match node:
            case Number(value):
                return self._kept(value)
            case Cell():
                return f"(x if (x := {self._cell(node)}).__class__ is Decimal else number_of(x))"
            case Sign(inner):
                return f"(-{self.number(inner)})"
            case Arithmetic(sign, left, right):
                return f"{self._kept(ARITHMETIC[sign])}({self.number(left)}, {self.number(right)})"
            case Call("IF", (condition, then, other), _):
                return f"({self.number(then)} if {self.truth(condition)} else {self.number(other)})"
            case Call("SUMIF", (column, criterion, amounts), _):
                words, numbers = self._column(cast("Range", column)), self._column(cast("Range", amounts))
                return f"{self._kept(chosen_sum)}({words}, {self.value(criterion)}, {numbers})"
            case Call(function, arguments, _) if function in AGGREGATES:
                return f"{self._kept(AGGREGATES[function])}({self._many(arguments)})"
            case Call(function, arguments, _):
                return self._number_function(function, arguments)
        raise TypeError(node)

    def _kept(self, value: object) -> str:
        """A numbered name for a constant or a function."""
        name = next((name for name, kept in self._names.items() if kept is value), f"k{len(self._names)}")
        self._names[name] = value
        return name

    def _cell(self, node: Cell) -> str:
        if node.row is not None:
            place = self._kept((node.block, node.row, node.column))
        else:
            place = f"({self._kept(node.block)}, row, {self._kept(node.column)})"
        read = f"form.computed({place})" if node.computed else f"{KNOWN}[{place}]"
        if read not in self._reads:
            self._reads.append(read)
        return f"<{self._reads.index(read)}>"

    def _compared(self, sign: str, left: str, right: str) -> str:
        """A comparison of numbers to six places, which are rounded only where that may change what comes out.

        Rounding never turns the order of two numbers round: what is at most another stays that.
        """
        self._compares += 1
        one, other = f"l{self._compares}", f"r{self._compares}"
        python, settled = QUICKLY[sign]
        rounded = f"{self._kept(COMPARISONS[sign])}({one}, {other})"
        return f"(({one} := {left}) {python} ({other} := {right}) {settled} {rounded})"

    def _same_word(self, left: Node, right: Node) -> str:
        if isinstance(right, Word):
            return f"{self._kept(is_word)}({self.value(left)}, {self._kept(word_of(right.text))})"
        return f"{self._kept(same_word)}({self.value(left)}, {self.value(right)})"

    def _every_part(self, every: str, some: str, parts: Sequence[Node]) -> str:
        """AND and OR look at every part, as Excel does: one part that is not computable spoils the whole.

        What is always computable comes last, and is left out where the others have settled it.
        """
        sure = [self.truth(part) for part in parts if _always_computable(part)]
        doubtful = [self.truth(part) for part in parts if not _always_computable(part)]
        if not parts:
            return str(some == "and")
        first = [f"({f' {every} '.join(doubtful)})"] if doubtful else []
        return f"({f' {some} '.join([*first, *sure])})"

    def _test_of_cell(self, function: str, arguments: Sequence[Node]) -> str:
        if function == "AGREES":
            declared, exact = map(self.number, arguments[:2])
            least, most = (self._whole(part) for part in arguments[2:])
            return f"{self._kept(agrees)}({declared}, {exact}, {least}, {most})"
        if function == "EXPLAINED":
            return f"{self._kept(is_explanation)}({self.value(arguments[0])}, {self._whole(arguments[1])})"
        return f"{self._kept(TESTS[function])}({self.value(arguments[0])})"

    def _number_function(self, function: str, arguments: Sequence[Node]) -> str:
        if function == "LEN":
            return f"Decimal({self._kept(text_length)}({self.value(arguments[0])}))"
        if function == "ABS":
            return f"abs({self.number(arguments[0])})"
        return f"{self._kept(excel_round)}({self.number(arguments[0])}, {self._whole(arguments[1])})"

    def _whole(self, node: Node) -> str:
        """A whole number."""
        return self._kept(int(node.value)) if isinstance(node, Number) else f"int({self.number(node)})"

    def _many(self, parts: Sequence[Node]) -> str:
        """The values of cells, whole columns and expressions, in order."""
        if len(parts) == 1 and isinstance(parts[0], Range):
            return self._column(parts[0])
        texts = [f"*{self._column(part)}" if isinstance(part, Range) else self.value(part) for part in parts]
        return f"[{', '.join(texts)}]"

    def _column(self, part: Range) -> str:
        return f"form.column({self._kept(part.block)}, {self._kept(part.column)})"


def _always_computable(node: Node) -> bool:
    """Whether a condition can be told of any form: it asks for no number."""
    match node:
        case Truth():
            return True
        case Compare(_, left, right, True):
            return all(isinstance(part, Word | Cell) for part in (left, right))
        case Call("NOT" | "AND" | "OR", parts, _):
            return all(map(_always_computable, parts))
        case Call("FILLED" | "ISNUMBER" | "PLACEHOLDER" | "EXPLAINED", (part, *_), _):
            return isinstance(part, Word | Cell)
    return False
