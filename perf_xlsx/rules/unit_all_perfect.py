"""B06."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.returns import BatchFacts, Return, spelling
from perf_xlsx.numbers import percent
from perf_xlsx.rules.base import Found, Result, Scope, rule


@rule("B06", "info", Scope.BATCH)
def unit_all_perfect(batch: BatchFacts) -> Iterator[Result]:
    """批量异常

    做什么：一个实施单位（没有写的看主管部门）报了5张以上，其中超过90%是满分的，提示。
        张数和份额可在 policy.consistency 的 unit_forms、unit_share 改。
    为什么：项目各有各的难处，全部满分多半是没有认真自评。
    依据：常识
    通过：一个单位10张表，满分的9张
    不通过：一个单位10张表，满分的10张
    怎么改：请抽查这个单位的佐证材料。
    """
    units: dict[str, list[Return]] = {}
    for form in batch.counting.values():
        unit = spelling(form.unit or form.department)
        if unit:
            units.setdefault(unit, []).append(form)
    for forms in units.values():
        full = sum(form.extract.full_marks for form in forms)
        share = Decimal(full) / len(forms)
        if len(forms) >= batch.judgement.unit_forms and share > batch.judgement.limit("unit_share"):
            name = forms[0].unit or forms[0].department
            shown = percent(share.quantize(Decimal("0.001")))
            yield Found(f"{name}报来{len(forms)}张表，满分的{full}张（{shown}），如 {forms[0].file}", projects=(name,))
