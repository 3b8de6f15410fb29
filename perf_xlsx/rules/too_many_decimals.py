"""A19."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.declared_cells import declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule

POINTS = "points"
SCORES = frozenset({POINTS, "score", "adjusted_score"})
MOST = 2


@rule("A19", "info", Scope.FORM)
def too_many_decimals(form: FilledForm) -> Iterator[Found]:
    """分值精度

    做什么：分值或得分多于两位小数的，一张表提示一次。
    为什么：小数太多，合计时容易出现尾差。
    依据：常识（一体化系统保留两位小数）
    通过：12.85
    不通过：12.857
    怎么改：请把分值和得分保留两位小数。
    """
    places = declared_cells(form).of_columns(SCORES if form.own_words else SCORES - {POINTS})
    values = ((place, form.declared[place]) for place in places)
    odd = [(place, value) for place, value in values if isinstance(value, Decimal) and _decimals(value) > MOST]
    if odd:
        place, value = odd[0]
        more = f"等{len(odd)}格" if len(odd) > 1 else ""
        yield Found(f"“{form.label(place)}”{more}多于两位小数（{plain(value)}）", place, value=value)


def _decimals(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])
