"""C19."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.naming import has_word
from perf_xlsx.form.place import Place
from perf_xlsx.rules.base import Found, Scope, rule

# Second levels of 产出指标 and first levels that every whole form has, by key and the word people use.
OUTPUTS = (("quantity", "数量指标"), ("quality", "质量指标"))
FIRST = (("benefit", "效益指标"), ("satisfaction", "满意度指标"))
SATISFACTION = "满意"


@rule("C19", "warning", Scope.FORM)
def missing_class(form: FilledForm) -> Iterator[Found]:
    """指标缺项

    做什么：完整的表没有数量、质量、效益或满意度指标的，合报一条；写了这一类而整行标为不适用的不算缺。
    为什么：缺了一类，绩效就没有说全。
    依据：财预〔2020〕10号：指标包括产出、效益、满意度
    通过：经济效益一行划“/”，社会效益有指标
    不通过：百岁老人高龄津贴没有数量指标
    怎么改：请补列缺少的指标；确不适用的保留这一行并划“/”。
    """
    if not form.own_words or not _whole(form):
        return
    keys = [tuple(_text(form, row, column) for column in ("level1_key", "level2_key")) for row in form.indicator_rows]
    satisfied = any(
        has_word(_text(form, row, "level2") + _text(form, row, "level3"), (SATISFACTION,))
        for row in form.indicator_rows
    )
    first, second = {key for key, _ in keys}, {key for _, key in keys}
    # A row whose place nobody can tell may be of any class.
    lost = any(not second_key and first_key in {"", "output"} for first_key, second_key in keys)
    levels = form.template.definition.levels
    own = {level.key for level in levels} | {child.key for level in levels for child in level.children}
    missing = [] if lost else [label for key, label in OUTPUTS if key in own - second]
    missing += [] if "" in first else [label for key, label in FIRST if key in own - first]
    if satisfied and FIRST[1][1] in missing:
        missing.remove(FIRST[1][1])
    if missing:
        yield Found(f"没有{'、'.join(missing)}")


def _text(form: FilledForm, row: str, column: str) -> str:
    value = form.value(Place("indicators", row, column))
    return value if isinstance(value, str) else ""


def _whole(form: FilledForm) -> bool:
    """Whether the rows are the whole form: their points make the total, or there are none and a total score is."""
    points = [row.points for row in indicators_of(form) if row.points is not None]
    if not points:
        return isinstance(form.declared.get(Place("total", "", "score")), Decimal)
    execution = form.value(Place("funds", "total", "points"))
    total = Decimal(str(form.template.policy["total_points"]))
    if isinstance(execution, Decimal):
        return sum(points, execution) == total
    usual = Decimal(str(form.template.policy.get("level1_points", {}).get("execution", 0)))
    return sum(points, Decimal(0)) in {total, total - usual}
