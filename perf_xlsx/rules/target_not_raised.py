"""B08."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perf_xlsx.extract import Aim
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.returns import Return, called
from perf_xlsx.notation import written
from perf_xlsx.numbers import percent
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("B08", "warning", Scope.BATCH)
def target_not_raised(batch: BatchFacts) -> Iterator[Result]:
    """目标多年偏低

    做什么：同一项目同名、同单位、越高越好的指标，上年完成值超过指标值30%以上，今年的指标值没有提高的指出；上年没有报表的不查。
        份额可在 policy.consistency.target_over 改。
    为什么：年年大幅超额完成，说明目标定得低，得分没有意义。
    依据：绩效目标应当合理可行（各地绩效目标管理办法）
    通过：上年指标值50、完成70，今年指标值70
    不通过：上年指标值50、完成70，今年指标值仍为50
    怎么改：请核实目标是否偏低，下一年度按实际水平提高；上年的完成值有特殊原因的，请说明。
    """
    if not batch.compares_years:
        yield Skipped("没有给上年的表（--previous）")
        return
    for key, form in batch.counted.items():
        last = batch.before.get(key)
        if last is not None:
            for found in _low_targets(form, last, 1 + batch.judgement.limit("target_over")):
                yield replace(found, projects=batch.whose(form), forms=(form.place,))


def _low_targets(form: Return, last: Return, times: Decimal) -> Iterator[Found]:
    last_aims: dict[tuple[str, str], Aim] = {(one.name, one.unit): one for one in last.extract.aims}
    for aim in form.extract.aims:
        old = last_aims.get((aim.name, aim.unit))
        if old is None or old.actual is None or old.actual < old.target * times or aim.target > old.target:
            continue
        was, done, now = (written("", value, aim.unit) for value in (old.target, old.actual, aim.target))
        over = percent(Decimal(int((old.actual / old.target - 1) * 100)) / 100)
        what = (
            f"上年指标值{was}、完成{done}（超{over}，{last.file}），今年指标值{now}没有提高（{form.file} {aim.cell}）"
        )
        yield Found(f"{called(form)}的指标“{aim.name}”：{what}", value=aim.target, cell=aim.cell)
