"""C21."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.money import funds_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import OFF, Found, Result, Scope, rule
from perf_xlsx.template.judgement import judgement_of


@rule("C21", "info", Scope.FORM)
def three_equal_amounts(form: FilledForm) -> Iterator[Result]:
    """三数全等

    做什么：年初预算数、全年预算数、全年执行数三数全等的，作提示。平时不查，政策写明才查。
    为什么：分文不差的执行，有的是照抄预算数。
    依据：各地通知
    通过：年初100，全年100，执行99.5
    不通过：年初13，全年13，执行13
    怎么改：请核对全年执行数是否为实际支付数。
    """
    if not judgement_of(form.template).is_on("C21"):
        yield OFF
        return
    funds = funds_of(form)
    spent = funds.annual_spending
    if spent and funds.initial_budget == funds.annual_budget == spent:
        text = f"年初预算数、全年预算数、全年执行数都是{plain(spent)}，请核对执行数"
        yield Found(text, Place("funds", "total", "annual_spending"))
