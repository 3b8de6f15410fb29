"""A25."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from perf_xlsx.form.declared_cells import DeclaredCells, declared_cells
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.leftovers import GAP, has_marks, is_hint
from perf_xlsx.form.place import Place
from perf_xlsx.form.returns import listed
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.rules.base import Found, Result, Scope, rule
from perf_xlsx.template.assemble import Template

REQUIRED = {Place("goal", "", "expected"), Place("goal", "", "achieved")}
ANSWERS = ("target", "actual")
INDICATORS, REASON = "indicators", "deviation_explanation"
WRITE = "请逐处补写；确实没有内容的，写明“无”，不留标记。"


@rule("A25", "warning", Scope.FORM, also=Scope.REPORT)
def hint_left(one: FilledForm | ReportFacts) -> Iterator[Result]:
    """填表提示未删

    做什么：整格还是空白表的提示或占位（……、指标2：、★、（100字以内）、XX）的指出；必填格只有提示的退回；空的指标行合并为一条，指标名称里的★只作提示。
        自评报告里还留着的“【请填写：……】”合并为一条。
    为什么：提示没有删，说明这一处没有填。
    依据：常识
    通过：完成培训五期，二百三十人参加
    不通过：对照年度目标，说明完成情况（100字以内）
    怎么改：请删去提示文字和用不着的行，填写实际内容。
    """
    yield from _in_report(one) if isinstance(one, ReportFacts) else _on_form(one)


def _in_report(facts: ReportFacts) -> Iterator[Found]:
    """What the draft left for a person to write, as one."""
    left = [one for one in facts.report.passages if GAP in one.text]
    if left:
        first, count = left[0], sum(one.text.count(GAP) for one in left)
        told = f"报告里还有{count}处“{GAP}……】”没有补写（{listed([one.place for one in left])}）"
        yield Found(told, cell=first.place, value=first.text, fix=WRITE)


def _on_form(form: FilledForm) -> Iterator[Result]:
    for place in _filled_in(declared_cells(form), form.template, own_words=form.own_words):
        value = form.declared[place]
        if isinstance(value, str) and is_hint(value):
            answer = place.block == INDICATORS and place.column in ANSWERS
            required = place in REQUIRED or (answer and _weighted(form, place.row))
            severity = "error" if required else "warning"
            yield Found(f"“{form.label(place)}”还是填表提示", place, value=value, severity=severity)
    if form.own_words:
        yield from _rows(form)


def _rows(form: FilledForm) -> Iterator[Found]:
    """The rows nobody used, as one; names that still carry marks, as one."""
    names = [(place, _name(form, place)) for place in (Place(INDICATORS, row, "level3") for row in form.indicator_rows)]
    left = [place for place, text in names if is_hint(text)]
    marked = [place for place, text in names if has_marks(text) and not is_hint(text)]
    if left:
        rows = "、".join(place.row for place in left)
        yield Found(f"指标表中有{len(left)}行空白表的占位没有删（指标行{rows}）", left[0], value=_name(form, left[0]))
    if marked:
        more = f"等{len(marked)}处" if len(marked) > 1 else ""
        message = f"指标名称“{_name(form, marked[0])}”{more}留有空白表的★或**"
        yield Found(message, marked[0], value=_name(form, marked[0]), severity="info")


def _name(form: FilledForm, place: Place) -> str:
    value = form.printed.get(place) or form.declared.get(place)
    return value if isinstance(value, str) else ""


def _weighted(form: FilledForm, row: str) -> bool:
    return form.value(Place(INDICATORS, row, "points")) is not None


@lru_cache(maxsize=64)
def _filled_in(cells: DeclaredCells, template: Template, *, own_words: bool) -> Sequence[Place]:
    """The cells to look at: not what the issuing office wrote, who fills the form cannot mend it; of a row the answers.

    The names of rows are looked at by themselves.
    """
    places = (place for place in cells.places if place.block != INDICATORS or place.column in {*ANSWERS, REASON})
    columns = ((place, template.column_of(place)) for place in places)
    return [place for place, column in columns if own_words or (column is not None and not column.issued)]
