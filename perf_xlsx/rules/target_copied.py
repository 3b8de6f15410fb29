"""S14."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.notation import Kind, strip_blanks
from perf_xlsx.periods import DURATIONS
from perf_xlsx.rules.base import Found, Scope, rule

SIGN = re.compile(r"[≥≧⩾≤≦⩽<>＜＞]")
WORDS = re.compile(r"(?:大于|小于|高于|低于)或?等于|不(?:得)?(?:低于|少于|小于|高于|大于|超过)|至[少多]|以[上下内]$")


@rule("S14", "warning", Scope.FORM)
def target_copied(form: FilledForm) -> Iterator[Found]:
    """完成值照写目标

    做什么：完成值带着比较符（≥、不低于、以上……），或连比较符一起照抄指标值的，核实。
    为什么：完成值应是实际测得的数，一个区间证明不了完成。
    依据：常识
    通过：指标值≥95%，完成值98.2%
    不通过：指标值≥95%，完成值“≥95%”
    怎么改：请填写实际完成的数值。
    """
    for one in indicators_of(form):
        if _has_operator(one):
            same = strip_blanks(one.actual_text) == strip_blanks(one.target_text)
            how = "照抄指标值" if same else "带有比较符"
            message = f"完成值“{form.shown(one.place('actual'))}”{how}，不是实际完成的数"
            yield Found(message, one.place("actual"), value=one.actual_text)


def _has_operator(one: Indicator) -> bool:
    """A sign before a digit, or a word that read as one; 达到, 控制在 and a duration say what really happened."""
    text = strip_blanks(one.actual_text)
    if SIGN.match(text):
        return any(sign.isdigit() for sign in text)
    comparator = one.actual.kind is Kind.QUANTITY and one.actual.comparator not in {"", "＝"}
    return comparator and one.actual.unit not in DURATIONS and WORDS.search(text) is not None
