"""A15."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import is_stage
from perf_xlsx.form.place import Place
from perf_xlsx.notation import strip_blanks
from perf_xlsx.rules.base import Found, Result, Scope, Skipped, rule

LABELS = {"level1": "一级指标", "level2": "二级指标"}
# A row about the execution of the budget is no indicator of the three levels.
EXECUTION = ("预算执行", "资金执行", "执行率")


@rule("A15", "warning", Scope.FORM)
def level_missing(form: FilledForm) -> Iterator[Result]:
    """层级缺失

    做什么：手工表的一级、二级指标名称为空（合并单元格向下沿用之后仍为空），或不是表样中的名称，每段指出第一行；有的省另设的决策、过程等不算。
    为什么：不知道属于哪一级指标，分值就不能归类汇总。
    依据：自评表绩效指标栏
    通过：产出指标—数量指标
    不通过：第一行的一级指标空白
    怎么改：请补填指标级次的名称，用表样中的名称。
    """
    if form.issued:
        yield Skipped("下发表的指标级次由下发单位填好")
        return
    texts = {column: {row: _text(form, row, column) for row in form.indicator_rows} for column in LABELS}
    carried = {column: _carried(named) for column, named in texts.items() if any(named.values())}
    outer = carried.get("level1", {})
    rows = [
        one
        for one in indicators_of(form)
        if not _about_execution(form, one) and (one.level1 or not is_stage(outer.get(one.row, "")))
    ]
    for column, names in carried.items():
        yield from _of_column(rows, column, names)


def _of_column(rows: list[Indicator], column: str, carried: dict[str, str]) -> Iterator[Found]:
    """One finding for every run of rows under the same blank or unknown name."""
    told: str | None = None
    for one in rows:
        text, key = carried[one.row], getattr(one, column)
        if text and key:
            told = None
        elif text != told:
            told = text
            what = f"{LABELS[column]}“{text}”不是表样中的名称" if text else f"未填写{LABELS[column]}"
            yield Found(what, one.place(column), value=text or None)


def _carried(texts: dict[str, str]) -> dict[str, str]:
    last = ""
    carried: dict[str, str] = {}
    for row, text in texts.items():
        last = text or last
        carried[row] = last
    return carried


def _text(form: FilledForm, row: str, column: str) -> str:
    value = form.value(Place("indicators", row, column))
    return strip_blanks(value) if isinstance(value, str) else ""


def _about_execution(form: FilledForm, one: Indicator) -> bool:
    words = _text(form, one.row, "level1") + strip_blanks(one.name)
    return any(word in words for word in EXECUTION)
