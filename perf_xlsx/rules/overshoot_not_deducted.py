"""S17."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.numbers import percent, plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("S17", "warning", Scope.FORM)
def overshoot_not_deducted(form: FilledForm) -> Iterator[Result]:
    """偏离扣分

    做什么：完成值超出指标值达到规定比例的指标应扣规定的分数。政策参数 overshoot_deduction（扣几分）写明的模板才查。
    为什么：有的地方规定，指标值明显偏低的要扣分。
    依据：当地自评通知
    通过：指标值≥5篇，完成10篇，分值5，得分3
    不通过：指标值≥5篇，完成10篇，分值5，得分5
    怎么改：请按规定扣减得分，并说明超额的原因。
    """
    policy = form.template.policy
    if not policy.get("overshoot_deduction") or "overshoot" not in policy:
        yield Skipped("该模板未设偏离扣分")
        return
    share, deduction = (Decimal(str(policy[key])) for key in ("overshoot", "overshoot_deduction"))
    for one in indicators_of(form):
        target, actual = one.target.number, one.actual.number
        if one.direction != "higher" or not one.comparable or target is None or actual is None or target <= 0:
            continue
        if (actual - target) / target >= share and one.points is not None and one.score is not None:
            most = max(Decimal(0), one.points - deduction)
            if one.score > most:
                message = f"完成值超出指标值{percent(share)}以上，应扣{plain(deduction)}分，填报得分{plain(one.score)}"
                yield Found(message, one.place("score"), value=one.score, expected=most)
