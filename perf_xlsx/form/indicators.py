"""Indicator rows as a reviewer reads them: name, target, actual value, points, score, reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.once import once
from perf_xlsx.form.place import Place
from perf_xlsx.form.targets import PER_CENT
from perf_xlsx.notation import Kind, Notation, read_notation
from perf_xlsx.numbers import Value, plain


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row in use; `level1`, `level2` are keys ("" where the level is unknown), texts are as printed.

    `direction` is that of `form.direction`; `inferred` says it was not stated by a comparator and may not carry an
    error. `target` and `actual` are the readings of the two cells, a percentage as 0–1; `comparable` says that both are
    numbers on one scale (30万元 beside 300元 is not, unless it was converted).
    """

    row: str
    level1: str
    level2: str
    name: str
    target_text: str
    target: Notation
    actual_text: str
    actual: Notation
    points: Decimal | None
    score: Decimal | None
    explanation: str
    direction: str
    inferred: bool
    comparable: bool

    def place(self, column: str, block: str = "indicators") -> Place:
        """A cell of this row."""
        return Place(block, self.row, column)

    @property
    def measured(self) -> bool:
        """Whether target and actual value are both numbers."""
        return self.target.number is not None and self.actual.number is not None


@once
def indicators_of(form: FilledForm) -> Sequence[Indicator]:
    """Every indicator row in use, from top to bottom; rows without name, target and actual value are left out."""
    return tuple(_every_indicator(form))


def _every_indicator(form: FilledForm) -> Iterator[Indicator]:
    block = form.template.indicators
    rows = [row for row in form.indicator_rows if row not in form.idle_rows] if block else []
    empty = {Kind.BLANK, Kind.NOT_APPLICABLE}
    for one in (_indicator(form, row) for row in rows):
        if not (one.target.kind in empty and one.actual.kind in empty and read_notation(one.name).kind in empty):
            yield one


def _indicator(form: FilledForm, row: str) -> Indicator:
    block, known = form.template.indicators, form.known
    key = block.key if block else ""

    def cell(column: str) -> Value:
        return known[key, row, column]

    unit, comparator, direction = _text(cell("measure_unit")), _text(cell("comparator")), _text(cell("direction"))
    at, value = Place("indicators", row, "actual"), cell("actual")
    target, actual = read_notation(cell("target")), read_notation(form.printed.get(at, value))
    rate = form.bare_units and unit == PER_CENT
    number = cell("target_number")
    if isinstance(number, Decimal):
        number = number / 100 if rate else number
        target = Notation(Kind.QUANTITY, target.text, comparator, number, unit or target.unit, target.bare_period)
    shown = form.printed.get(at) or form.shown_value(value, at)
    if isinstance(value, Decimal):
        value = value / 100 if rate and at not in form.printed else value
        own = actual.unit or (unit if form.issued else "")
        actual = Notation(Kind.QUANTITY, actual.text, actual.comparator, value, own, actual.bare_period)
    return Indicator(
        row=row,
        level1=_text(cell("level1_key")),
        level2=_text(cell("level2_key")),
        name=_text(cell("level3")),
        target_text=_text(cell("target")),
        target=target,
        actual_text=shown,
        actual=actual,
        points=_number(cell("points")),
        score=_number(cell("score")),
        explanation=_text(cell("deviation_explanation")),
        direction=direction,
        inferred=direction in {"higher", "lower"} and not target.comparator,
        comparable=target.number is not None and isinstance(value, Decimal),
    )


def _text(value: Value) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else value.strip()


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
