"""Text of an audit formula to nodes; the only door to lark.

Shipped formulas are looked up in `parsed.json`, so that a normal run does not import lark at all
(measured: 57 ms of import against 1 ms).
"""

import json
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from perf_xlsx.errors import Fault, FormulaError
from perf_xlsx.expr.nodes import Arithmetic, Call, Compare, Name, Node, Number, Sign, Truth, Word

PARSED_FILE = "parsed.json"
LONGEST = 4000
DEEPEST = 40
FULL_WIDTH = dict(zip("（），＋－＊／＝＜＞“”‘’＂＇．％；", "(),+-*/=<>\"\"''\"'.%,", strict=True))


def parse(text: str) -> Node:
    """Read one audit formula.

    Raises FormulaError with the column (1-based) of the first sign that does not fit.
    """
    known = _shipped().get(text)
    return parse_afresh(text) if known is None else from_data(known)


def to_data(node: Node) -> list[Any]:
    """Write nodes as plain lists, for `parsed.json`."""
    match node:
        case Number(value):
            return ["n", str(value)]
        case Word(text):
            return ["w", text]
        case Truth(value):
            return ["t", value]
        case Name(parts, column):
            return ["v", list(parts), column]
        case Sign(inner):
            return ["s", to_data(inner)]
        case Arithmetic(sign, left, right):
            return ["a", sign, to_data(left), to_data(right)]
        case Compare(sign, left, right):
            return ["c", sign, to_data(left), to_data(right)]
        case Call(function, arguments, column):
            return ["f", function, [to_data(argument) for argument in arguments], column]
    raise TypeError(node)


def from_data(data: list[Any]) -> Node:
    """Read nodes back from plain lists."""
    match data:
        case ["n", value]:
            return Number(Decimal(value))
        case ["w", text]:
            return Word(text)
        case ["t", value]:
            return Truth(value)
        case ["v", parts, column]:
            return Name(tuple(parts), column)
        case ["s", inner]:
            return Sign(from_data(inner))
        case ["a", sign, left, right]:
            return Arithmetic(sign, from_data(left), from_data(right))
        case ["c", sign, left, right]:
            return Compare(sign, from_data(left), from_data(right))
        case ["f", function, arguments, column]:
            return Call(function, tuple(from_data(argument) for argument in arguments), column)
    raise ValueError(data)


def parse_afresh(text: str) -> Node:
    """Read one formula with the grammar itself, whatever `parsed.json` says."""
    if len(text) > LONGEST:
        raise FormulaError(f"公式长{len(text)}字，超过{LONGEST}字")
    node = _parse_with_lark(text)
    if _depth(node) > DEEPEST:
        raise FormulaError(f"公式嵌套超过{DEEPEST}层，请拆成几个隐藏列")
    return node


@cache
def _shipped() -> dict[str, list[Any]]:
    """The formulas that were parsed when the package was made."""
    file = resources.files("perf_xlsx.expr") / PARSED_FILE
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return {}


@cache
def _grammar() -> Any:
    """The parser; lark is imported here, when a formula is met that did not travel with the package."""
    from lark import Lark  # noqa: PLC0415 - 57 ms of import that most runs never need

    text = (resources.files("perf_xlsx.expr") / "grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def _parse_with_lark(text: str) -> Node:
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415 - see _grammar

    try:
        tree = _grammar().parse(text)
    except UnexpectedInput as error:
        ended = getattr(getattr(error, "token", None), "type", "") == "$END"
        place = len(text) if ended or error.pos_in_stream is None else error.pos_in_stream
        raise FormulaError([Fault(_at(place + 1), _why(text, place))]) from None
    try:
        return _node(tree)
    except RecursionError:
        raise FormulaError(f"公式嵌套超过{DEEPEST}层，请拆成几个隐藏列") from None


def _at(column: int) -> str:
    return f"第{column}列"


def _why(text: str, place: int) -> str:
    """Say what is wrong at a place, and how to mend the slips a Chinese keyboard makes."""
    if place >= len(text.rstrip()):
        return "公式没有写完，请检查括号和引号是否成对"
    found = text[place]
    if found in FULL_WIDTH:
        return f"“{found}”是全角符号，请改为半角 {FULL_WIDTH[found]}"
    return f"“{text[place : place + 8]}”放在这里读不懂，请检查前面的运算符、括号和引号；含符号的标签要加单引号"


def _node(tree: Any) -> Node:
    """Turn lark's tree into our nodes."""
    children = tree.children
    match tree.data:
        case "number":
            value = Decimal(children[0])
            return Number(value / 100 if len(children) > 1 else value)
        case "word":
            return Word(str(children[0])[1:-1].replace('""', '"'))
        case "name":
            return _name(children[0])
        case "sign":
            inner = _node(children[1])
            return Sign(inner) if children[0] == "-" else inner
        case "arithmetic":
            return Arithmetic(str(children[1]), _node(children[0]), _node(children[2]))
        case "compare":
            return Compare(str(children[1]), _node(children[0]), _node(children[2]))
        case "call":
            head, *arguments = children
            return Call(str(head), tuple(_node(argument) for argument in arguments), head.start_pos + 1)
    raise TypeError(tree.data)


def _name(token: Any) -> Node:
    text = str(token)
    if text in {"TRUE", "FALSE"}:
        return Truth(text == "TRUE")
    parts: list[str] = []
    for position, piece in enumerate(text.split("'")):
        if position % 2:
            parts.append(piece)
        else:
            parts.extend(part for part in piece.split(".") if part)
    return Name(tuple(parts), token.start_pos + 1)


def _depth(node: Node) -> int:
    """How deep calls and signs stand inside each other."""
    match node:
        case Sign(inner):
            return 1 + _depth(inner)
        case Arithmetic(_, left, right) | Compare(_, left, right):
            return 1 + max(_depth(left), _depth(right))
        case Call(_, arguments, _):
            return 1 + max(map(_depth, arguments), default=0)
    return 1
