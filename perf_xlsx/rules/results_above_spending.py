"""C01."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.money import funds_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

MOST = 10


@rule("C01", "warning", Scope.FORM)
def results_above_spending(form: FilledForm) -> Iterator[Found]:
    """绩效与执行背离

    做什么：指标得分率高出预算执行率的部分超过指标得分率的四分之一（政策参数），提请核实；执行率偏低已由S04指出的不重复。
    为什么：钱只花了一小半，指标却几乎得满分，要么指标定低了，要么得分虚高。
    依据：预算管理一体化系统自评预警的口径（常识）
    通过：执行率76%，指标得分率89%
    不通过：执行率59%，指标得分率95%
    怎么改：请核实指标得分；资金确有节余的，请说明少花钱也完成任务的原因。
    """
    rate = funds_of(form).rate
    scored = [(row.score, row.points) for row in indicators_of(form) if row.score is not None and row.points]
    points = sum((points for _, points in scored if points is not None), Decimal(0))
    if rate is None or points <= 0:
        return
    share = sum((score for score, _ in scored if score is not None), Decimal(0)) / points
    # A share far above the whole is a slip in the points (A12), not a good result.
    if 0 < share <= MOST and (share - rate) / share > judgement_of(form.template).limit("divergence"):
        shown, spent = (percent(excel_round(value, 4)) for value in (share, rate))
        place = Place("total", "", "score")
        cells = (Place("funds", "total", "execution_rate"), Place("funds", "total", "annual_spending"))
        yield Found(f"指标得分率{shown}，预算执行率只有{spent}，相差较大，请核实", place, cells=cells)
