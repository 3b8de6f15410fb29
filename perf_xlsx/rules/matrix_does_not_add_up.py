"""A21."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.expr.meaning import agrees
from perf_xlsx.form.declared_cells import declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import percent, plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

BLOCK, TOTAL, SUBTOTAL = "funds", "total", "appropriation"
LEVELS = ("central", "province", "city", "county")
PARTS = (SUBTOTAL, "carryover", "other")
RECEIVED, SPENT, BUDGET, LEFT = "arrived", "annual_spending", "annual_budget", "balance"
RATES = {"arrival_rate": RECEIVED, "execution_rate": SPENT}
AMOUNTS = ("initial_budget", BUDGET, RECEIVED, SPENT, LEFT)
# What the ordinary funds block has, A04 and A06 look at.
ORDINARY = {(TOTAL, column) for column in ("initial_budget", BUDGET, SPENT, "execution_rate")}
# A matrix that the template itself prints has its formulas there.
MATRIX, RATE = "matrix", "_rate"
ZERO, HUNDRED = Decimal(0), Decimal(100)


@rule("A21", "error", Scope.FORM)
def matrix_does_not_add_up(form: FilledForm) -> Iterator[Result]:
    """资金矩阵

    做什么：资金矩阵（行为预算、到位、执行，列为各级财政和其他来源）逐格核对：结余=到位−执行，到位率=到位÷预算，执行率=执行÷预算，小计=各级之和，总金额=小计+结转+其他；预算为0的率可以空着、划“—”或填0。
    为什么：矩阵中任何一格算错，执行率和得分都不可信。
    依据：山西等地自评报告的资金表
    通过：小计10 = 市级10，到位率100
    不通过：到位10、预算10，到位率填0
    怎么改：请按公式重新计算这一格。
    """
    cells = declared_cells(form)
    computed = [place for place in cells.of_block(MATRIX) if form.formula(place) is not None]
    if computed:
        yield from (found for place in computed if (found := _as_computed(form, place)))
        return
    funds = cells.of_block(BLOCK)
    if not any(place.column in {RECEIVED, LEFT} for place in funds):
        yield Skipped("本表没有资金矩阵")
        return
    for source in dict.fromkeys(place.row for place in funds):
        yield from _of_source(form, source)
    for measure in AMOUNTS:
        yield from _of_measure(form, measure)


def _as_computed(form: FilledForm, place: Place) -> Found | None:
    """A cell of the template's own matrix in which another number stands than its formula gives."""
    stated, expected = form.declared[place], form.computed(place)
    if not isinstance(stated, Decimal) or not isinstance(expected, Decimal):
        return None  # what cannot be computed, 0/0 above all, may stand as it likes
    is_rate = place.row.endswith(RATE)
    if agrees(stated / HUNDRED, expected / HUNDRED, 2, 6) if is_rate else _near(form, stated, expected):
        return None
    message = f"资金表“{form.label(place)}”应为{plain(expected)}，填报{plain(stated)}"
    return Found(message, place, value=stated, expected=expected)


def _of_source(form: FilledForm, source: str) -> Iterator[Found]:
    """One source of money: what is left over, and the two rates."""
    received, spent, budget = (_amount(form, source, column) for column in (RECEIVED, SPENT, BUDGET))
    left = _stated(form, source, LEFT)
    # A block without 到位 has left what was budgeted and not spent.
    had = received if Place(BLOCK, source, RECEIVED) in form.declared else budget
    if left is not None and not _near(form, left, had - spent):
        yield _wrong(form, source, LEFT, had - spent)
    for column, over in RATES.items():
        rate = _stated(form, source, column)
        known = budget != 0 and rate is not None and (source, column) not in ORDINARY
        if known and rate is not None and not agrees(rate, _amount(form, source, over) / budget, 2, 6):
            yield _wrong(form, source, column, _amount(form, source, over) / budget)


def _of_measure(form: FilledForm, measure: str) -> Iterator[Found]:
    """One measure over all sources: the sub-total of the levels, the total of the parts."""
    for source, parts in ((SUBTOTAL, LEVELS), (TOTAL, PARTS)):
        stated = _stated(form, source, measure)
        given = [amount for part in parts if (amount := _stated(form, part, measure)) is not None]
        known = stated is not None and given and (source, measure) not in ORDINARY
        if known and stated is not None and not _near(form, stated, sum(given, ZERO)):
            yield _wrong(form, source, measure, sum(given, ZERO))


def _stated(form: FilledForm, source: str, column: str) -> Decimal | None:
    value = form.declared.get(Place(BLOCK, source, column))
    return value if isinstance(value, Decimal) else None


def _amount(form: FilledForm, source: str, column: str) -> Decimal:
    return _stated(form, source, column) or ZERO


def _near(form: FilledForm, left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= Decimal(str(form.template.policy.get("money_tolerance", 0)))


def _wrong(form: FilledForm, source: str, column: str, expected: Decimal) -> Found:
    place = Place(BLOCK, source, column)
    show = percent if column in RATES else plain
    found = show(_amount(form, source, column))
    message = f"资金表“{form.label(place)}”应为{show(round(expected, 4))}，填报{found}"
    return Found(message, place, value=form.declared.get(place), expected=expected)
