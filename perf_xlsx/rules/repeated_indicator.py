"""A18."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.leftovers import is_hint
from perf_xlsx.notation import PLACEHOLDERS, strip_blanks
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

PREFIX = re.compile(r"^指标[0-9０-９一二三四五六七八九十]+[:：、.．]?")


@rule("A18", "warning", Scope.FORM)
def repeated_indicator(form: FilledForm) -> Iterator[Result]:
    """指标重复

    做什么：同一张手工表里，两行的三级指标名称相同（不计“指标1：”和空格），指出后一行。
    为什么：同一个指标计两次分，总分虚高。
    依据：常识
    通过：参训人次、合格率各一行
    不通过：两行都是“参训人次”
    怎么改：请删去重复的一行，或写清两者的区别。
    """
    if not form.own_words:
        yield Skipped("下发表的指标由下发单位填好")
        return
    seen: dict[str, str] = {}
    for one in indicators_of(form):
        name = PREFIX.sub("", strip_blanks(one.name))
        if not name or name in PLACEHOLDERS or is_hint(one.name):
            continue
        if name in seen:
            yield Found(f"三级指标“{name}”与第{seen[name]}行重复", one.place("level3"), value=one.name)
        seen.setdefault(name, one.row)
