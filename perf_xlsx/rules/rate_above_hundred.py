"""C15."""

from collections.abc import Iterator

from perf_xlsx.form.as_written import as_written
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import bare_name, has_word, quoted, unit_in_name
from perf_xlsx.form.units import RATE, family_of
from perf_xlsx.notation import Notation
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

HUNDRED = 100


@rule("C15", "error", Scope.FORM)
def rate_above_hundred(form: FilledForm) -> Iterator[Found]:
    """百分比越界

    做什么：覆盖率、合格率、满意度等以100%为上限的指标，指标值或完成值大于100%的退回。完成率、增长率、执行率不在此列。
    为什么：这类比率不可能超过100%，多半是填错了数或单位。
    依据：比率的定义（常识）
    通过：合格率100%；任务完成率120%
    不通过：满意度290%
    怎么改：请改为实际的比率。
    """
    judgement = judgement_of(form.template)
    for row in indicators_of(form):
        if not bare_name(row.name).rstrip("（(%％)）").endswith(judgement.bounded_rates):
            continue
        named = unit_in_name(row.name, judgement)
        done = row.actual if form.issued else as_written(row)
        sides = (("target", "指标值", row.target, row.target_text), ("actual", "完成值", done, row.actual_text))
        for column, label, reading, text in sides:
            if _above(reading, named, judgement) and not (not form.own_words and column == "target"):
                yield Found(
                    f"{quoted(row)}的{label}“{text.strip()}”大于100%",
                    row.place(column),
                    value=reading.number,
                    expected=None,
                )


def _above(reading: Notation, named: str, judgement: Judgement) -> bool:
    """A percentage is held as 0–1, a bare number as it was typed."""
    if reading.number is None:
        return False
    unit = reading.unit or named
    if unit and family_of(unit, judgement) != RATE:
        return False
    return reading.number > (1 if reading.unit and not has_word(reading.unit, ("‰",)) else HUNDRED)
