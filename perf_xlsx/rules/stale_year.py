"""C11."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.form.year_mentions import stale_years
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

YEAR = "年"


@rule("C11", "warning", Scope.FORM)
def stale_year(form: FilledForm) -> Iterator[Found]:
    """陈旧年份

    做什么：目标、完成情况、指标名称、指标值、完成值里写着本年度以前的年份或周年。规划期、文号、书名、比较基数、结转、起始年份和以后的年份不算。
    为什么：照搬上年的目标，或者把上年的工作算作本年的绩效。
    依据：自评对象是本年度的绩效（财预〔2020〕10号）
    通过：2020年度表写“较2019年增长10%”“2019年结转资金”“2021年执行”
    不通过：2020年度表写“2019年，先后举办两次培训班”“今年是新中国成立70周年”
    怎么改：请按本年度的任务和完成情况填写；确需写以前年份的，说明与本年度的关系。
    """
    if form.fiscal_year is None:
        return
    judgement = judgement_of(form.template)
    for place in _places(form):
        text = form.printed.get(place) or text_at(form, place)
        years = list(dict.fromkeys(stale_years(text, form.fiscal_year, judgement))) if YEAR in text else ()
        if years:
            yield Found(f"{form.fiscal_year}年度的表写有“{'”“'.join(years)}”，请核实是否照搬以前年度的内容", place)


def _places(form: FilledForm) -> Iterator[Place]:
    """The texts to read; of an issued form those that were typed into it."""
    own = form.own_words
    if own:
        yield Place("goal", "", "expected")
    yield Place("goal", "", "achieved")
    for row in indicators_of(form):
        if own:
            yield row.place("level3")
            yield row.place("target")
        if YEAR in row.actual_text:
            yield row.place("actual")
