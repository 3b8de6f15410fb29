"""A template with every formula and rule bound once: what forms are laid out, evaluated and checked with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from perf_xlsx.errors import Fault, FormulaError
from perf_xlsx.expr.bind import bind, missing_names
from perf_xlsx.expr.evaluate import compile_truth, compile_value
from perf_xlsx.expr.excel import emit_flag, emit_formula
from perf_xlsx.expr.nodes import Arithmetic, Call, Cell, Node, Number, Range, Sign, Sort, cells_of, walk
from perf_xlsx.expr.parse import parse
from perf_xlsx.expr.pattern import Pattern
from perf_xlsx.expr.values import Reader, TruthReader
from perf_xlsx.expr.vocabulary import Scope, Vocabulary
from perf_xlsx.template.model import Case, RuleText
from perf_xlsx.template.words import Spot

LONGEST_SHOWN = 80
COLUMN = re.compile(r"第(\d+)列")
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Own(StrEnum):
    """What a message may name besides cells: the cell's label, the expected value, what the asked reason lacks."""

    LABEL = "label"
    EXPECTED = "expected"
    REASON = "unexplained"


OWN_WORDS = {word.value: word for word in Own}
MessagePart = str | Own | Node


@dataclass(frozen=True)
class BoundFormula:
    """A formula of one spot: how it is evaluated, how Excel reads it.

    A hidden formula that can only give numbers is never blank: what is not computable counts as 0 there, so that other
    formulas may use it without a guard.
    """

    spot: Spot
    node: Node
    hidden: bool = False
    text: str = ""

    @cached_property
    def never_blank(self) -> bool:
        """Whether the cell always holds a number."""
        return self.hidden and _always_number(self.node)

    @cached_property
    def evaluate(self) -> Reader:
        """The compiled formula."""
        return compile_value(self.node)

    def single_cells(self, row: str) -> Iterator[tuple[str, str, str]]:
        """The single cells the formula looks at from a row; whole columns are left out."""
        for cell in self._cells:
            yield cell.block, row if cell.row is None else cell.row, cell.column

    @cached_property
    def _cells(self) -> tuple[Cell, ...]:
        return tuple(dict.fromkeys(cell for cell in cells_of(self.node) if isinstance(cell, Cell)))

    @cached_property
    def pattern(self) -> Pattern:
        """The formula as Excel text, with slots for addresses."""
        return emit_formula(self.node, "0" if self.never_blank else '""')


@dataclass(frozen=True)
class BoundCase:
    """One case of a declared rule bound to one spot; a `Demand` of every cell there."""

    rule: RuleText
    case: Case
    scope: Scope
    node: Node
    message: tuple[MessagePart, ...]
    expected_node: Node | None = field(default=None)

    @property
    def severity(self) -> str:
        """How serious a failure is."""
        return self.case.severity or self.rule.severity

    @cached_property
    def holds(self) -> TruthReader:
        """The compiled requirement."""
        return compile_truth(self.node)

    @cached_property
    def expected(self) -> Reader | None:
        """The compiled expected value, where the rule names one."""
        return compile_value(self.expected_node) if self.expected_node is not None else None

    @cached_property
    def pattern(self) -> Pattern:
        """The flag as Excel text, with slots for addresses."""
        return emit_flag(self.node)

    @cached_property
    def cells(self) -> tuple[Cell | Range, ...]:
        """Every cell and column the requirement looks at."""
        return tuple(dict.fromkeys(cells_of(self.node)))


def _always_number(node: Node) -> bool:
    match node:
        case Call("IF", (_, then, other), _):
            return _always_number(then) and _always_number(other)
        case Call("CONCATENATE"):
            return False
        case Number() | Sign() | Arithmetic() | Call():
            return True
    return False


def bind_text(text: str, vocabulary: Vocabulary, scope: Scope, want: Sort = Sort.ANY) -> Node:
    """Parse and bind one formula text; its faults say the formula too."""
    try:
        return bind(parse(text), vocabulary, scope, want)
    except FormulaError as error:
        raise FormulaError([in_formula(fault, text) for fault in error.faults]) from None


def in_formula(fault: Fault, text: str) -> Fault:
    """A fault of a formula with the formula's text; in one of several lines its column with the line."""
    where = COLUMN.sub(lambda found: _line_and_column(text, int(found[1])), fault.where)
    shown = " ".join(text.split())
    shown = shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "…"
    return Fault(where, f"{fault.what}（公式 {shown}）")


def _line_and_column(text: str, column: int) -> str:
    before = text[: column - 1]
    if "\n" not in text:
        return f"第{column}列"
    return f"第{before.count(chr(10)) + 1}行第{len(before) - before.rfind(chr(10))}列"


def bind_case(rule: RuleText, case: Case, scope: Scope, vocabulary: Vocabulary) -> BoundCase:
    """Bind one case of a rule at one place.

    Raises FormulaError with every mistake of the requirement, the expected value and the message.
    """
    faults: list[Fault] = []
    nodes: dict[str, Node | None] = {"require": None, "expected": None}
    for key, text, want in (("require", case.require, Sort.TRUTH), ("expected", case.expected, Sort.ANY)):
        if text:
            try:
                nodes[key] = bind_text(text, vocabulary, scope, want)
            except FormulaError as error:
                faults += [Fault(f"{key} {fault.where}", fault.what) for fault in error.faults]
    message = _message(case, vocabulary, scope, faults)
    if Own.REASON in message and nodes["require"] is not None and explanation_asked(nodes["require"]) is None:
        faults.append(Fault("message {unexplained}", "要 require 里有 EXPLAINED"))
    if faults or nodes["require"] is None:
        raise FormulaError(faults)
    return BoundCase(rule, case, scope, nodes["require"], message, nodes["expected"])


def explanation_asked(node: Node) -> Call | None:
    """The first EXPLAINED of a requirement: its cell, and how many signs a reason has at least."""
    return next((one for one in walk(node) if isinstance(one, Call) and one.function == "EXPLAINED"), None)


def names_missing_in(case: Case, scope: Scope, vocabulary: Vocabulary) -> Mapping[str, int]:
    """The names a shared rule needs and this template does not have."""
    missing = dict(missing_names(parse(case.require), vocabulary, scope))
    if case.expected:
        missing |= missing_names(parse(case.expected), vocabulary, scope)
    return missing


def _message(case: Case, vocabulary: Vocabulary, scope: Scope, faults: list[Fault]) -> tuple[MessagePart, ...]:
    """The parts of a message: fixed text, words of our own ({label}), and names or formulas in braces."""
    parts: list[MessagePart] = []
    for position, piece in enumerate(PLACEHOLDER.split(case.message)):
        if position % 2 == 0 or piece in OWN_WORDS:
            parts.append(piece if position % 2 == 0 else OWN_WORDS[piece])
            continue
        try:
            parts.append(bind(parse(piece), vocabulary, scope))
        except FormulaError as error:
            faults += [Fault(f"message {{{piece}}}", fault.what) for fault in error.faults]
    return tuple(parts)


def find_circle(formulas: Mapping[Spot, BoundFormula]) -> tuple[Spot, ...]:
    """Formulas that need each other, as a chain of spots; empty when there are none."""
    done: set[Spot] = set()
    for start in formulas:
        trail: list[Spot] = []
        found = _follow(start, formulas, trail, done)
        if found:
            return tuple(trail[trail.index(found) :])
    return ()


def _follow(spot: Spot, formulas: Mapping[Spot, BoundFormula], trail: list[Spot], done: set[Spot]) -> Spot | None:
    if spot in trail:
        return spot
    if spot in done or spot not in formulas:
        return None
    trail.append(spot)
    for needed in _needs(formulas[spot].node):
        found = _follow(needed, formulas, trail, done)
        if found:
            return found
    trail.pop()
    done.add(spot)
    return None


def _needs(node: Node) -> Iterator[Spot]:
    for cell in cells_of(node):
        yield Spot(cell.block, None if isinstance(cell, Range) else cell.row, cell.column)
