"""C22."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.money import funds_of
from perf_xlsx.form.naming import has_word
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import FUNDS_REASON, funds_explained, text_at
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of


@rule("C22", "warning", Scope.FORM)
def budget_change_unexplained(form: FilledForm) -> Iterator[Found]:
    """预算调整

    做什么：全年预算数比年初预算数增减两成（政策参数）以上而没有说明的，提请说明；表上自己要求预算调整须说明的，增减百分之一以上就要说明。
    为什么：预算变了，目标也该跟着变，要说清楚为什么。
    依据：各地通知：年中发生预算调整的应单独说明理由
    通过：年初100，全年115；年初100，全年150，已说明追加原因
    不通过：年初100，全年150，没有说明
    怎么改：请说明预算调整的原因和文件依据。
    """
    funds = funds_of(form)
    before, after = funds.initial_budget, funds.annual_budget
    if before is None or after is None or min(before, after) <= 0:
        return
    judgement, change = judgement_of(form.template), (after - before) / before
    small, large = judgement.limit("small_change"), judgement.limit("budget_change")
    if abs(change) < min(small, large) or funds_explained(form):
        return
    texts = [text_at(form, Place("goal", "", "achieved")), *(row.explanation for row in indicators_of(form))]
    if any(has_word(text, judgement.adjustment_words) for text in texts):
        return
    asked = has_word(text_at(form, FUNDS_REASON), judgement.adjustment_instructions)
    if abs(change) >= (small if asked else large):
        way = "增加" if change > 0 else "减少"
        shown = percent(excel_round(abs(change), 4))
        yield Found(
            f"全年预算数{plain(after)}比年初预算数{plain(before)}{way}{shown}，未说明原因",
            Place("funds", "total", "annual_budget"),
            value=after,
            cells=(Place("funds", "total", "initial_budget"),),
        )
