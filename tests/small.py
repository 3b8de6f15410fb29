"""A vocabulary of a few words and a form of a few cells, for the tests of formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perf_xlsx.expr.bind import bind
from perf_xlsx.expr.evaluate import compile_truth, compile_value
from perf_xlsx.expr.excel import emit_flag, emit_formula
from perf_xlsx.expr.nodes import Node, Sort
from perf_xlsx.expr.parse import parse
from perf_xlsx.expr.pattern import Pattern, Slot, fill
from perf_xlsx.expr.vocabulary import Area, Entry, PolicyValue, Scope, Vocabulary
from perf_xlsx.numbers import Value

POLICY: Mapping[str, PolicyValue] = {
    "cap": 1,
    "share": 0.7,
    "min_explanation": 6,
    "strict": True,
    "grades": {"good": "良"},
    "list": ["成本"],
}


def _area(key: str, label: str, kind: str, *entries: tuple[str, str, Sort]) -> Area:
    columns = {name: Entry(name, shown, sort) for name, shown, sort in entries}
    rows = {"total": "资金总额", "grant": "财政拨款"} if kind == "grid" else {}
    absent = frozenset({("grant", "score")}) if kind == "grid" else frozenset[tuple[str, str]]()
    formulas = frozenset({("total" if kind == "grid" else "", "score"), ("", "target"), ("", "actual")})
    return Area(key, label, kind, columns, rows, absent, formulas)  # type: ignore[arg-type]


AREAS = (
    _area("header", "基本信息", "fields", ("name", "项目名称", Sort.WORD), ("grade", "等级", Sort.WORD)),
    _area(
        "funds",
        "项目资金（万元）",
        "grid",
        ("budget", "预算数（A）", Sort.NUMBER),
        ("spending", "执行数", Sort.NUMBER),
        ("score", "得分", Sort.NUMBER),
        ("reason", "原因", Sort.WORD),
    ),
    _area(
        "indicators",
        "绩效指标",
        "list",
        ("level", "一级指标", Sort.WORD),
        ("actual", "完成值", Sort.ANY),
        ("target", "指标值", Sort.NUMBER),
        ("points", "分值", Sort.NUMBER),
        ("score", "得分", Sort.NUMBER),
        ("reason", "原因", Sort.WORD),
    ),
    _area("total", "总分", "fields", ("sum", "合计", Sort.NUMBER), ("grade", "评级\n等级", Sort.WORD)),
)
VOCABULARY = Vocabulary({area.key: area for area in AREAS}, POLICY)
ROW = Scope("indicators", None, "actual")
FUNDS = Scope("funds", "total", "spending")
FIELD = Scope("total", "", "sum")


@dataclass
class Facts:
    """A form as formulas see it: values and computed values by address."""

    values: Mapping[str, Value] = field(default_factory=dict)
    results: Mapping[str, Value] = field(default_factory=dict)
    indicators: Sequence[str] = ("1", "2", "3")

    @property
    def known(self) -> "Facts":
        """Give a cell as it stands, by its address."""
        return self

    def __getitem__(self, place: tuple[str, str, str]) -> Value:
        return self.values.get(".".join(part for part in place if part))

    def computed(self, place: tuple[str, str, str]) -> Value:
        """Give a cell as the template computes it."""
        return self.results.get(".".join(part for part in place if part))

    def column(self, block: str, column: str) -> Sequence[Value]:
        """Give a whole column of a list block."""
        return [self[block, row, column] for row in self.indicators]


def bound(text: str, scope: Scope = ROW, want: Sort = Sort.ANY) -> Node:
    """A formula bound to the small vocabulary."""
    return bind(parse(text), VOCABULARY, scope, want)


def worth(text: str, facts: Mapping[str, Value] | Facts | None = None, row: str = "1", scope: Scope = ROW) -> Value:
    """What a formula gives."""
    form = facts if isinstance(facts, Facts) else Facts(facts or {})
    return compile_value(bound(text, scope))(form, row)


def holds(text: str, facts: Mapping[str, Value] | Facts | None = None, row: str = "1", scope: Scope = ROW) -> bool:
    """Whether a condition holds."""
    form = facts if isinstance(facts, Facts) else Facts(facts or {})
    return compile_truth(bound(text, scope, Sort.TRUTH))(form, row)


def actual(value: Value) -> Mapping[str, Value]:
    """A form in whose first row this was typed as 完成值."""
    return {"indicators.1.actual": value}


def number(text: str | int) -> Decimal:
    """A number."""
    return Decimal(text)


def excel(text: str, scope: Scope = ROW) -> str:
    """The Excel text of a formula, each cell as <face column>."""
    return shown(emit_formula(bound(text, scope)))


def flag(text: str, scope: Scope = ROW) -> str:
    """The Excel text of a rule's flag, each cell as <face column>."""
    return shown(emit_flag(bound(text, scope, Sort.TRUTH)))


def shown(pattern: Pattern) -> str:
    """A pattern with its slots in a spelling that is easy to read."""
    return fill(pattern, spell)


def spell(slot: Slot) -> str:
    """A slot as <column>, <column#> where a number is needed, <column…> for a whole column."""
    row = "" if slot.row in {None, ""} else f"{slot.row}."
    return f"<{row}{slot.column}{ {'raw': '', 'number': '#', 'range': '…'}[slot.face.value] }>"
