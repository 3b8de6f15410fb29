"""A05."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

BLOCK, TOTAL = "funds", "total"
MONEY = ("initial_budget", "annual_budget", "annual_spending")
COLUMNS = (*MONEY, "points", "execution_rate", "score")


@rule("A05", "error", Scope.FORM, silences=("*",))
def slipped_funds_row(form: FilledForm) -> Iterator[Result]:
    """资金行错位

    做什么：手工表资金栏的一行比表头多出一格，执行数空白而执行率或得分有数，或执行率一格填的是分值，判为整行错了一格；这一行别的问题不再报。
    为什么：错了一格，金额、分值、执行率、得分都成了别的数，后面的核对全不可信。
    依据：自评表资金栏
    通过：执行数5，分值10，执行率100%，得分10
    不通过：执行数空白，分值5，执行率10，得分100%
    怎么改：请把这一行各数移回各自的栏目。
    """
    if form.issued:
        yield Skipped("下发表的资金栏不会错位")
        return
    shifted = [one.row for one in form.found.shifts if one.block == BLOCK]
    slipped = list(dict.fromkeys(shifted)) or ([TOTAL] if _looks_slipped(form) else [])
    if slipped:
        cells = tuple(Place(BLOCK, row, column) for row in slipped for column in COLUMNS)
        labels = "、".join(f"“{_label(form, row)}”" for row in slipped)
        yield Found(f"资金行疑似右移一格：{labels}", Place(BLOCK, slipped[0], "annual_spending"), cells=cells)


def _looks_slipped(form: FilledForm) -> bool:
    """The total row by its own numbers: a rate or score of no spending, or the weight where the rate belongs."""
    spending, rate, score = (form.declared.get(Place(BLOCK, TOTAL, key)) for key in ("annual_spending", *COLUMNS[-2:]))
    blank = Place(BLOCK, TOTAL, "annual_spending") in form.declared and spending is None
    weight = form.template.policy.get("level1_points", {}).get("execution")
    return (blank and any(isinstance(one, Decimal) and one != 0 for one in (rate, score))) or (
        isinstance(rate, Decimal) and weight is not None and rate == weight and rate > 1
    )


def _label(form: FilledForm, row: str) -> str:
    return form.label(Place(BLOCK, row, "annual_spending")).rpartition("·")[0] or row
