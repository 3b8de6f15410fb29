"""T05."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SIGNATURE
from perf_xlsx.rules.base import Found, Scope, rule


@rule("T05", "warning", Scope.ISSUED)
def structure_changed(form: FilledForm) -> Iterator[Found]:
    """表结构被改

    做什么：按隐藏的标识核对行、列、工作表：插入、删除、移动、复制、合并、隐藏、改名，以及复制到别的工作簿；被隐藏、被图片盖住、与底色同色而看不见的格，和改了数字格式、显示的与填的不同的格。只是增加了工作表的，作为提示。
    为什么：改了结构的表容易漏行、漏公式；隐藏的行列审核的人看不到。
    依据：下发表的行、列标识和工作表
    通过：行、列、工作表与下发时一样
    不通过：指标区插入了一行
    怎么改：请用下发的原表重新填报；结构确实没有动过的，请说明情况。
    """
    evidence = form.trust.evidence
    if evidence is None:
        return
    for one in evidence.disguised:
        if not one.locked and one.place is not None:
            held, seen = form.shown_value(one.stored, one.place), f"“{one.shown}”" if one.shown else "空白"
            yield Found(
                f"“{form.label(one.place)}”填的是{held}，改了数字格式后显示为{seen}", one.place, value=one.stored
            )
    if evidence.resigned and not form.trust.key:  # with the key T07 tells
        what = f"隐藏列中的签名（{SIGNATURE}）被删或被改"
        yield Found(f"表格结构被改动：{what}", value=what)
    for change in evidence.changes:
        yield Found(
            f"表格结构被改动：{change.what}" if change.serious else f"{change.what}（不影响审核）",
            value=change.what,
            severity="" if change.serious else "info",
            cell=change.cell,
        )
