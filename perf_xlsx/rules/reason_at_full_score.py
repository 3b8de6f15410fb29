"""S21."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.scoring import explained, met
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("S21", "info", Scope.FORM)
def reason_at_full_score(form: FilledForm) -> Iterator[Result]:
    """满分又写原因

    做什么：达标并得满分的指标又写了偏差原因的，提示。政策参数 question_reason_at_full 为 true 的模板才查。
    为什么：没有偏差而有原因，两者必有一处不实。
    依据：当地自评通知
    通过：得满分，偏差原因划“/”
    不通过：得满分，偏差原因写“受疫情影响未能按期完成”
    怎么改：请核对完成值和得分；没有偏差的请删去原因。
    """
    if not form.template.policy.get("question_reason_at_full"):
        yield Skipped("该模板未设满分不写偏差原因")
        return
    for one in indicators_of(form):
        full = one.points is not None and one.score is not None and one.score >= one.points
        if full and met(one) and explained(form, one.explanation):
            place = one.place("deviation_explanation")
            yield Found("已达标并得满分，又写了偏差原因，请核实", place, value=one.explanation)
