"""T04."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.results import CONSEQUENT, State, disagreements, nothing_stored
from perf_xlsx.rules.base import Found, Scope, rule


@rule("T04", "error", Scope.ISSUED)
def stale_result(form: FilledForm) -> Iterator[Found]:
    """存储值与重算不符

    做什么：公式没有动，但文件里存的结果与按填报内容重算的不同；一张表只报一条，指出第一格。分三种：没有存结果的只作提示；
    填报内容改过而没有重新计算的，请重新保存；隐藏列表明已重新计算过、结果仍不同的，是存的结果被改过。
    .xls、.et 里看不出公式是什么，存的数与应得的不同的也报这一条。
    为什么：存的结果不可信，打印和汇总会用到错的数；审核一律以重算为准。
    依据：下发表的公式
    通过：用 Excel 或 WPS 填报并保存
    不通过：填报内容改过而没有重新计算
    怎么改：请用 Excel 或 WPS 打开、保存一次后重新报送。
    """
    stale = [result for result in disagreements(form) if result.state in CONSEQUENT]
    if stale:
        first = stale[0]
        stored, computed = (form.shown_value(value, first.place) for value in (first.stored, first.computed))
        more = f"（共{len(stale)}格不符）" if len(stale) > 1 else ""
        altered = form.trust.evidence is not None and form.trust.evidence.recalculated
        why = "公式未动，存的结果被改过" if altered else "填报内容改过后没有重新计算"
        why = "公式或存的结果被改过，或者没有重新计算" if first.state is State.UNREAD else why
        yield Found(
            f"“{form.label(first.place)}”按填报内容应为{computed or '空白'}，表中存为{stored or '空白'}{more}：{why}，"
            "请用 Excel 或 WPS 打开保存一次",
            first.place,
            value=first.stored,
            expected=first.computed,
        )
    elif nothing_stored(form):
        yield Found("文件没有存公式结果，审核以重算为准；请用 Excel 或 WPS 打开保存一次", severity="info")
