"""A09."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain, same_number
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

OWN_CODE = "A09"


@rule("A09", "warning", Scope.FORM)
def unusual_level1_points(form: FilledForm) -> Iterator[Result]:
    """一级指标权重

    做什么：下发表的权重偏离统一口径时提示；手工表的一级指标分值之和与栏目中印的分值不符的退回，没有印分值而偏离统一口径的合并为一条核实。
    为什么：权重偏离统一口径，须有理由。
    依据：财预〔2020〕10号：预算执行率10、产出50、效益30、满意度10，特殊情况可调整
    通过：产出指标分值50
    不通过：产出指标分值70，未说明
    怎么改：请核对一级指标分值；确需调整的请说明理由。
    """
    if form.issued:
        return
    if OWN_CODE in form.found.spared:
        yield Skipped(form.found.spared[OWN_CODE])
        return
    sums = _sums(form)
    if len(sums) <= 1:
        yield Skipped("本表没有分值，或只是一级指标中的一部分")
        return
    printed = form.found.printed_points
    for key, total in sums.items():
        if key in printed and not same_number(total, printed[key]):
            message = f"{_label(form, key)}分值合计{plain(total)}，栏目中印为{plain(printed[key])}"
            yield Found(message, _place(key), value=total, expected=printed[key], severity="error")
    prescribed = form.template.policy.get("level1_points", {})
    if any(not one.level1 and one.points for one in indicators_of(form)):
        yield Skipped("本表另设一级指标（决策、过程等），权重不按统一口径比较")
        return
    odd = [key for key, total in sums.items() if key not in printed and key in prescribed and total != prescribed[key]]
    if odd:
        words = "；".join(f"{_label(form, key)}分值{plain(sums[key])}，规定{prescribed[key]}" for key in odd)
        yield Found(f"{words}，请说明", _place(odd[0]), value=sums[odd[0]], expected=Decimal(str(prescribed[odd[0]])))


def _sums(form: FilledForm) -> Mapping[str, Decimal]:
    """What the weights of each 一级指标 come to, in printed order; levels without any weight are left out."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in indicators_of(form):
        if one.points is not None and one.level1:
            sums[one.level1] += one.points
    return sums


def _label(form: FilledForm, key: str) -> str:
    return next((level.label for level in form.template.definition.levels if level.key == key), key)


def _place(key: str) -> Place:
    return Place("levels", key, "level_points")
