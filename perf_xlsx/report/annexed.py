"""The tables of a narrative report: the funds, and the form itself, nine columns wide as it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.money import funds_of, money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import excel_round, percent, plain
from perf_xlsx.template.model import Column

_RESULTS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
_HEADER = ("project_name", "supervising_department", "implementing_unit")
RATE_PLACES = 4
_FUNDS = ("initial_budget", "annual_budget", "annual_spending", "points", "execution_rate", "score")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its first column, counted from 0, and how many columns and rows it takes."""

    text: str
    column: int
    across: int = 1
    down: int = 1


Rows = list[list[Cell]]


def funds_rows(form: FilledForm) -> Rows:
    """The funds block with its heads, as many columns as it has."""
    labels, heads, lines = _funds(form)
    rows = [[Cell("资金来源", 0), *from_column(1, heads)]]
    return rows + [[Cell(label, 0), *from_column(1, line)] for label, line in zip(labels, lines, strict=True)]


def annexed_rows(form: FilledForm) -> Rows:
    """The whole form: basic facts, funds, goals, indicators, total."""
    labels, heads, lines = _funds(form)
    rows = [
        *head_rows(form, (3, 9)),
        [Cell(f"项目资金（{money_unit_of(form)}）", 0, 1, len(lines) + 1), Cell("", 1, 2), *from_column(3, heads)],
    ]
    rows += [[Cell(label, 1, 2), *from_column(3, line)] for label, line in zip(labels, lines, strict=True)]
    goals = [shown(form, Place("goal", "", key)) for key in ("expected", "achieved")]
    rows.append([Cell("年度总体目标", 0, 1, 2), Cell("预期目标", 1, 4), Cell("实际完成情况", 5, 4)])
    rows.append([Cell(goals[0], 1, 4), Cell(goals[1], 5, 4)])
    found = [[*levels, *from_column(3, _indicator(one))] for one, levels in level_cells(form, 1)]
    rows.append([Cell("绩效指标", 0, 1, len(found) + 1), *from_column(1, _RESULTS)])
    total = [shown(form, Place("total", "", key)) for key in ("points", "score")]
    return [*rows, *found, [Cell("总分", 0, 6), Cell(total[0], 6), Cell(total[1], 7), Cell("", 8)]]


def head_rows(form: FilledForm, width: tuple[int, int]) -> Rows:
    """Project, department and unit; `width` are the columns of the labels, and all of them."""
    said = {key: shown(form, Place("header", "", key)) for key in _HEADER}
    label, last = width
    return [
        [Cell("项目名称", 0, label), Cell(said["project_name"], label, last - label)],
        [
            Cell("主管部门", 0, label),
            Cell(said["supervising_department"], label, last - label - 3),
            Cell("实施单位", last - 3),
            Cell(said["implementing_unit"], last - 2, 2),
        ],
    ]


def shown(form: FilledForm, place: Place) -> str:
    """A cell in full as a person reads it; nothing where it is blank."""
    return form.printed.get(place) or form.shown_value(form.value(place), place)


def rate_text(form: FilledForm) -> str:
    """预算执行率 as it stands, else as budget and spending give it; nothing where they give none."""
    place = Place("funds", "total", "execution_rate")
    printed, stated = form.printed.get(place, ""), form.value(place)
    if "%" in printed:
        return printed
    rate = stated if isinstance(stated, Decimal) else funds_of(form).rate
    return percent(excel_round(rate, RATE_PLACES)) if rate is not None else ""


def from_column(column: int, texts: Sequence[str]) -> list[Cell]:
    """Cells beside each other, the first in a column."""
    return [Cell(text, number) for number, text in enumerate(texts, column)]


def _funds(form: FilledForm) -> tuple[list[str], list[str], list[list[str]]]:
    """The labels of the rows, the heads of the columns and what stands in them, without columns nobody fills."""
    block = form.template.block("funds")
    columns = [one for key in _FUNDS if block and (one := block.column(key)) is not None]
    rows = block.rows if block else ()
    lines = [[_amount(form, Place("funds", row.key, column.key), column) for column in columns] for row in rows]
    return [row.label for row in rows], [column.label for column in columns], lines


def _amount(form: FilledForm, place: Place, column: Column) -> str:
    return "" if column.key in _omitted(form, place.row) else shown(form, place)


def _omitted(form: FilledForm, row: str) -> Sequence[str]:
    block = form.template.block("funds")
    return next((tuple(one.omit) for one in block.rows if one.key == row), ()) if block else ()


def level_cells(form: FilledForm, column: int) -> Iterator[tuple[Indicator, list[Cell]]]:
    """Each indicator with the cells of its levels, from a column on; neighbours of one level share its cell."""
    rows = [(shown(form, one.place("level1")), shown(form, one.place("level2")), one) for one in indicators_of(form)]
    for first, of_first in groupby(rows, key=lambda row: row[0]):
        upper = list(of_first)
        for number, (second, of_second) in enumerate(groupby(upper, key=lambda row: row[1])):
            lower = [one for *_, one in of_second]
            for position, one in enumerate(lower):
                levels = [Cell(first, column, 1, len(upper))] if number == position == 0 else []
                levels += [Cell(second, column + 1, 1, len(lower))] if position == 0 else []
                yield one, levels


def _indicator(one: Indicator) -> tuple[str, ...]:
    return one.name, one.target_text, one.actual_text, points_text(one.points), points_text(one.score), one.explanation


def points_text(value: Decimal | None) -> str:
    """Points as they are printed."""
    return "" if value is None else plain(value)
