"""S12."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.wording import bare_in_percent
from perf_xlsx.notation import Kind
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.rules.number_for_words import in_words

RATE = "%"


@rule("S12", "warning", Scope.FORM, silences=("S11", "S25"))
def full_score_below_whole(form: FilledForm) -> Iterator[Found]:
    """定性满分矛盾

    做什么：指标值是文字，完成值是不到100%的百分比，却得满分的，核实。
    为什么：百分比若是完成程度，没有全部完成就不该得满分；若不是，就没有说明完成情况。
    依据：未完成的应扣分并说明原因（财预〔2020〕10号）
    通过：指标值“有一定增强”，完成值“达成预期指标”，得满分
    不通过：指标值“有一定增强”，完成值“95%”，分值15，得分15
    怎么改：请按三档填写达成程度；没有全部达成的，核减得分并说明原因。
    """
    for one in indicators_of(form):
        rate = _rate(one) if in_words(one) else None
        if rate is not None and rate < 1 and one.points and one.score is not None and one.score >= one.points:
            target, actual = form.shown(one.place("target")), bare_in_percent(form.shown(one.place("actual")), rate)
            message = f"指标值“{target}”是文字，完成值{actual}不到100%，却得满分"
            yield Found(message, one.place("score"), value=one.score, cells=(one.place("actual"),))


def _rate(one: Indicator) -> Decimal | None:
    """The percentage of an answer; a bare number below 1 is one too."""
    number = one.actual.number if one.actual.kind is Kind.QUANTITY else None
    if number is None or number < 0 or one.actual.comparator:
        return None
    return number if one.actual.unit == RATE or (not one.actual.unit and 0 < number < 1) else None
