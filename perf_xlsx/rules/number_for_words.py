"""S11."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.notation import Kind
from perf_xlsx.rules.base import Found, Scope, rule


@rule("S11", "warning", Scope.FORM, silences=("S25",))
def number_for_words(form: FilledForm) -> Iterator[Found]:
    """定性完成值

    做什么：指标值是文字（如“有一定增强”），完成值却填了数字或百分比的，核实；期限、带数字的指标值不在其内。
    为什么：没有口径的百分比既不能与指标值比较，也说明不了得满分的依据。
    依据：定性指标按三档评定（财预〔2020〕10号）
    通过：指标值“有效提高”，完成值“达成预期指标”
    不通过：指标值“有一定增强”，完成值“100%”
    怎么改：请按达成预期指标、部分达成预期指标并具有一定效果、未达成预期指标且效果较差三档填写，或写明实际效果。
    """
    for one in indicators_of(form):
        if in_words(one) and one.actual.kind is Kind.QUANTITY:
            message = f"指标值“{form.shown(one.place('target'))}”是文字，完成值填“{form.shown(one.place('actual'))}”"
            yield Found(message, one.place("actual"), value=one.actual_text, cells=(one.place("score"),))


def in_words(one: Indicator) -> bool:
    """Whether a target is words alone: no date, no deadline, no number in it."""
    words = one.target.kind is Kind.WORDS and not one.target.bare_period
    return words and not any(sign.isdigit() for sign in one.target_text)
