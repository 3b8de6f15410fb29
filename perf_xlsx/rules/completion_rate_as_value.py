"""C06."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.as_written import as_written
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import bare_name, cut, quoted, unit_in_name
from perf_xlsx.form.units import RATE, family_of
from perf_xlsx.notation import Kind, strip_blanks
from perf_xlsx.periods import without_dates
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

HUNDRED = Decimal(100)
SATISFACTION = "satisfaction"


@rule("C06", "warning", Scope.FORM, silences=("S08", "C30", "S05"))
def completion_rate_as_value(form: FilledForm) -> Iterator[Found]:
    """以完成率代替完成值

    做什么：指标值是数量、金额、期限或不大于20%（政策参数）的比率，完成值却填100%；指标值是数量、期限或满意度，完成值只写“完成”。
    为什么：填了完成率，就看不出实际做了多少。
    依据：完成值与指标值应同口径（常识）
    通过：指标值≥10次，完成值11次
    不通过：指标值≥2%，完成值100%；指标值一年，完成值100%
    怎么改：请填实际完成的数值、时间或调查得出的比率，不填完成率。
    """
    judgement = judgement_of(form.template)
    for row in indicators_of(form):
        if _whole_rate(row, judgement) or _only_done(row, judgement):
            yield Found(
                f"{quoted(row)}的指标值是“{cut(row.target_text)}”，完成值“{cut(row.actual_text)}”"
                "像是完成率，请填实际完成的数值",
                row.place("actual"),
                cells=(row.place("target"),),
            )


def _whole_rate(row: Indicator, judgement: Judgement) -> bool:
    """100% where something else than a large rate was to be reached."""
    done = as_written(row)
    if done.number != 1 or family_of(done.unit, judgement) != RATE:
        return False
    if row.target.bare_period:
        return True
    number = row.target.number
    if row.target.kind is not Kind.QUANTITY or number is None or number <= 0 or row.direction == "lower":
        return False
    unit = row.target.unit or unit_in_name(row.name, judgement)
    if family_of(unit, judgement) == RATE:
        return number <= judgement.limit("small_rate") and bool(row.target.unit)
    return bool(unit) or (number not in {HUNDRED, Decimal(1)} and not _is_rate(row, judgement))


def _only_done(row: Indicator, judgement: Judgement) -> bool:
    """The bare word 完成 where a number, a date or a survey was asked for."""
    if strip_blanks(row.actual_text) not in judgement.done_words:
        return False
    dated = row.target.bare_period or without_dates(row.target_text) != row.target_text
    return row.target.kind is Kind.QUANTITY or dated or row.level1 == SATISFACTION


def _is_rate(row: Indicator, judgement: Judgement) -> bool:
    return bare_name(row.name).rstrip("（()）%％").endswith(judgement.rate_names)
