"""A26."""

from collections.abc import Iterator
from datetime import date

from perf_xlsx.form.dates import date_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import strip_blanks
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

PLACE = Place("signature", "", "filled_on")


@rule("A26", "info", Scope.FORM)
def signing_date(form: FilledForm) -> Iterator[Result]:
    """签章日期

    做什么：有填报日期一栏而没有填，或日期早于年度结束的，提示。
    为什么：年度没有结束，全年的完成情况还不知道。
    依据：自评在年度结束后进行（各年度自评通知）
    通过：2020年度的表，填报日期2021年1月20日
    不通过：2020年度的表，填报日期2020年11月3日
    怎么改：请填写实际的填报日期。
    """
    block = form.template.block(PLACE.block)
    if block is None or block.column(PLACE.column) is None or not (form.issued or PLACE in form.declared):
        yield Skipped("本表没有填报日期一栏")
        return
    value = form.value(PLACE)
    filled_on = date_of(value)
    if value is None or (isinstance(value, str) and not strip_blanks(value)):
        yield Found("未填写填报日期", PLACE)
    elif filled_on is not None and form.fiscal_year is not None and filled_on < date(form.fiscal_year, 12, 31):
        message = f"填报日期{filled_on.year}年{filled_on.month}月{filled_on.day}日早于{form.fiscal_year}年年底"
        yield Found(message, PLACE, value=value)
