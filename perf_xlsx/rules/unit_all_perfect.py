"""B06."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.collected import BatchFacts
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
    for first, forms, full in batch.units(batch.judgement.unit_forms):
        share = Decimal(full) / forms
        if share > batch.judgement.limit("unit_share"):
            name = first.unit or first.department
            shown = percent(share.quantize(Decimal("0.001")))
            yield Found(f"{name}报来{forms}张表，满分的{full}张（{shown}），如 {first.file}", projects=(name,))
