"""C17."""

from collections.abc import Iterator

from perf_xlsx.form.copies import repeated_rows
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import bare_name, has_word, quoted
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Misplaced, judgement_of

SATISFACTION = "satisfaction"
# Some forms print it below 效益指标, with the weight of both: a row that stands there stands where it belongs.
BENEFIT, OF_THOSE_SERVED = "benefit", "beneficiary_satisfaction"


@rule("C17", "info", Scope.FORM)
def misplaced_indicator(form: FilledForm) -> Iterator[Found]:
    """指标归类

    做什么：按名称中的关键词看指标放的类别对不对：满意度不在满意度指标、安全列在经济效益、合格率列在数量等没有疑问的提请核实，知晓率列在质量等可以商量的作提示。
    为什么：放错类别，各类指标的分值就失真。
    依据：指标分类口径（财预〔2021〕101号）
    通过：安全生产事故造成的经济损失，列在经济效益
    不通过：安全率，列在经济效益
    怎么改：请把指标移到相应的类别。
    """
    if not form.own_words:
        return
    judgement = judgement_of(form.template)
    rows = indicators_of(form)
    told = {one.quality.row for one in repeated_rows(rows, judgement)}  # C16 says it of these
    in_place = _is_printed_below_benefits(form)
    for row in rows:
        if in_place and row.level2 == OF_THOSE_SERVED:
            continue
        sort = next((one for one in judgement.misplaced if _is(row, one)), None)
        if sort is not None and row.row not in told:
            where = form.value(row.place("level2")) or _label(form, row.level2)
            yield Found(
                f"{quoted(row)}列在“{where}”，宜列在{sort.belongs}",
                row.place("level3"),
                severity="warning" if sort.sure else "info",
            )


def _is_printed_below_benefits(form: FilledForm) -> bool:
    """Whether the weight printed beside 效益指标 is that of 效益 and 满意度 together."""
    prescribed = form.template.policy.get("level1_points", {})
    both = sum(prescribed.get(key, 0) for key in (BENEFIT, SATISFACTION))
    return SATISFACTION in prescribed and form.found.printed_points.get(BENEFIT) == both


def _is(row: Indicator, sort: Misplaced) -> bool:
    name = bare_name(row.name)
    if row.level1 == SATISFACTION or not has_word(name, sort.words) or has_word(name, sort.unless):
        return False
    return row.level2 in sort.levels or row.level1 in sort.levels


def _label(form: FilledForm, key: str) -> str:
    levels = [child for level in form.template.definition.levels for child in level.children]
    return next((level.label for level in levels if level.key == key), key)
