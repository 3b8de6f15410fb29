"""C10."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perf_xlsx.form.figures import Figure, figures_in, measure_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.likeness import share_within
from perf_xlsx.form.naming import noun_of, quoted, unit_in_name, without_hollow
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.form.units import Difference, difference
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a row counts in one of its columns."""

    row: Indicator
    number: Decimal | None
    unit: str
    measure: tuple[str, str]


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
    for side in _sides(form):
        counted = [one for row in indicators_of(form) if (one := _counted(row, side.column, judgement)).unit]
        figures = _figures(side.text, counted, judgement)
        for one in counted if figures else ():
            row, same = one.row, figures.get(one.measure, ())
            figure = _other_number(one, same, judgement)
            if figure is not None and not _adds_up(figure, one.measure, counted, judgement):
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


def _counted(row: Indicator, column: str, judgement: Judgement) -> _Counted:
    reading = row.target if column == "target" else row.actual
    unit = reading.unit or row.target.unit or unit_in_name(row.name, judgement)
    return _Counted(row, reading.number, unit, measure_of(unit, judgement))


def _figures(
    text: str, counted: Sequence[_Counted], judgement: Judgement
) -> Mapping[tuple[str, str], Sequence[Figure]]:
    """The figures of a text that some row counts too, by what they count in."""
    found: dict[tuple[str, str], list[Figure]] = {one.measure: [] for one in counted if one.number is not None}
    for figure in figures_in(text, judgement, frozenset(one.unit for one in counted)):
        measure = measure_of(figure.unit, judgement)
        if measure in found:
            found[measure].append(_bare(figure, judgement))
    return {measure: figures for measure, figures in found.items() if figures}


def _other_number(one: _Counted, same: Sequence[Figure], judgement: Judgement) -> Figure | None:
    """The figure of the text that says the same thing with another number; none where any of them agrees."""
    row, number = one.row, one.number
    if not same or number is None or any(figure.number == number for figure in same):
        return None
    noun = noun_of(row.name, judgement)
    mixed = difference(row.target.unit, row.actual.unit, judgement) in {Difference.SCALE, Difference.KIND}
    if mixed or len(noun) < judgement.shortest_noun:
        return None
    if sum((figure.number for figure in same), Decimal(0)) == number:
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


def _adds_up(figure: Figure, measure: tuple[str, str], counted: Sequence[_Counted], judgement: Judgement) -> bool:
    """Whether the rows that say the same thing make up the number together."""
    alike = [
        one.number
        for one in counted
        if one.number is not None
        and one.measure == measure
        and _said(noun_of(one.row.name, judgement), figure) >= judgement.likeness / 2
    ]
    return sum(alike, Decimal(0)) == figure.number
