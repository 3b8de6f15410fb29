"""Bound formulas to Excel text: old scalar functions only, every input read through its mirror cell.

A formula is emitted once a template as a pattern (pieces of text and slots); each row fills the slots with addresses.
"""

from collections.abc import Sequence
from typing import cast

from perf_xlsx.expr.meaning import JOINED_LIMIT, JOINED_PLACES
from perf_xlsx.expr.nodes import Arithmetic, Call, Cell, Compare, Node, Number, Range, Sign, Sort, Truth, Word
from perf_xlsx.expr.pattern import Face, Pattern, Slot
from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.numbers import COMPARED_PLACES, plain

NUMBER_SIGNS = frozenset("0123456789.,+-E")


def emit_formula(node: Node, otherwise: str = '""') -> Pattern:
    """Emit a cell's formula; what is not computable shows as `otherwise`."""
    return _merged(["=", *_guarded(_result(node), otherwise)])


def emit_flag(node: Node) -> Pattern:
    """Emit a rule's flag: 0 when the requirement holds, 1 when not, blank when it is not computable."""
    return _merged(["=", *_guarded(["IF(", *_truth(node), ",0,1)"], '""')])


def emit_mirror(window: str, face: Face) -> str:
    """Emit a mirror of an input: `window` is an INDEX expression whose ends are locked cells (workbook.md, D4)."""
    if face is Face.NUMBER:
        return f'=IF(ISNUMBER({window}),{window},IF({window}="",0,NA()))'
    return f'=IF(ISERROR({window}),"#N/A",IF(ISNUMBER({window}),{window},{blanks_removed(window)}))'


def quoted(text: str) -> str:
    """Write a text as an Excel literal."""
    return '"' + text.replace('"', '""') + '"'


def blanks_removed(cell: str) -> str:
    """Take every blank out of a text: the six characters of notation.strip_blanks, the rare ones written out."""
    text = f'{cell}&""'
    for blank in ('" "', '"\u3000"', '"\u00a0"', "CHAR(9)", "CHAR(10)", "CHAR(13)"):
        text = f'SUBSTITUTE({text},{blank},"")'
    return text


def _guarded(body: Sequence[str | Slot], otherwise: str) -> Sequence[str | Slot]:
    """Catch the error a word makes where a number is needed; a body that looks at no such cell needs no guard."""
    if any(isinstance(part, Slot) and part.face is Face.NUMBER for part in body):
        return ["IFERROR(", *body, f",{otherwise})"]
    return body


def _merged(parts: Sequence[str | Slot]) -> Pattern:
    """Join neighbouring texts."""
    merged: list[str | Slot] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return tuple(merged)


Parts = list[str | Slot]


def _slot(node: Node, face: Face) -> Slot:
    match node:
        case Cell(block, row, column, _, _):
            return Slot(block, row, column, face)
        case Range(block, column, _, _):
            return Slot(block, None, column, Face.RANGE)
    raise TypeError(node)


def _call(function: str, *arguments: Parts) -> Parts:
    parts: Parts = [f"{function}("]
    for position, argument in enumerate(arguments):
        parts += [",", *argument] if position else argument
    return [*parts, ")"]


def _result(node: Node) -> Parts:
    """Emit what a cell shows: a blank constant stays blank, where a bare reference to it would show 0."""
    match node:
        case Cell():
            cell = _slot(node, Face.RAW)
            return _call("IF", ["LEN(", cell, ")=0"], ['""'], [cell])
        case Call("IF", (condition, then, other), _):
            return _call("IF", _truth(condition), _result(then), _result(other))
    return _value(node)


def _value(node: Node) -> Parts:
    """Emit where blank stays blank and words stay words, without blanks."""
    match node:
        case Word(text):
            return [quoted(strip_blanks(text))]
        case Cell():
            return [_slot(node, Face.RAW)]
        case Call("IF", (condition, then, other), _):
            return _call("IF", _truth(condition), _value(then), _value(other))
        case Call("CONCATENATE", parts, _):
            return _joined(parts)
    return _number(node)


def _number(node: Node) -> Parts:
    match node:
        case Number(value):
            return [plain(value) if value >= 0 else f"({plain(value)})"]
        case Cell():
            return [_slot(node, Face.NUMBER)]
        case Sign(inner):
            return ["(-", *_number(inner), ")"]
        case Arithmetic(sign, left, right):
            return ["(", *_number(left), sign, *_number(right), ")"]
        case Call("IF", (condition, then, other), _):
            return _call("IF", _truth(condition), _number(then), _number(other))
        case Call("SUMIF", (column, criterion, amounts), _):
            return _sum_if(column, criterion, amounts)
        case Call("SUM" | "COUNT" | "MIN" | "MAX" as function, arguments, _):
            return _call(function, *map(_skipping, arguments))
        case Call("LEN", (cell,), _):
            return _call("LEN", [_slot(cell, Face.RAW)])
        case Call(function, arguments, _):
            return _call(function, *map(_number, arguments))
    raise TypeError(node)


def _sum_if(column: Node, criterion: Node, amounts: Node) -> Parts:
    """SUMIF; what it would make of a blank or a number differs between programs, so nothing is chosen by these."""
    chosen = _call("SUMIF", [_slot(column, Face.RANGE)], _value(criterion), [_slot(amounts, Face.RANGE)])
    if not isinstance(criterion, Cell):
        return chosen
    cell = _slot(criterion, Face.RAW)
    return _call("IF", _call("OR", ["ISNUMBER(", cell, ")"], ["LEN(", cell, ")=0"]), ["0"], chosen)


def _joined(parts: Sequence[Node]) -> Parts:
    """Join with &; a number is rounded first and, when programs would write it differently, left out."""
    joined: Parts = []
    for position, part in enumerate(parts):
        joined += ["&"] if position else []
        if isinstance(part, Cell):
            cell = _slot(part, Face.RAW)
            joined += _call("IF", ["ISNUMBER(", cell, ")"], _written([cell]), [cell])
        elif isinstance(part, Word):
            joined += [quoted(strip_blanks(part.text))]
        else:
            joined += _written(_number(part))
    return joined


def _written(number: Parts) -> Parts:
    return _call(
        "IF", [*_call("ABS", number), f"<{plain(JOINED_LIMIT)}"], _call("ROUND", number, [str(JOINED_PLACES)]), ['""']
    )


def _skipping(node: Node) -> Parts:
    """An argument of SUM and its like: cells as they are, so that blanks and words are skipped."""
    if isinstance(node, Cell | Range):
        return [_slot(node, Face.RAW)]
    return _number(node)


def _truth(node: Node) -> Parts:
    match node:
        case Truth(value):
            return ["TRUE" if value else "FALSE"]
        case Compare(sign, left, right, True):
            same = _same_word(left, right)
            return same if sign == "=" else _call("NOT", same)
        case Compare(sign, left, right, _):
            return [*_rounded(left), sign, *_rounded(right)]
        case Call("IF", parts, _):
            return _call("IF", *map(_truth, parts))
        case Call("AND" | "OR" | "NOT" as function, parts, _):
            return _call(function, *map(_truth, parts))
        case Call("AGREES", (declared, exact, least, most), _):
            return _agrees(declared, exact, int(cast("Number", least).value), int(cast("Number", most).value))
        case Call(function, (cell, *more), _):
            return _test_of_cell(function, _slot(cell, Face.RAW), more)
    raise TypeError(node)


def _rounded(node: Node) -> Parts:
    if isinstance(node, Number):
        return _number(node)
    return _call("ROUND", _number(node), [str(COMPARED_PLACES)])


def _same_word(left: Node, right: Node) -> Parts:
    """EXACT, and never for a number that happens to be spelt like the word."""
    same = _call("EXACT", _value(left), _value(right))
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Cell) and not _no_number(side, other):
            same = _call("IF", ["ISNUMBER(", _slot(side, Face.RAW), ")"], ["FALSE"], same)
    return same


def _no_number(cell: Cell, other: Node) -> bool:
    """Whether a cell of words, even with a number in it, cannot be spelt like the other side."""
    return cell.sort is Sort.WORD and isinstance(other, Word) and not set(other.text) <= NUMBER_SIGNS


def _agrees(declared: Node, exact: Node, least: int, most: int) -> Parts:
    shown = _call("ROUND", _number(declared), [str(most)])
    value = _number(exact)
    tests: list[Parts] = [[*shown, "=", *_call("ROUND", value, [str(n)])] for n in range(least, most + 1)]
    return _call("OR", *tests)


def _test_of_cell(function: str, slot: Slot, more: Sequence[Node]) -> Parts:
    if function == "ISNUMBER":
        return ["ISNUMBER(", slot, ")"]
    if function == "FILLED":
        return ["LEN(", slot, ")>0"]
    if function == "PLACEHOLDER":
        return _call("OR", ["LEN(", slot, ")=0"], *(_exactly(slot, mark) for mark in PLACEHOLDERS))
    least = int(cast("Number", more[0]).value)
    long_enough: Parts = ["LEN(", slot, f")>={least}"]
    long_marks = [_call("NOT", _exactly(slot, mark)) for mark in PLACEHOLDERS if len(mark) >= least]
    return _call("AND", long_enough, *long_marks) if long_marks else long_enough


def _exactly(slot: Slot, text: str) -> Parts:
    return ["EXACT(", slot, f",{quoted(text)})"]
