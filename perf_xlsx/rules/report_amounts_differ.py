"""R01."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xlsx.form.money import costs_of, funds_of, money_unit_of
from perf_xlsx.form.naming import quoted
from perf_xlsx.form.units import in_yuan
from perf_xlsx.narrative.facts import ReportFacts, Side
from perf_xlsx.narrative.figures import Fact
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.rules.base import Found, Scope, rule

MOST_SLACK = Decimal("0.005")
BUDGETS = ("initial_budget", "annual_budget", "budget")
LABELS = {
    "initial_budget": "年初预算",
    "annual_budget": "全年预算",
    "budget": "预算",
    "arrived": "到位资金",
    "spending": "支出",
    "execution": "执行率",
    "arrival": "到位率",
}


@rule("R01", "warning", Scope.REPORT)
def report_amounts_differ(facts: ReportFacts) -> Iterator[Found]:
    """报告金额不一

    做什么：报告里本项目的预算、到位、支出、执行率前后写了两个数，或者执行率与写明的金额算不出来，或者表中的成本大于全部资金的，两处都引出来。其中数、往年数、分项数和约数不比。
    为什么：同一笔钱只有一个数。
    依据：财预〔2020〕10号：自评报告应当真实、准确
    通过：项目预算445万元，实际到位资金445万元，实际支出445万元
    不通过：前面写“本项目预算为445万元”，后面写“预算安排为860.867958万元”
    怎么改：请按批复的预算和会计账核对，把报告改成一个数。
    """
    stated = [*facts.amounts, *facts.rates]
    disagree = [found for slot in LABELS for found in _twice([one for one in stated if one.slot == slot])]
    yield from disagree
    yield from _budget_of_the_year(facts.amounts)
    if not disagree:
        yield from _rate_of_amounts(facts)
    for side in facts.sides:
        yield from _cost_above_all(side, facts)


def _twice(stated: Sequence[Fact]) -> Iterator[Found]:
    """One thing stated twice; where it is stated more often, the first beside the first that differs."""
    for one in stated[1:]:
        if not one.same(stated[0]):
            yield Found(f"{stated[0].told}，{one.told}，{LABELS[one.slot]}写了两个数，请核对", cell=one.place)
            return


def _budget_of_the_year(amounts: Sequence[Fact]) -> Iterator[Found]:
    """A budget that is neither the one of the year's beginning nor the adjusted one."""
    named = [one for one in amounts if one.slot in BUDGETS[:2]]
    for one in amounts:
        if one.slot == "budget" and named and not any(one.same(other) for other in named):
            yield Found(f"{one.told}，{named[0].told}，预算写了两个数，请核对", cell=one.place)
            return


def _rate_of_amounts(facts: ReportFacts) -> Iterator[Found]:
    """A stated execution rate that no spending over any stated budget gives."""
    spent = [one for one in facts.amounts if one.slot == "spending"]
    bases = [one for one in facts.amounts if one.slot in (*BUDGETS, "arrived") and one.value > 0]
    for rate in facts.rates:
        if rate.slot != "execution" or not spent or not bases:
            continue
        if not any(_gives(rate, top, base) for top in spent for base in bases):
            right = percent(excel_round(spent[0].value / bases[0].value, 4))
            said = f"{rate.told}，{spent[0].told}，{bases[0].told}"
            yield Found(f"{said}，按这两个金额算是{right}，请核对", cell=rate.place, expected=right)
            return


def _gives(rate: Fact, top: Fact, base: Fact) -> bool:
    """Whether two amounts, each as finely as it is written, give a rate as finely as that is written."""
    exact = top.value / base.value
    slack = (top.step / base.value + exact * base.step / base.value) / 2
    return abs(rate.value - exact) <= rate.step + min(slack, MOST_SLACK)


def _cost_above_all(side: Side, facts: ReportFacts) -> Iterator[Found]:
    """A cost in a table without funds of its own that is more than all the money in another table."""
    if any(_money(side)):
        return
    for other in facts.sides:
        amounts, unit = _money(other), money_unit_of(other.form)
        if not any(amounts):
            continue
        most = max(filter(None, amounts))
        for cost in costs_of(side.form):
            actual = cost.actual * in_yuan(money_unit_of(side.form), facts.judgement) if cost.actual else Decimal(0)
            if cost.stated and actual > most * in_yuan(unit, facts.judgement):
                at = side.cell(cost.row.place("actual"))
                said = f"{at}{quoted(cost.row)}的完成值是“{cost.row.actual_text.strip()}”"
                yield Found(f"{said}，大于资金表的全部资金“{plain(most)}{unit}”，请核对", cell=at)
        return


def _money(side: Side) -> list[Decimal | None]:
    funds = funds_of(side.form)
    return [funds.initial_budget, funds.annual_budget, funds.annual_spending]
