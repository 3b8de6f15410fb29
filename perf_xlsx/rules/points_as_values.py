"""C28."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.notation import Kind, Notation
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

EMPTY = {Kind.BLANK, Kind.NOT_APPLICABLE}
LABELS = (("target", "指标值"), ("actual", "完成值"))


@rule("C28", "warning", Scope.FORM, silences=("S*", "C*"))
def points_as_values(form: FilledForm) -> Iterator[Found]:
    """值列填分值

    做什么：指标值（完成值）全是没有单位和比较符的数字，合计恰为满分或满分减去执行率分值的，指出疑为分值。
    为什么：把分值填进了值的列，真正的目标和完成情况就没有了。
    依据：指标值、完成值应为目标数和实际完成数（常识）
    通过：指标值≥50个、≥95%、≤90万元
    不通过：指标值20、20、10、10、10、10、20，合计100
    怎么改：请在指标值、完成值栏填目标数和实际完成数，分值填在分值栏。
    """
    if not form.own_words:
        return
    rows, alike = columns_of_points(form)
    if alike:
        column, _ = alike[0]
        numbers = "、".join(plain(number) for row in rows if (number := _reading(row, column).number) is not None)
        text = f"{'、'.join(label for _, label in alike)}{numbers}合计恰为满分，疑把分值填进了{alike[0][1]}栏"
        others = tuple(row.place(column) for row in rows[1:])
        yield Found(text, rows[0].place(column), cells=others)


def columns_of_points(form: FilledForm) -> tuple[Sequence[Indicator], Sequence[tuple[str, str]]]:
    """The rows with values, and the columns of values, with their labels, that hold weights instead."""
    if form.issued:
        return (), ()
    rows = [row for row in indicators_of(form) if {row.target.kind, row.actual.kind} - EMPTY]
    total = Decimal(str(form.template.policy["total_points"]))
    usual = Decimal(str(form.template.policy.get("level1_points", {}).get("execution", 0)))
    totals = {total, total - usual}
    return rows, [(column, label) for column, label in LABELS if _like_points(form, rows, column, totals)]


def _reading(row: Indicator, column: str) -> Notation:
    return row.target if column == "target" else row.actual


def _like_points(form: FilledForm, rows: Sequence[Indicator], column: str, totals: set[Decimal]) -> bool:
    readings = [_reading(row, column) for row in rows]
    numbers = [
        reading.number
        for reading in readings
        if reading.number is not None and not reading.unit and not reading.comparator and reading.number > 0
    ]
    if len(numbers) != len(rows) or len(rows) < judgement_of(form.template).misplaced_rows:
        return False
    printed = {form.printed.get(Place("indicators", row.row, column), "") for row in rows}
    return sum(numbers, Decimal(0)) in totals and not any("%" in text for text in printed)
