"""C10."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.form.figures import Figure, figures_in, same_measure
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.likeness import share_within
from perf_xlsx.form.naming import noun_of, quoted, unit_in_name, without_hollow
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.form.units import Difference, difference
from perf_xlsx.notation import Notation
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of


@dataclass(frozen=True, slots=True)
class _Side:
    """A goal text and the column of the indicators it must agree with."""

    text: str
    place: Place
    label: str
    column: str
    named: str


@rule("C10", "warning", Scope.FORM)
def goal_against_indicator(form: FilledForm) -> Iterator[Found]:
    """目标与指标不符

    做什么：预期目标（实际完成情况）里带单位的数字，与说同一件事的指标的指标值（完成值）不同的，提请核对。约数、合计和单位不同的不比。
    为什么：同一件事两个数，总有一处不对；指标值比目标低，完成就显得超额。
    依据：指标应由年度目标分解而来（财预〔2021〕101号）
    通过：目标“建设9个平台”，指标值9个
    不通过：目标“115家办公软件正版化的安装”，指标值≥100家
    怎么改：请核对目标和指标，统一数字。
    """
    judgement = judgement_of(form.template)
    rows = indicators_of(form)
    for side in _sides(form):
        readings = [(row, _reading(row, side.column)) for row in rows]
        known = frozenset(unit for row, reading in readings if (unit := _unit(row, reading, judgement)))
        figures = [_bare(figure, judgement) for figure in figures_in(side.text, judgement, known)]
        for row, reading in readings:
            figure = _other_number(row, reading, figures, judgement)
            if figure is not None and not _adds_up(figure, readings, judgement):
                text = (row.target_text if side.column == "target" else row.actual_text).strip()
                yield Found(
                    f"{side.label}写“{figure.text}”，{quoted(row)}的{side.named}是“{text}”，请核对",
                    row.place(side.column),
                    cells=(side.place,),
                )


def _sides(form: FilledForm) -> Iterator[_Side]:
    expected, achieved = Place("goal", "", "expected"), Place("goal", "", "achieved")
    if form.own_words:
        yield _Side(text_at(form, expected), expected, "预期目标", "target", "指标值")
    yield _Side(text_at(form, achieved), achieved, "实际完成情况", "actual", "完成值")


def _reading(row: Indicator, column: str) -> Notation:
    return row.target if column == "target" else row.actual


def _unit(row: Indicator, reading: Notation, judgement: Judgement) -> str:
    return reading.unit or row.target.unit or unit_in_name(row.name, judgement)


def _other_number(row: Indicator, reading: Notation, figures: Sequence[Figure], judgement: Judgement) -> Figure | None:
    """The figure of the text that says the same thing with another number; none where any of them agrees."""
    unit = _unit(row, reading, judgement)
    if reading.number is None or not unit:
        return None
    same = [figure for figure in figures if same_measure(figure, unit, judgement)]
    if not same or any(figure.number == reading.number for figure in same):
        return None
    noun = noun_of(row.name, judgement)
    mixed = difference(row.target.unit, row.actual.unit, judgement) in {Difference.SCALE, Difference.KIND}
    if mixed or len(noun) < judgement.shortest_noun:
        return None
    if sum((figure.number for figure in same), Decimal(0)) == reading.number:
        return None
    scored = [(_said(noun, figure), figure) for figure in same if not figure.about]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= judgement.likeness else None


def _bare(figure: Figure, judgement: Judgement) -> Figure:
    """A figure whose words are compared: without what carries nothing."""
    return replace(
        figure, clause=without_hollow(figure.clause, judgement), wider=without_hollow(figure.wider, judgement)
    )


def _said(noun: str, figure: Figure) -> float:
    return max(share_within(noun, figure.clause), share_within(noun, figure.wider))


def _adds_up(figure: Figure, readings: Sequence[tuple[Indicator, Notation]], judgement: Judgement) -> bool:
    """Whether the rows that say the same thing make up the number together."""
    alike = [
        reading.number
        for row, reading in readings
        if reading.number is not None
        and same_measure(figure, _unit(row, reading, judgement), judgement)
        and _said(noun_of(row.name, judgement), figure) >= judgement.likeness / 2
    ]
    return sum(alike, Decimal(0)) == figure.number
