"""A10."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.printed_sums import wrong_sums
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

TOTAL = Place("total", "", "points")
PLACES = 2


@rule("A10", "error", Scope.FORM)
def wrong_points_total(form: FilledForm) -> Iterator[Result]:
    """总分行分值

    做什么：总分行的分值与各项分值之和不符的退回；手工表另印的小计、合计（不含预算执行率的90分等），与它上面各行之和不符的，也退回。
    为什么：合计与明细不符，说明有漏加或改动。
    依据：总分行的分值等于各项分值之和
    通过：各项合计100，总分行填100
    不通过：各项合计95，总分行填100
    怎么改：请把总分行的分值改为各项分值之和。
    """
    if not form.found.sums and TOTAL in form.absent:
        yield Skipped("本表没有总分行的分值，也没有小计")
    for one in wrong_sums(form, "points", PLACES):
        message = f"{one.printed.name}分值{plain(one.stated)}，以上各行分值之和为{plain(one.expected)}"
        yield Found(message, one.printed.place, value=one.stated, expected=one.expected)
