"""Names to cells: a formula bound to a template, its author's mistakes found all at once."""

from collections.abc import Mapping
from decimal import Decimal

from perf_xlsx.errors import Fault, FormulaError
from perf_xlsx.expr.functions import FUNCTIONS
from perf_xlsx.expr.nodes import (
    Arithmetic,
    Call,
    Cell,
    Compare,
    Name,
    Node,
    Number,
    Range,
    Sign,
    Sort,
    Truth,
    Word,
    walk,
)
from perf_xlsx.expr.resolve import UnknownNameError, resolve
from perf_xlsx.expr.vocabulary import Scope, Vocabulary, did_you_mean

SORT_NAMES = {Sort.NUMBER: "数字", Sort.WORD: "文字", Sort.TRUTH: "条件", Sort.ANY: "值"}
LONGEST_WORD = 255  # what one text in an Excel formula can hold
MOST_DIGITS = 15
CHOOSERS = "*?~<>="
Guards = frozenset[Node]


def bind(node: Node, vocabulary: Vocabulary, scope: Scope, want: Sort = Sort.ANY) -> Node:
    """Bind a parsed formula at a place.

    Raises FormulaError with every mistake: unknown names (with the nearest known one), sorts that do not fit,
    unknown functions, wrong numbers of arguments, divisions without a test for zero.
    """
    binder = _Binder(vocabulary, scope)
    bound, sort = binder.bind(node, frozenset())
    binder.expect(bound, sort, want)
    if binder.faults:
        raise FormulaError(sorted(set(binder.faults), key=lambda fault: (len(fault.where), fault)))
    return bound


class _Binder:
    """One formula being bound; faults are gathered, an unusable part becomes 0."""

    def __init__(self, vocabulary: Vocabulary, scope: Scope) -> None:
        self.vocabulary = vocabulary
        self.scope = scope
        self.faults: list[Fault] = []
        self.column = 1

    def fault(self, what: str, column: int | None = None) -> tuple[Node, Sort]:
        self.faults.append(Fault(f"第{column or self.column}列", what))
        return Number(Decimal(0)), Sort.ANY

    def bind(self, node: Node, guards: Guards) -> tuple[Node, Sort]:
        match node:
            case Number(value):
                return (node, Sort.NUMBER) if value.adjusted() < MOST_DIGITS else self.fault("数字太大，Excel 写不下")
            case Word(text):
                return (node, Sort.WORD) if len(text) <= LONGEST_WORD else self.fault(f"文字超过{LONGEST_WORD}字")
            case Truth():
                return node, Sort.TRUTH
            case Name():
                return self.name(node)
            case Sign(inner):
                bound, sort = self.bind(inner, guards)
                self.expect(bound, sort, Sort.NUMBER)
                return Sign(bound), Sort.NUMBER
            case Arithmetic():
                return self.arithmetic(node, guards)
            case Compare():
                return self.compare(node, guards)
            case Call():
                return self.call(node, guards)
        raise TypeError(node)

    def name(self, node: Name) -> tuple[Node, Sort]:
        self.column = node.column
        try:
            found = resolve(node.parts, self.vocabulary, self.scope)
        except UnknownNameError as error:
            return self.fault(str(error), node.column)
        match found:
            case Number():
                return found, Sort.NUMBER
            case Word():
                return found, Sort.WORD
            case Truth():
                return found, Sort.TRUTH
        return found, found.sort

    def arithmetic(self, node: Arithmetic, guards: Guards) -> tuple[Node, Sort]:
        left, left_sort = self.bind(node.left, guards)
        self.expect(left, left_sort, Sort.NUMBER)
        right, right_sort = self.bind(node.right, guards)
        self.expect(right, right_sort, Sort.NUMBER)
        if node.sign == "/" and right not in guards and not (isinstance(right, Number) and right.value):
            self.fault("除法前须先用 IF 判断除数是否为零，例如 IF(b = 0, 0, a / b)")
        return Arithmetic(node.sign, left, right), Sort.NUMBER

    def compare(self, node: Compare, guards: Guards) -> tuple[Node, Sort]:
        left, left_sort = self.bind(node.left, guards)
        right, right_sort = self.bind(node.right, guards)
        sorts = {left_sort, right_sort}
        words = Sort.WORD in sorts
        if words and node.sign not in {"=", "<>"}:
            self.fault(f"文字只能用 = 和 <> 比较，不能用 {node.sign}")
        want = Sort.WORD if words else Sort.NUMBER
        self.expect(left, left_sort, want)
        self.expect(right, right_sort, want)
        return Compare(node.sign, left, right, words), Sort.TRUTH

    def call(self, node: Call, guards: Guards) -> tuple[Node, Sort]:
        function = FUNCTIONS.get(node.function)
        if function is None:
            return self.fault(f"没有函数 {node.function}{did_you_mean(node.function, FUNCTIONS)}", node.column)
        least, found = len(function.arguments), len(node.arguments)
        if found < least or (found > least and not function.repeats):
            more = "个以上" if function.repeats else "个"
            return self.fault(f"{node.function} 要{least}{more}参数，写了{found}个", node.column)
        if node.function == "IF":
            return self.choice(node, guards)
        arguments = []
        for position, argument in enumerate(node.arguments):
            bound, sort = self.bind(argument, guards)
            want = function.arguments[min(position, least - 1)]
            ranged = function.skips or (node.function == "SUMIF" and position != 1)
            if isinstance(bound, Range) and not ranged:
                self.fault(f"{node.function} 不能用于整列，整列只能用于 SUM、COUNT、MIN、MAX、SUMIF", node.column)
            elif function.cell and not isinstance(bound, Cell):
                self.fault(f"{node.function} 里只能写一个格子的名称", node.column)
            if not isinstance(bound, Range):
                self.expect(bound, sort, Sort.NUMBER if function.skips else want)
            if sort is Sort.TRUTH and want is Sort.ANY:
                self.fault(f"{node.function} 里要写值，不能写条件", node.column)
            arguments.append(bound)
        return self.finished(Call(node.function, tuple(arguments), node.column), function.result)

    def finished(self, call: Call, result: Sort) -> tuple[Node, Sort]:
        """Settle what only some functions need: faces, whole columns, literal digits."""
        first = call.arguments[0]
        if call.function == "COMPUTED" and isinstance(first, Cell):
            if not self.vocabulary.computes(first.block, first.row, first.column):
                self.fault(f"{first.column} 没有公式，不能用 COMPUTED", call.column)
            return Cell(first.block, first.row, first.column, first.sort, computed=True), first.sort
        if call.function == "EXPLAINED":
            least, _ = self.name(Name(("policy", "min_explanation"), call.column))
            return Call(call.function, (first, least), call.column), result
        if call.function == "SUMIF":
            self.chosen_column(call)
        if call.function == "AGREES" and not all(
            isinstance(part, Number) and part.value == int(part.value) for part in call.arguments[2:]
        ):
            self.fault("AGREES 的小数位数须直接写整数或取自 policy", call.column)
        return call, result

    def chosen_column(self, call: Call) -> None:
        column, criterion, amounts = call.arguments
        if not isinstance(column, Range) or not isinstance(amounts, Range) or column.block != amounts.block:
            self.fault("SUMIF 的第一、三个参数须是同一区块的整列，例如 indicators.points", call.column)
        word = criterion.text if isinstance(criterion, Word) else "-"
        if not word.strip() or set(word) & set(CHOOSERS) or word[0].isdigit():
            self.fault(f"SUMIF 的文字不能为空，不能含 {CHOOSERS}，也不能以数字开头", call.column)

    def choice(self, node: Call, guards: Guards) -> tuple[Node, Sort]:
        condition, sort = self.bind(node.arguments[0], guards)
        self.expect(condition, sort, Sort.TRUTH)
        tested = guards | {
            side for part in walk(condition) if isinstance(part, Compare) for side in (part.left, part.right)
        }
        then, then_sort = self.bind(node.arguments[1], tested)
        other, other_sort = self.bind(node.arguments[2], tested)
        if (Sort.TRUTH in {then_sort, other_sort}) and then_sort != other_sort:
            self.fault("IF 的两个结果须同为条件或同为值", node.column)
        settled = _settled(condition)
        if settled is not None:
            return (then, then_sort) if settled else (other, other_sort)
        result = then_sort if then_sort == other_sort else Sort.ANY
        return Call("IF", (condition, then, other), node.column), result

    def expect(self, bound: Node, sort: Sort, want: Sort) -> None:
        """Note a fault when a part cannot be of the sort that is needed."""
        if isinstance(bound, Range) and want is not Sort.ANY:
            self.fault("整列只能用于 SUM、COUNT、MIN、MAX、SUMIF")
        elif isinstance(bound, Call) and bound.function == "IF" and sort is Sort.ANY:
            for branch in bound.arguments[1:]:
                self.expect(branch, _sort_of(branch), want)
        elif (want is Sort.TRUTH or sort is Sort.TRUTH) and want is not Sort.ANY:
            if sort is not want and not self.faults:
                self.fault(f"这里要{SORT_NAMES[want]}，写的是{SORT_NAMES[sort]}")
        elif Sort.ANY not in {sort, want} and sort is not want:
            self.fault(f"这里要{SORT_NAMES[want]}，写的是{SORT_NAMES[sort]}")


def _settled(condition: Node) -> bool | None:
    """Whether a condition over the policy alone holds; None when a cell has a say in it."""
    match condition:
        case Compare("=" | "<>" as sign, Word() | Number() as left, Word() | Number() as right):
            return (left == right) is (sign == "=")
    return None


def _sort_of(node: Node) -> Sort:
    """The sort of a bound part."""
    match node:
        case Word():
            return Sort.WORD
        case Truth() | Compare():
            return Sort.TRUTH
        case Cell() | Range():
            return node.sort
        case Call("IF", (_, then, other), _):
            left, right = _sort_of(then), _sort_of(other)
            return left if left == right else Sort.ANY
        case Call(function, _, _):
            return FUNCTIONS[function].result
    return Sort.NUMBER


def missing_names(node: Node, vocabulary: Vocabulary, scope: Scope) -> Mapping[str, int]:
    """The names of a formula that mean nothing in this template, and formulas it asks for in vain, with columns."""
    missing: dict[str, int] = {}
    for part in walk(node):
        if isinstance(part, Name):
            try:
                resolve(part.parts, vocabulary, scope)
            except UnknownNameError:
                missing[".".join(part.parts)] = part.column
    for part in walk(node):
        match part:
            case Call("COMPUTED", (Name(parts),), column) if ".".join(parts) not in missing:
                found = resolve(parts, vocabulary, scope)
                if isinstance(found, Cell) and not vocabulary.computes(found.block, found.row, found.column):
                    missing[f"{found.column}的公式"] = column
    return missing
