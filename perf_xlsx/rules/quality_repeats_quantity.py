"""C16."""

from collections.abc import Iterator

from perf_xlsx.form.copies import repeated_rows
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import all_quoted, quoted
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of


@rule("C16", "warning", Scope.FORM)
def quality_repeats_quantity(form: FilledForm) -> Iterator[Found]:
    """质量照搬数量

    做什么：质量指标是某个数量指标的完成率、完结率的，一张表合报一条，提请核实；其中两行一个为零、一个不为零的，指出互相矛盾。
    为什么：完成率只是数量指标的重复，没有反映做得好不好。
    依据：质量指标应反映达标程度，如合格率、优良率（财预〔2021〕101号）
    通过：数量“培训人次”，质量“考试合格率”
    不通过：数量“开展宣传教育活动次数”，质量“开展宣传教育活动完成率”
    怎么改：请改用合格率、优良率、采用率等反映质量的指标（下年度编制目标时一并调整）。
    """
    if not form.own_words:
        return
    rows = list(repeated_rows(indicators_of(form), judgement_of(form.template)))
    odd = [one for one in rows if one.contradicts]
    if odd:
        pair = odd[0]
        text = (
            f"质量指标只是数量指标的完成率，且互相矛盾：{quoted(pair.quantity)}完成{form.shown(pair.quantity.place('actual'))}，"
            f"{quoted(pair.quality)}却是{form.shown(pair.quality.place('actual'))}"
        )
        others = [one.quality for one in rows if one is not pair]
        text += f"；同样只是完成率的还有{all_quoted(others)}" if others else ""
        yield Found(text, pair.quality.place("actual"))
    elif rows:
        named = all_quoted(one.quality for one in rows)
        yield Found(f"质量指标只是数量指标的完成率：{named}", rows[0].quality.place("level3"))
