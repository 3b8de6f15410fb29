"""A11."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.printed_sums import wrong_sums
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

TOTAL = Place("total", "", "score")
PLACES = 1


@rule("A11", "error", Scope.FORM)
def wrong_score_total(form: FilledForm) -> Iterator[Result]:
    """得分合计

    做什么：自评总分与各项得分之和不符的退回；手工表另印的小计、合计（不含预算执行率的90分等），与它上面各行之和不符的，也退回。
    为什么：总分错，等级和汇总随之出错。
    依据：总分等于各项得分之和
    通过：7.6 + 80 = 87.6
    不通过：各项得分之和87.6，总分填90
    怎么改：请核对各项得分，总分填各项得分之和。
    """
    if not form.found.sums and TOTAL in form.absent:
        yield Skipped("本表没有自评总分，也没有小计")
    for one in wrong_sums(form, "score", PLACES):
        message = f"{one.printed.name}得分{plain(one.stated)}，以上各行得分之和为{plain(one.expected)}"
        yield Found(message, one.printed.place, value=one.stated, expected=one.expected)
