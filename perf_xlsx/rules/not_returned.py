"""B01."""

from collections.abc import Iterator

from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.registered import Registered
from perf_xlsx.form.returns import listed
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("B01", "error", Scope.BATCH)
def not_returned(batch: BatchFacts) -> Iterator[Result]:
    """缺报

    做什么：下发登记里有、收到的表里没有的项目，逐个列出；自制表按项目名称和主管部门对应。报来的是别的年度的表、文件打不开的，仍算缺报，并写明收到了什么。
    为什么：缺一张，全批的汇总和公开就不完整。
    依据：预算绩效管理要求自评全覆盖（各年度自评通知）
    通过：登记40个项目，收到40个项目的表
    不通过：登记40个项目，“道路养护”（P002）没有收到
    怎么改：请催报；已经报来的，请核对项目编码、项目名称和年度。
    """
    if batch.register is None:
        yield Skipped("没有给下发登记（--register）")
        return
    for code in batch.missing:
        entry = batch.register[code]
        units = (entry.supervising_department, entry.implementing_unit)
        of_whom = "，".join(dict.fromkeys(one for one in units if one and one != entry.issued.name))
        about = f"（{code}{f'，{of_whom}' if of_whom else ''}）"
        said = f"没有收到“{entry.issued.name}”{about}的自评表{_instead(batch, code, entry)}"
        yield Found(said, projects=(code,))


def _instead(batch: BatchFacts, code: str, entry: Registered) -> str:
    """What came instead, if anything did."""
    others = batch.of_any_year((code,))
    if others:
        years = listed([f"{one.file}（{one.fiscal_year}年度）" for one in others])
        return f"；收到的不是{batch.fiscal_year or entry.fiscal_year}年度的：{years}"
    unread = [file for file in batch.unread if code in file]
    return f"；可能是没有读出的文件：{listed(unread)}" if unread else ""
