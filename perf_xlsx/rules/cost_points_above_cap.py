"""S24."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.direction import COST
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("S24", "warning", Scope.FORM)
def cost_points_above_cap(form: FilledForm) -> Iterator[Result]:
    """成本分值上限

    做什么：成本指标的分值合计超过规定上限的，核实。政策参数 cost_points_cap（最多几分）写明的模板才查。
    为什么：有的地方规定，成本指标的分值不得超过上限。
    依据：当地自评通知
    通过：成本指标分值合计5，上限5
    不通过：成本指标分值合计10，上限5
    怎么改：请调整成本指标的分值；确需超过的请说明。
    """
    cap = form.template.policy.get("cost_points_cap")
    if cap is None:
        yield Skipped("该模板未设成本指标分值上限")
        return
    if not form.own_words:
        yield Skipped("下发表的分值由下发单位定")
        return
    rows = [one for one in indicators_of(form) if COST in {one.level1, one.level2} and one.points is not None]
    total = sum((one.points for one in rows if one.points is not None), Decimal(0))
    most = Decimal(str(cap))
    if total > most:
        message = f"成本指标分值合计{plain(total)}，上限{plain(most)}"
        yield Found(message, rows[0].place("points"), value=rows[0].points, expected=most)
