"""C09."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.money import costs_of, funds_of
from perf_xlsx.form.naming import bare_name, has_word, quoted
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import explained
from perf_xlsx.form.units import RATE, family_of
from perf_xlsx.numbers import excel_round, percent
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

SPENDING = Place("funds", "total", "annual_spending")


@rule("C09", "warning", Scope.FORM)
def unpaid_as_saving(form: FilledForm) -> Iterator[Found]:
    """未支付当节约

    做什么：执行率不足100%，成本低于指标值一成（政策参数）以上而得满分、没有说明原因的，提请核实是节约还是没有付款（执行数为0的由S19核实）；资金支付类指标填100%的同样核实。
    为什么：钱没有付出去不是节约，第二年还要付。
    依据：成本节约应有依据（常识）
    通过：成本200万元，实际195.5万元
    不通过：执行率76%，成本820.58万元，实际645.51万元，满分，没有说明
    怎么改：请说明是节约还是尚未支付；尚未支付的写明支付安排。
    """
    funds = funds_of(form)
    rate = funds.rate
    if rate is None or excel_round(rate, 2) >= 1:
        return
    judgement = judgement_of(form.template)
    shown = percent(excel_round(rate, 4))
    # That nothing at all was spent is S19's to ask about: what was scored nevertheless has the same cause.
    for cost in costs_of(form) if funds.annual_spending != 0 else ():
        row = cost.row
        saved = cost.actual is not None and cost.actual <= cost.target * (1 - judgement.limit("saved_share"))
        full = row.points is not None and row.score is not None and 0 < row.points <= row.score
        if saved and full and not explained(form, row.explanation):
            yield Found(
                f"{quoted(row)}指标值{row.target_text.strip()}，完成值{row.actual_text.strip()}，得满分；"
                f"执行率只有{shown}，请说明是节约还是尚未支付",
                row.place("actual"),
                cells=(SPENDING,),
            )
    for row in indicators_of(form):
        paid = row.actual.number == 1 and family_of(row.actual.unit, judgement) == RATE
        if paid and has_word(bare_name(row.name), judgement.payment_words) and not explained(form, row.explanation):
            text = f"{quoted(row)}完成值{row.actual_text.strip()}，资金栏的执行率只有{shown}，请核对"
            yield Found(text, row.place("actual"), cells=(SPENDING,))
