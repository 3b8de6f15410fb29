"""T08."""

from collections.abc import Iterator
from pathlib import PurePath

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.fixed import registered_under
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.trust import Trust
from perf_xlsx.form.wording import apart
from perf_xlsx.rules.base import Found, Scope, rule

FACTS = {
    "project_code": "项目编码",
    "fiscal_year": "财政年度",
    "template": "模板",
    "template_digest": "模板摘要",
    "digest": "内容摘要",
    "flavour": "版式",
}


@rule("T08", "error", Scope.ISSUED)
def mixed_identity(form: FilledForm) -> Iterator[Found]:
    """项目身份前后不一致

    做什么：表内三处记着这张表是谁的（隐藏列、_meta 页、文档属性），逐项互相核对，并与登记表核对；
    文件名以登记表里另一个项目的编码开头的，也请核实。
    为什么：两个项目的表互换、把一个项目的内容放进另一个项目的表，从表面看不出来。
    依据：下发时写入的标识、下发登记表
    通过：各处的项目编码、年度、模板都相同
    不通过：隐藏列的项目编码是B001，_meta 页是B002
    怎么改：请用本项目下发的原表重新填报。
    """
    stated = form.trust.evidence.stated if form.trust.evidence else {}
    places = list(stated)
    for where in places[1:]:
        one, other = stated[places[0]], stated[where]
        told = () if one == other else FACTS
        key = next((key for key in told if _fact(one, key) != _fact(other, key)), None)
        if key is not None:
            left, right = apart(_fact(one, key), _fact(other, key))
            what = f"表内{FACTS[key]}{left}（{places[0]}）与{right}（{where}）不一致"
            yield Found(what, value=_fact(one, key), expected=_fact(other, key))
            return
    registered = registered_under(form)
    # A form of another year than the batch's is told by T01.
    other_batch = form.batch_year is not None and form.fiscal_year != form.batch_year
    if registered is not None and not other_batch and form.fiscal_year not in {None, registered.fiscal_year}:
        year = f"{registered.fiscal_year}"
        yield Found(f"表内财政年度{form.fiscal_year}与登记表{year}不一致", value=str(form.fiscal_year), expected=year)
    other_code = _named_after(form.trust, form.project_code or "")
    if other_code:
        yield Found(
            f"文件名以项目编码{other_code}开头，表内项目编码为{form.project_code}，请核实是否存错了文件名",
            value=form.project_code,
            expected=other_code,
            severity="warning",
        )


def _fact(identity: Identity, key: str) -> str:
    return str(getattr(identity, key))


def _named_after(trust: Trust, own: str) -> str:
    """The code of another registered project that a file is named after, the way files are named when issued."""
    if not trust.register:
        return ""
    name = PurePath(trust.file).name
    codes = [name[:at] for at, sign in enumerate(name) if sign == "_" and name[:at] in trust.register]
    return codes[-1] if codes and own not in codes else ""
