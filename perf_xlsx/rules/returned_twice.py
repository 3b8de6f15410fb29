"""B02."""

from collections.abc import Iterator

from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.returns import Return, called, latest, listed
from perf_xlsx.rules.base import Found, Result, Scope, rule


@rule("B02", "warning", Scope.BATCH)
def returned_twice(batch: BatchFacts) -> Iterator[Result]:
    """重复报送

    做什么：同一个项目报来不止一份的，按内容最新的一份计（看表上的填报日期；日期相同或没有填的，按文件次序取最后一份），写明其余没有计入的。
    为什么：两份都汇总，金额就重复；不知道哪份作数，退回的可能是旧的。
    依据：常识
    通过：一个项目一份表
    不通过：“基层培训”（P001）报来填报日期为1月20日和1月25日的两份
    怎么改：请核对并说明哪一份作数，不作数的不要留在这一批里。
    """
    for several in batch.forms.values():
        if len(several) > 1:
            used = latest(several)
            others = listed([_named(one, used) for one in several if one is not used])
            when = f"（填报日期{used.extract.filled_on}）" if used.extract.filled_on else ""
            what = f"{called(used)}报来{len(several)}份，按{_place(used)}{when}计，没有计入的：{others}"
            yield Found(what, projects=batch.whose(used), forms=tuple(one.place for one in several))


def _place(one: Return) -> str:
    return f"{one.file}“{one.sheet}”"


def _named(one: Return, used: Return) -> str:
    if one.extract.content == used.extract.content:
        return f"{_place(one)}（内容相同）"
    return _place(one) + (f"（填报日期{one.extract.filled_on}）" if one.extract.filled_on else "")
