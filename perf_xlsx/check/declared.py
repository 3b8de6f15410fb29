"""Declared rules on one form: every demand evaluated, the first failing case of each cell kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from perf_xlsx.expr.evaluate import NotComputableError, compile_truth, compile_value
from perf_xlsx.expr.meaning import is_placeholder, text_length
from perf_xlsx.expr.nodes import Call, Cell, Node, Number, Word
from perf_xlsx.expr.values import TruthReader
from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import explained, row_reason
from perf_xlsx.numbers import Value, excel_round, percent, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundCase, Own, explanation_asked
from perf_xlsx.template.model import Flavour, Kind

JSON_PLACES = 6


@dataclass(slots=True)
class Outcome:
    """What came of one rule on a form."""

    held: int = 0
    not_computable: int = 0
    failed: list[Demand] = field(default_factory=list)
    crashed: str = ""


def evaluate_demands(form: FilledForm) -> dict[str, Outcome]:
    """Evaluate every instance of every declared rule, by code."""
    failed_at: set[tuple[str, Place]] = set()
    met, left = form.unsettled(_rows_in_order(form))
    outcomes = {code: Outcome(held) for code, held in met.items()}
    for demand in left:
        case, row = demand
        code = case.rule.code
        outcome = outcomes[code]
        try:
            holds = case.holds(form, row)
        except NotComputableError:
            outcome.not_computable += 1
        except Exception as error:  # noqa: BLE001 - a rule that crashes is reported, the batch goes on
            outcome.crashed = f"{type(error).__name__}: {error}"
        else:
            if holds:
                outcome.held += 1
            elif (code, demand.place) not in failed_at:
                failed_at.add((code, demand.place))
                outcome.failed.append(demand)
    return outcomes


def _rows_in_order(form: FilledForm) -> frozenset[str]:
    """The rows of the list in which every rule holds, told with one call each; most rows of most forms are."""
    holds = _whole_row(form.template, form.flavour, frozenset(form.found.spared))
    rows = (row for row in form.indicator_rows if row not in form.idle_rows)
    return frozenset(row for row in rows if _surely(holds, form, row))


def _surely(holds: TruthReader, form: FilledForm, row: str) -> bool:
    try:
        return holds(form, row)
    except Exception:  # noqa: BLE001 - what is the matter with it, each rule tells of itself
        return False


@lru_cache(maxsize=64)
def _whole_row(template: Template, flavour: Flavour, spared: frozenset[str]) -> TruthReader:
    """Every rule of a row of the list as one condition."""
    cases = (case for case in template.cases if case.scope.row is None and flavour in (case.case.only or Flavour))
    return compile_truth(Call("AND", tuple(case.node for case in cases if case.rule.code not in spared), 0))


def finding_of(form: FilledForm, demand: Demand) -> Finding:
    """The finding of a failing demand: its message with the values in it."""
    case, place = demand.case, demand.place
    value, expected = form.value(place), _expected(form, demand)
    return Finding(
        rule=case.rule.code,
        name=case.rule.name,
        title=case.rule.title,
        severity=Severity(case.severity),
        message=_message(form, demand, expected),
        fix=case.case.fix or case.rule.fix,
        cell=form.addresses.get(form.near(place)),
        field=str(place),
        label=form.label(place),
        value=exact(form, value, place),
        expected=exact(form, expected, place),
        difference=exact(form, difference_of(value, expected), place),
        explanation=_explanation(form, demand),
    )


def _explanation(form: FilledForm, demand: Demand) -> str | None:
    """What explains a warning: its row's own reason, or the note on 校验; an error cannot be explained away."""
    if demand.case.severity != Severity.WARNING:
        return None
    indicators = form.template.indicators
    if indicators is not None and demand.place.block == indicators.key:
        return row_reason(form, demand.place)
    note = form.notes.get(demand.case.rule.code, "")
    return note if explained(form, note) else None


def _expected(form: FilledForm, demand: Demand) -> Value:
    read = demand.case.expected
    if read is None:
        return None
    try:
        return read(form, demand.row)
    except NotComputableError:
        return None


def difference_of(value: Value, expected: Value) -> Decimal | None:
    """By how much a value is off, where both are numbers."""
    return value - expected if isinstance(value, Decimal) and isinstance(expected, Decimal) else None


def exact(form: FilledForm | None, value: Value, place: Place | None) -> str | None:
    """A value for programs: numbers as exact decimal texts, rates to six places."""
    if not isinstance(value, Decimal):
        return value
    column = form.template.column_of(place) if form and place else None
    is_rate = column is not None and column.kind is Kind.PERCENT
    return plain(excel_round(value, JSON_PLACES) if is_rate else value)


def _message(form: FilledForm, demand: Demand, expected: Value) -> str:
    case, place = demand.case, demand.place
    words: list[str] = []
    for part in case.message:
        if part is Own.LABEL:
            words.append(form.label(place).rpartition("·")[2])
        elif part is Own.EXPECTED:
            words.append(form.shown_value(expected, place) or "空白")
        elif part is Own.REASON:
            words.append(_lack_of_reason(form, demand))
        elif isinstance(part, str):
            words.append(part)
        else:
            words.append(_shown(form, demand, part))
    return "".join(words)


def _lack_of_reason(form: FilledForm, demand: Demand) -> str:
    """What is wrong with the reason a case asks for: there is none, or it is too short."""
    match explanation_asked(demand.case.node):
        case Call(_, (Cell(block, row, column), Number(least)), _):
            reason = form.value(Place(block, demand.row if row is None else row, column))
            length = text_length(reason)
            if not is_placeholder(reason) and length < least:
                return f"原因只有{length}个字，须不少于{plain(least)}个字"
    return "未说明原因"


def _shown(form: FilledForm, demand: Demand, node: Node) -> str:
    match node:
        case Cell(block, row, column, _, False):
            return form.shown(Place(block, demand.row if row is None else row, column))
        case Number(value):
            return percent(value) if 0 < value < 1 else plain(value)
        case Word(text):
            return text
    try:
        return form.shown_value(compile_value(node)(form, demand.row), demand.place) or "空白"
    except NotComputableError:
        return "（无法计算）"


def needs(form: FilledForm, demand: Demand) -> set[Place]:
    """Every single cell a demand looks at, through formulas too; whole columns are left out."""
    found: set[Place] = {demand.place}
    waiting = [place for place, _ in _cells(demand.case, demand.row)]
    # What COMPUTED looks at counts even where the cell itself was typed over.
    for place in (place for place, computed in _cells(demand.case, demand.row) if computed):
        formula = form.formula(place)
        waiting += [Place(*spot) for spot in formula.single_cells(place.row)] if formula else []
    while waiting:
        place = waiting.pop()
        if place in found and place != demand.place:
            continue
        found.add(place)
        formula = None if place in form.declared else form.formula(place)
        if formula is not None:
            below = {Place(*spot) for spot in formula.single_cells(place.row)}
            waiting += below - found
    return found


def _cells(case: BoundCase, row: str) -> Iterator[tuple[Place, bool]]:
    """The single cells a case names, and whether it wants them computed."""
    for cell in case.cells:
        if isinstance(cell, Cell):
            yield Place(cell.block, row if cell.row is None else cell.row, cell.column), cell.computed
