"""B07."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.returns import called
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

CENTS = Decimal("0.01")


@rule("B07", "warning", Scope.BATCH)
def carry_over_breaks(batch: BatchFacts) -> Iterator[Result]:
    """结转衔接

    做什么：同一项目今年的上年结转资金，应等于上年表上的全年预算数减全年执行数（都按万元，保留两位小数）；上年超支的按0算。上年没有报表、今年的表没有结转一行的不查。
    为什么：两年的表接不上，一定有一年的金额不对，或者结余被收回而没有说明。
    依据：预算结转的勾稽关系（常识）
    通过：上年预算100万元、执行95万元，今年上年结转5万元
    不通过：上年预算100万元、执行95万元，今年上年结转8万元
    怎么改：请核对两年的金额；结余已被收回的，请说明收回的金额和文号。
    """
    if not batch.compares_years:
        yield Skipped("没有给上年的表（--previous）")
        return
    for key, form in batch.counted.items():
        last, carried = batch.before.get(key), form.extract.carried
        if last is None or last.extract.left is None or carried is None:
            continue
        left = max(last.extract.left, Decimal(0))
        if _rounded(left) != _rounded(carried):
            where = f"{form.file} {form.extract.carried_cell}".strip()
            what = f"{called(form)}的上年结转资金为{plain(_rounded(carried))}万元（{where}）"
            before = f"上年的全年预算数减全年执行数为{plain(_rounded(left))}万元（{last.file}）"
            cell, whose = form.extract.carried_cell, batch.whose(form)
            said = f"{what}，{before}"
            yield Found(said, value=carried, expected=left, cell=cell, projects=whose, forms=(form.place,))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENTS, ROUND_HALF_UP)
