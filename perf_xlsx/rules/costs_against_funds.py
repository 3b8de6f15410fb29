"""C07."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.money import Cost, Funds, costs_of, funds_of, money_unit_of
from perf_xlsx.form.naming import has_word, quoted
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

SPENDING, BUDGET = Place("funds", "total", "annual_spending"), Place("funds", "total", "annual_budget")


@rule("C07", "warning", Scope.FORM)
def costs_against_funds(form: FilledForm) -> Iterator[Found]:
    """成本与资金

    做什么：一项成本大于项目全部资金的退回；成本指标值合计等于预算而完成值合计不等于全年执行数，或者指标值合计大于预算的，提请核实。人均、单价、比率等不合计。
    为什么：成本就是项目的钱，两处对不上，必有一处填错。
    依据：成本指标之和应与预算数、执行数勾稽（常识）
    通过：成本指标值150＋90＋820.58＝预算1060.58，完成值合计805.51＝执行数
    不通过：项目资金10万元，印刷成本30万元
    怎么改：请核对成本指标的金额和单位，以及预算数、执行数。
    """
    funds, costs = funds_of(form), costs_of(form)
    known = [value for value in (funds.initial_budget, funds.annual_budget, funds.annual_spending) if value is not None]
    if not costs or not known or max(known) <= 0:
        return
    tolerance = Decimal(str(form.template.policy["money_tolerance"]))
    unit = money_unit_of(form)
    too_large = [cost for cost in costs if cost.stated and _largest(cost, form) > max(known) + tolerance]
    for cost in too_large:
        yield Found(
            f"{quoted(cost.row)}为{plain(_largest(cost, form))}{unit}，大于项目全部资金{plain(max(known))}{unit}",
            cost.row.place("actual"),
            severity="error",
            cells=(BUDGET, SPENDING),
        )
    if not too_large:
        yield from _sums(form, _whole(costs, form), funds, tolerance)


def _largest(cost: Cost, form: FilledForm) -> Decimal:
    """The amount a filler answers for: on an issued form not the target."""
    return max(cost.actual or Decimal(0), Decimal(0) if not form.own_words else cost.target)


def _whole(costs: Sequence[Cost], form: FilledForm) -> Sequence[Cost]:
    """The rows that add up: where one is the total of the others, that one alone."""
    words = judgement_of(form.template).total_cost_words
    total = [cost for cost in costs if has_word(cost.row.name, words)]
    return total if len(total) == 1 else costs


def _sums(form: FilledForm, costs: Sequence[Cost], funds: Funds, tolerance: Decimal) -> Iterator[Found]:
    targets = sum((cost.target for cost in costs), Decimal(0))
    actuals = [cost.actual for cost in costs if cost.actual is not None]
    budgets = [value for value in (funds.initial_budget, funds.annual_budget) if value is not None]
    place = costs[0].row.place("actual")
    if any(abs(targets - budget) <= tolerance for budget in budgets):
        done = sum(actuals, Decimal(0))
        if len(actuals) == len(costs) and funds.annual_spending and abs(done - funds.annual_spending) > tolerance:
            spent = plain(funds.annual_spending)
            text = f"成本指标完成值合计{plain(done)}，全年执行数为{spent}，请核对"
            yield Found(text, place, value=done, expected=funds.annual_spending, cells=(SPENDING,))
    elif form.own_words and budgets and targets > max(budgets) + tolerance and all(cost.stated for cost in costs):
        text = f"成本指标值合计{plain(targets)}，大于预算数{plain(max(budgets))}，请核对"
        yield Found(text, costs[0].row.place("target"), value=targets, expected=max(budgets), cells=(BUDGET,))
