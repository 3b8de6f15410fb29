"""A13."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.leftovers import is_hint
from perf_xlsx.form.scoring import explained
from perf_xlsx.notation import Kind, Notation, read_notation
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.rules.points_as_values import columns_of_points

BLANK = {Kind.BLANK, Kind.NOT_APPLICABLE}
LABELS = {"target": "年度指标值", "actual": "实际完成值"}


@rule("A13", "error", Scope.FORM, silences=("*",))
def required_cell_blank(form: FilledForm) -> Iterator[Found]:
    """必填缺失

    做什么：总额、年度目标、有分值的指标的指标值、完成值、得分和自评总分都要填写；没有分值一栏的手工表，有名称的指标要填指标值和完成值；值列填的是分值的，也算没有填。
    为什么：缺一格，后面的计算和审核都做不了。
    依据：自评表各栏应填写完整
    通过：有分值的指标填了完成值
    不通过：有分值的指标完成值空白
    怎么改：请补填这一格。
    """
    if form.issued:
        return
    rows = indicators_of(form)
    if all(one.points is None for one in rows):
        yield from _without_weights(form, [one for one in rows if _is_named(one)])
    misused, columns = columns_of_points(form)
    for one in misused if columns else ():
        column, label = columns[0]
        yield Found(
            f"{label}栏填的是分值，未填写{LABELS[column]}", one.place(column), value=form.value(one.place(column))
        )


def _without_weights(form: FilledForm, rows: list[Indicator]) -> Iterator[Found]:
    """Rows of a form without weights: one finding a row, at the first of its cells that is blank."""
    for one in rows:
        blank = [
            column
            for column, reading in (("target", one.target), ("actual", one.actual))
            if reading.kind in BLANK and one.place(column) in form.declared and not _said_why(form, one, reading)
        ]
        if blank:
            yield Found(f"未填写{'和'.join(LABELS[column] for column in blank)}", one.place(blank[0]))


def _said_why(form: FilledForm, one: Indicator, reading: Notation) -> bool:
    """Whether 无 stands there, and the row says why."""
    return reading.kind is Kind.NOT_APPLICABLE and explained(form, one.explanation)


def _is_named(one: Indicator) -> bool:
    return read_notation(one.name).kind not in BLANK and not is_hint(one.name)
