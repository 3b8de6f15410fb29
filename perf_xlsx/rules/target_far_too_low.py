"""C30."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import quoted
from perf_xlsx.form.reasons import explained
from perf_xlsx.form.units import family_of
from perf_xlsx.numbers import excel_round, plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

HIGHER = "higher"
MOST_TIMES = 10**9


@rule("C30", "warning", Scope.FORM, silences=("S08",))
def target_far_too_low(form: FilledForm) -> Iterator[Found]:
    """指标值明显偏低

    做什么：越多越好的指标，完成值达到指标值的三倍（政策参数）以上而没有说明的，提请核实。
    为什么：超出这么多，不是指标值定低了，就是完成值填错了。
    依据：完成值大幅超过指标值的应分析原因（财预〔2020〕10号）
    通过：目标≥5篇，完成14篇；目标≥5篇，完成20篇，已说明原因
    不通过：目标≥5篇，完成15篇，没有说明
    怎么改：请核对完成值；指标值确实偏低的请说明，下年度调高。
    """
    judgement = judgement_of(form.template)
    times = judgement.limit("far_over")
    for row in indicators_of(form):
        target, actual = row.target.number, row.actual.number
        if target is None or actual is None or row.direction != HIGHER or target <= 0:
            continue
        if row.actual.unit and family_of(row.actual.unit, judgement) != family_of(row.target.unit, judgement):
            continue  # a rate for a number, or another unit: C06, C03
        if times * target <= actual < MOST_TIMES * target and not explained(form, row.explanation):
            yield Found(
                f"{quoted(row)}完成值{form.shown(row.place('actual'))}是指标值{form.shown(row.place('target'))}的"
                f"{plain(excel_round(actual / target, 1))}倍，请核对，指标值偏低的请说明",
                row.place("actual"),
                cells=(row.place("target"),),
            )
