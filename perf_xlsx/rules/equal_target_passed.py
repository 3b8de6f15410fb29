"""S07."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.scoring import missed
from perf_xlsx.numbers import same_number
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("S07", "warning", Scope.FORM)
def equal_target_passed(form: FilledForm) -> Iterator[Result]:
    """等于型指标

    做什么：指标值写明“＝”而完成值超过它、仍得满分的，核实。政策参数 equal_exactly 为 true 的模板才查。
    为什么：有的地方规定，写明等于的指标，多了也要说明。
    依据：当地自评通知
    通过：指标值＝5个，完成5个
    不通过：指标值＝5个，完成6个，得满分
    怎么改：请核对完成值；确实超过的请说明原因并核定得分。
    """
    if not form.template.policy.get("equal_exactly"):
        yield Skipped("该模板未设等于型指标须恰好完成")
        return
    for one in indicators_of(form):
        target, actual = one.target.number, one.actual.number
        if one.direction != "equal" or not one.comparable or target is None or actual is None or missed(one):
            continue
        if not same_number(target, actual) and one.points is not None and one.score == one.points:
            shown = f"指标值{form.shown(one.place('target'))}，完成值{form.shown(one.place('actual'))}"
            yield Found(f"{shown}，不相等而得满分，请核实", one.place("score"), value=one.score)
