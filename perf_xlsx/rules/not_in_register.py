"""B04."""

from collections.abc import Iterator

from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.returns import called
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("B04", "warning", Scope.BATCH)
def not_in_register(batch: BatchFacts) -> Iterator[Result]:
    """名册外

    做什么：收到的表不在下发登记里的指出；自制表按项目名称和主管部门对应，名称相同而部门写法不同的，写明登记的部门。
    为什么：没有下发的项目报了表，可能是编码或名称写错，也可能是登记漏了。
    依据：常识
    通过：“基层培训”（P001）在登记里
    不通过：“基层培训二期”不在登记里
    怎么改：请核对项目编码和名称；确属新增项目的，请补进项目清单和登记。
    """
    register = batch.register
    if register is None:
        yield Skipped("没有给下发登记（--register）")
        return
    for key in batch.forms:
        if len(key) > 1 or key[0] not in register:
            for one in batch.forms[key]:
                owner = "" if one.code else batch.namesakes_department(one.name)
                hint = f"；登记里有同名项目，主管部门是{owner}" if owner else ""
                whose = f"，主管部门{one.department}" if owner and one.department else ""
                said = f"{called(one)}不在下发登记里{hint}（{one.file}{whose}）"
                yield Found(said, projects=batch.whose(one), forms=(one.place,))
