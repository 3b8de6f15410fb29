"""A09."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain, same_number
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule
from perf_xlsx.template.judgement import judgement_of

OWN_CODE, EXECUTION = "A09", "execution"


@rule("A09", "warning", Scope.FORM)
def unusual_level1_points(form: FilledForm) -> Iterator[Result]:
    """一级指标权重

    做什么：下发表的权重偏离统一口径时提示；手工表的一级指标分值之和与栏目中印的分值不符的退回，没有印分值而偏离统一口径的合并为一条核实；
        本地由单位自定分值的，与通行的50、30、10不同作提示，平均分摊而相差很多的核实。
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
    if _scores_no_execution(form, sums):
        yield Skipped("本表不给预算执行率计分，权重不按统一口径比较")
        return
    odd = [key for key, total in sums.items() if key not in printed and key in prescribed and total != prescribed[key]]
    if odd:
        words = "；".join(f"{_label(form, key)}分值{plain(sums[key])}，规定{prescribed[key]}" for key in odd)
        yield Found(f"{words}，请说明", _place(odd[0]), value=sums[odd[0]], expected=Decimal(str(prescribed[odd[0]])))
    if not set(prescribed) & {level.key for level in form.template.definition.levels}:
        yield from _uncustomary(form, {key: total for key, total in sums.items() if key not in printed})


def _uncustomary(form: FilledForm, sums: Mapping[str, Decimal]) -> Iterator[Found]:
    """Where the unit may choose: other weights than are customary are a note, spread evenly and far off a question."""
    judgement = judgement_of(form.template)
    custom = {key: Decimal(judgement.customary_points[key]) for key in sums if key in judgement.customary_points}
    odd = [key for key in custom if sums[key] != custom[key]]
    if not odd:
        return
    words = "；".join(f"{_label(form, key)}分值{plain(sums[key])}，通行{plain(custom[key])}" for key in odd)
    rows = [one.points for one in indicators_of(form) if one.points and one.level1 in custom]
    even = len(rows) >= judgement.evenly_rows and (max(rows) - min(rows) <= judgement.limit("evenly_share") * max(rows))
    far = even and any(abs(sums[key] - custom[key]) > judgement.far_from_custom for key in odd)
    told = f"各项指标平均分摊，{words}，请说明" if far else f"{words}"
    yield Found(
        told, _place(odd[0]), value=sums[odd[0]], expected=custom[odd[0]], severity="warning" if far else "info"
    )


def _scores_no_execution(form: FilledForm, sums: Mapping[str, Decimal]) -> bool:
    """Whether the indicators alone make up the whole, so that they cannot have the weights of a form of ninety."""
    scored = (form.value(Place("funds", "total", column)) for column in ("points", "score"))
    whole = form.template.policy.get("total_points")
    return not any(isinstance(one, Decimal) for one in scored) and EXECUTION not in sums and sum(sums.values()) == whole


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
