"""Bound formulas to values: written out as Python once a template, called once a row.

The text that is compiled is made here and in python_text alone, of the names below and of numbered constants: nothing
an author writes stands in it, and a formula is called in one step, however deep it is.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from perf_xlsx.expr.meaning import (
    ARITHMETIC,
    COMPARISONS,
    NotComputableError,
    agrees,
    chosen_sum,
    is_explanation,
    is_filled,
    is_placeholder,
    is_word,
    joined,
    largest,
    same_word,
    smallest,
    text_length,
    total_of,
    word_of,
)
from perf_xlsx.expr.nodes import Arithmetic, Call, Cell, Compare, Node, Number, Range, Sign, Truth, Word
from perf_xlsx.expr.python_text import KNOWN, PythonText
from perf_xlsx.expr.values import NumberReader, Reader, TruthReader, Values
from perf_xlsx.numbers import Value, excel_round

__all__ = ["NotComputableError", "Values", "compile_number", "compile_truth", "compile_value"]

AGGREGATES: Mapping[str, Callable[[Sequence[Value]], Decimal]] = {
    "SUM": total_of,
    "COUNT": lambda values: Decimal([value.__class__ for value in values].count(Decimal)),
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
TESTS: Mapping[str, Callable[[Value], bool]] = {
    "FILLED": is_filled,
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


class _Text(PythonText):
    """One formula as the text of a Python expression."""

    def value(self, node: Node) -> str:
        """A number, a word, or None for blank."""
        match node:
            case Word(text):
                return self.kept(text or None)
            case Cell():
                return self._cell(node)
            case Call("IF", (condition, then, other), _):
                return self._either(condition, then, other, self.value)
            case Call("CONCATENATE", parts, _):
                return f"{self.kept(joined)}({self._many(parts)})"
        return self.number(node)

    def truth(self, node: Node) -> str:
        """True or False, never anything that only counts as it."""
        return str(node.value) if isinstance(node, Truth) else self.once("truth", node, self._truth)

    def _truth(self, node: Node) -> str:
        match node:
            case Compare(sign, left, right, True):
                same = self._same_word(left, right)
                return same if sign == "=" else f"(not {same})"
            case Compare(sign, left, right, _):
                return self._compared(sign, self.number(left), self.number(right))
            case Call("IF", (condition, then, other), _):
                return self._either(condition, then, other, self.truth)
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
        return self.kept(node.value) if isinstance(node, Number) else self.once("number", node, self._number)

    def _number(self, node: Node) -> str:
        match node:
            case Cell():
                return f"(x if (x := {self._cell(node)}).__class__ is Decimal else number_of(x))"
            case Sign(inner):
                return f"(-{self.number(inner)})"
            case Arithmetic(sign, left, right):
                return f"{self.kept(ARITHMETIC[sign])}({self.number(left)}, {self.number(right)})"
            case Call("IF", (condition, then, other), _):
                return self._either(condition, then, other, self.number)
            case Call("SUMIF", (column, criterion, amounts), _):
                words, numbers = self._column(cast("Range", column)), self._column(cast("Range", amounts))
                return f"{self.kept(chosen_sum)}({words}, {self.value(criterion)}, {numbers})"
            case Call(function, arguments, _) if function in AGGREGATES:
                return f"{self.kept(AGGREGATES[function])}({self._many(arguments)})"
            case Call(function, arguments, _):
                return self._number_function(function, arguments)
        raise TypeError(node)

    def _either(self, condition: Node, then: Node, other: Node, write: Callable[[Node], str]) -> str:
        asked = self.truth(condition)
        return f"({self.perhaps(then, write)} if {asked} else {self.perhaps(other, write)})"

    def _cell(self, node: Cell) -> str:
        if node.row is not None:
            place = self.kept((node.block, node.row, node.column))
        else:
            place = f"({self.kept(node.block)}, row, {self.kept(node.column)})"
        return self.read(f"form.computed({place})" if node.computed else f"{KNOWN}[{place}]")

    def _compared(self, sign: str, left: str, right: str) -> str:
        """A comparison of numbers to six places, which are rounded only where that may change what comes out.

        Rounding never turns the order of two numbers round: what is at most another stays that.
        """
        one, left = self.named(left)
        other, right = self.named(right)
        python, settled = QUICKLY[sign]
        return f"({left} {python} {right} {settled} {self.kept(COMPARISONS[sign])}({one}, {other}))"

    def _same_word(self, left: Node, right: Node) -> str:
        if isinstance(right, Word):
            text = f"{self.kept(is_word)}({self.value(left)}, {self.kept(word_of(right.text))})"
            return self.test(text) if isinstance(left, Cell) else text
        return f"{self.kept(same_word)}({self.value(left)}, {self.value(right)})"

    def _every_part(self, every: str, some: str, parts: Sequence[Node]) -> str:
        """AND and OR look at every part, as Excel does: one part that is not computable spoils the whole.

        What is always computable comes last, and is left out where the others have settled it.
        """
        doubtful = [self.truth(part) for part in parts if not _always_computable(part)]
        sure = [self.perhaps(part, self.truth) for part in parts if _always_computable(part)]
        if not parts:
            return str(some == "and")
        first = [f"({f' {every} '.join(doubtful)})"] if doubtful else []
        return f"({f' {some} '.join([*first, *sure])})"

    def _test_of_cell(self, function: str, arguments: Sequence[Node]) -> str:
        if function == "AGREES":
            declared, exact = map(self.number, arguments[:2])
            least, most = (self._whole(part) for part in arguments[2:])
            return f"{self.kept(agrees)}({declared}, {exact}, {least}, {most})"
        value = self.value(arguments[0])
        if function == "EXPLAINED":
            text = f"{self.kept(is_explanation)}({value}, {self._whole(arguments[1])})"
        elif function == "ISNUMBER":
            text = f"({value}.__class__ is Decimal)"
        else:
            text = f"{self.kept(TESTS[function])}({value})"
        return self.test(text) if isinstance(arguments[0], Cell) else text

    def _number_function(self, function: str, arguments: Sequence[Node]) -> str:
        if function == "LEN":
            return f"Decimal({self.kept(text_length)}({self.value(arguments[0])}))"
        if function == "ABS":
            return f"abs({self.number(arguments[0])})"
        return f"{self.kept(excel_round)}({self.number(arguments[0])}, {self._whole(arguments[1])})"

    def _whole(self, node: Node) -> str:
        """A whole number."""
        return self.kept(int(node.value)) if isinstance(node, Number) else f"int({self.number(node)})"

    def _many(self, parts: Sequence[Node]) -> str:
        """The values of cells, whole columns and expressions, in order."""
        if len(parts) == 1 and isinstance(parts[0], Range):
            return self._column(parts[0])
        texts = [f"*{self._column(part)}" if isinstance(part, Range) else self.value(part) for part in parts]
        return f"[{', '.join(texts)}]"

    def _column(self, part: Range) -> str:
        return f"form.column({self.kept(part.block)}, {self.kept(part.column)})"


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
