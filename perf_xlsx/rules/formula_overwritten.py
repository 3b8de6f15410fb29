"""T03."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.results import CONSEQUENT, State, disagreements, replaced
from perf_xlsx.rules.base import Found, Scope, rule

FEW = 5


@rule("T03", "error", Scope.ISSUED)
def formula_overwritten(form: FilledForm) -> Iterator[Found]:
    """公式被覆盖

    做什么：下发表的公式格被改成数值或别的公式、结果又与原公式的不同，逐格指出；改成别的公式而没有存结果的，也指出。
    填报状态、校验页和隐藏列的公式被改成固定值的，合为一条，请核实；公式换过而结果目前相同的，合为一条提示。
    为什么：得分和合计由公式算出，改成手填就可能与填报内容不符。
    依据：下发表的公式
    通过：公式格原样未动
    不通过：得分格的公式被换成10，按原公式应为9.41
    怎么改：请在下发的原表中重新填报；需要调整得分的，填“自评调整得分”。
    """
    for result in disagreements(form):
        if result.state not in CONSEQUENT:
            found, computed = (
                form.shown_value(value, result.place) or "空白" for value in (result.stored, result.computed)
            )
            if result.state is not State.CONSTANT:
                unknown = result.state is State.OTHER_UNKNOWN
                found = f"别的公式（{'文件没有存结果' if unknown else f'结果为{found}'}）"
            yield Found(
                f"“{form.label(result.place)}”的公式被改为{found}，按原公式应为{computed}",
                result.place,
                value=result.stored,
                expected=result.computed,
            )
    others = replaced(form)
    if others:
        cells = [form.addresses.get(place, "") for place in others]
        names = "、".join(cells[:FEW]) + (f"等{len(cells)}格" if len(cells) > FEW else "")
        yield Found(
            f"{names}的公式换过，结果目前与原公式的相同（不影响审核）", value=names, severity="info", cell=cells[0]
        )
    helpers = form.trust.evidence.overwritten if form.trust.evidence else ()
    if helpers:
        names = "、".join(helpers[:FEW]) + (f"等{len(helpers)}格" if len(helpers) > FEW else "")
        yield Found(
            f"填报状态、校验或隐藏列的公式被改为固定值（{names}），表内的提示已不可信；审核以重算为准",
            value=names,
            severity="warning",
            cell=helpers[0] if "!" not in helpers[0] else "",
        )
