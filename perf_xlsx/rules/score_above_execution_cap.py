"""S16."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import percent, plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

TOTAL, RATE = Place("total", "", "score"), Place("funds", "total", "execution_rate")


@rule("S16", "error", Scope.FORM)
def score_above_execution_cap(form: FilledForm) -> Iterator[Result]:
    """执行率封顶

    做什么：执行率低于规定时总分不得超过规定的最高分。
        政策参数 total_caps（如 [[0.5, 59], [0.6, 69], [0.7, 79], [0.8, 89]]）写明的模板才查。
    为什么：有的地方规定，执行率低的，自评总分封顶。
    依据：当地自评通知
    通过：执行率75%，总分89
    不通过：执行率75%，总分92
    怎么改：请按规定把总分降到最高分以内，超出的部分扣减。
    """
    caps = form.template.policy.get("total_caps")
    if not caps:
        yield Skipped("该模板未设执行率封顶")
        return
    total, rate = form.value(TOTAL), form.value(RATE)
    if not isinstance(total, Decimal) or not isinstance(rate, Decimal):
        yield Skipped("没有总分或执行率，无法计算")
        return
    reached = [Decimal(str(most)) for below, most in caps if rate < Decimal(str(below))]
    if reached and total > min(reached):
        most = min(reached)
        message = f"执行率{percent(round(rate, 4))}，总分最高{plain(most)}，填报{plain(total)}"
        yield Found(message, TOTAL, value=total, expected=most, cells=(RATE,))
