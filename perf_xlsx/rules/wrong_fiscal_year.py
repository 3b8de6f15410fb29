"""A02."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule


@rule("A02", "error", Scope.FORM)
def wrong_fiscal_year(form: FilledForm) -> Iterator[Result]:
    """年度不符

    做什么：表头的年度与本批审核的年度（--year 或登记表）不同时指出；表上没有年度、本批没有指定年度的不查。
    为什么：报成别的年度的表，指标和金额都对不上。
    依据：各年度自评通知
    通过：本批审核2020年度，表头为2020年度
    不通过：本批审核2020年度，表头为2019年度
    怎么改：请核对年度；报错年度的，请改报本年度的自评表。
    """
    if form.batch_year is None:
        yield Skipped("没有指定本批年度（--year）")
    elif form.fiscal_year is None:
        yield Skipped("表上没有读到年度")
    elif form.fiscal_year != form.batch_year:
        yield Found(f"表头为{form.fiscal_year}年度，本批为{form.batch_year}年度")
