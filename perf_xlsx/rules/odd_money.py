"""A07."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.declared_cells import declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule

BLOCK = "funds"
MONEY = ("initial_budget", "annual_budget", "annual_spending")
# 元 beside 万元 is 10000 apart; execution itself moves the quotient by no more than this either way.
LEAST_APART, MOST_APART = 5000, 20000


@rule("A07", "warning", Scope.FORM)
def odd_money(form: FilledForm) -> Iterator[Found]:
    """金额单位

    做什么：资金栏的金额格里写了单位、数字写得不规范（如 7,00.0,77），或同一行两个金额相差一万倍左右，逐格指出。
    为什么：单位写错一次，金额就差一万倍。
    依据：自评表资金栏以表头所注单位计
    通过：表头为万元，填 259.45
    不通过：填“259.45万元”；预算 30，执行 300000
    怎么改：请按表头的单位只填数字。
    """
    rows = dict.fromkeys(place.row for place in declared_cells(form).of_block(BLOCK))
    for row in rows:
        places = [Place(BLOCK, row, column) for column in MONEY]
        odd = [] if form.issued else [place for place in places if _is_odd(form, place)]
        for place in odd:
            text = form.shown(place)
            yield Found(f"金额“{text}”疑含单位或书写有误", place, value=form.declared.get(place))
        if not odd:
            yield from _far_apart(form, places)


def _is_odd(form: FilledForm, place: Place) -> bool:
    value = form.declared.get(place)
    reading = read_notation(form.printed.get(place) or (value if isinstance(value, str) else ""))
    if reading.kind in {Kind.BLANK, Kind.NOT_APPLICABLE}:
        return False
    return reading.kind is not Kind.QUANTITY or bool(reading.unit)


def _far_apart(form: FilledForm, places: list[Place]) -> Iterator[Found]:
    """The larger of two amounts of one row that are one of them in 元."""
    amounts = [(place, value) for place in places if isinstance(value := form.value(place), Decimal) and value > 0]
    for (one, left), (other, right) in itertools.combinations(amounts, 2):
        larger, smaller = max(left, right), min(left, right)
        if LEAST_APART <= larger / smaller <= MOST_APART:
            place = one if left == larger else other
            yield Found(f"金额“{plain(larger)}”疑以元填报（同一行为{plain(smaller)}）", place, value=larger)
            return
