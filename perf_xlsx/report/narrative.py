"""The narrative report of a filled form: headings, sentences and tables, every figure from the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.leftovers import gap
from perf_xlsx.form.money import funds_of, money_unit_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import explained, text_at
from perf_xlsx.numbers import Value, excel_round, percent, plain
from perf_xlsx.report.annexed import RATE_PLACES, Cell, funds_rows, rate_text, shown
from perf_xlsx.report.matrix import EXECUTION, matrix_rows, own_annex, result_rows
from perf_xlsx.report.outlines import Outline
from perf_xlsx.template.report_texts import report_texts

BENEFIT, SATISFACTION = "benefit", "satisfaction"
_NUMERALS = "零一二三四五六七八九十"
_SUBORDINATE = 3
_HEADER = {"project_name": "项目名称", "supervising_department": "主管部门", "implementing_unit": "实施单位"}
_GOAL = {"expected": "绩效目标", "achieved": "绩效目标的实际完成情况"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; one with an `annex` begins on a new page below that word, and is set smaller."""

    rows: Sequence[Sequence[Cell]]
    annex: str = ""


Piece = Heading | Line | Grid


def narrative(form: FilledForm, outline: Outline) -> list[Piece]:
    """Every piece of a form's report in order, the form itself at the end."""
    words = words_of(form)
    pieces: list[Piece] = [Heading(outline.title.format_map(words), 0)]
    first = second = 0
    for chapter in outline.chapters:
        first, second = (first + 1, 0) if chapter.level == 1 else (first, second + 1)
        mark = f"{_chinese(first)}、" if chapter.level == 1 else f"（{_chinese(second)}）"
        pieces.append(Heading(mark + chapter.heading, chapter.level))
        for line in chapter.content:
            part, _, argument = line.removeprefix("@").partition(" ")
            pieces += _part(form, part, argument) if line.startswith("@") else _lines(line.format_map(words))
    return [*pieces, Grid(own_annex(form), outline.annex)]


def words_of(form: FilledForm) -> Mapping[str, str]:
    """What the sentences of an outline may name, as it stands in the form; a gap where nothing stands."""
    header = {key: _said(form, Place("header", "", key)) or gap(label) for key, label in _HEADER.items()}
    goal = {key: _said(form, Place("goal", "", key)) or gap(label) for key, label in _GOAL.items()}
    return {**header, **goal, "fiscal_year": str(form.fiscal_year) if form.fiscal_year else gap("年度")}


def _part(form: FilledForm, part: str, argument: str) -> Iterator[Piece]:
    match part:
        case "funds":
            yield Line(_funds(form))
            yield Grid(funds_rows(form))
        case "matrix":
            yield Line(_funds(form))
            yield Grid(matrix_rows(form))
        case "table":
            yield from _table(form, argument)
        case "text":
            yield from _text(form, argument)
        case "score":
            yield Line(_score(form))
        case "indicators":
            yield from _indicators(form, argument)
        case "deviations":
            yield from map(Line, _deviations(form))
        case _:
            raise ValueError(part)


def _funds(form: FilledForm) -> str:
    funds, unit = funds_of(form), money_unit_of(form)
    named = {
        "年初预算数": funds.initial_budget,
        "全年预算数": funds.annual_budget,
        "全年执行数": funds.annual_spending,
    }
    told = [
        f"{name}为{f'{plain(amount)}{unit}' if amount is not None else gap(name)}" for name, amount in named.items()
    ]
    told.append(f"预算执行率为{rate_text(form) or gap('预算执行率')}")
    return f"本项目{'，'.join(told)}。各项资金见下表（单位：{unit}）。"


def _score(form: FilledForm) -> str:
    place = Place("total", "", "score")
    total = form.value(place)
    total = total if isinstance(total, Decimal) else form.computed(place)
    grade = form.value(Place("total", "", "grade")) or form.computed(Place("total", "", "grade"))
    score = f"{plain(total)}分" if isinstance(total, Decimal) else gap("自评得分")
    return f"自评得分为{score}，等级为{grade if isinstance(grade, str) else gap('等级')}。"


def _text(form: FilledForm, argument: str) -> Sequence[Piece]:
    """What a person wrote on 报告; else a gap, or nothing for a part the outline can do without (its key ends in ?)."""
    key = argument.removesuffix("?")
    prompt = next(one.prompt for one in report_texts() if one.key == key)
    return _lines(form.texts.get(key, "")) or ([] if argument.endswith("?") else [Line(gap(prompt))])


def _table(form: FilledForm, level: str) -> Iterator[Piece]:
    """The results of a first level as a table."""
    rows = [one for one in indicators_of(form) if _chapter_of(one) == level]
    scored = shown(form, Place("funds", "total", "score")) if level == EXECUTION else ""
    yield Grid(result_rows(form, rows, level)) if rows or scored else Line("自评表中没有这类指标。")


def _indicators(form: FilledForm, level: str) -> Iterator[Piece]:
    """The indicators of a first level below a heading each second level; what is no benefit counts as output."""
    above, number = None, 0
    rows = [one for one in indicators_of(form) if _chapter_of(one) == level]
    for one in rows:
        label = _said(form, one.place("level2")) or _said(form, one.place("level1"))
        if label and label != above:
            above, number = label, number + 1
            yield Heading(f"{number}.{label}", _SUBORDINATE)
        yield Line(_sentence(one))
    if not rows:
        yield Line("自评表中没有这类指标。")


def _chapter_of(one: Indicator) -> str:
    keys = {one.level1, one.level2.removeprefix("beneficiary_")}
    if SATISFACTION in keys:
        return SATISFACTION
    return BENEFIT if one.level1 == BENEFIT else "output"


def _sentence(one: Indicator) -> str:
    told = [
        f"“{one.name or gap('指标名称')}”指标：预期指标值为{one.target_text or gap('指标值')}",
        f"实际完成值为{one.actual_text or gap('实际完成值')}",
    ]
    if one.comparable and one.direction != "lower" and one.target.number and one.actual.number is not None:
        told.append(f"完成率{percent(excel_round(one.actual.number / one.target.number, RATE_PLACES))}")
    told.append(_scored(one))
    return "，".join(filter(None, told)) + "。"


def _scored(one: Indicator) -> str:
    if one.score is None or one.points is None:
        return f"得分{plain(one.score)}分" if one.score is not None else ""
    return f"分值{plain(one.points)}分，得分{plain(one.score)}分"


def _deviations(form: FilledForm) -> Iterator[str]:
    """Every explanation of the form, and a gap where points were taken off without one."""
    told = False
    place = Place("funds", "total", "deviation_explanation")
    if explained(form, text_at(form, place)):
        told = True
        yield f"预算执行：{_ended(text_at(form, place))}"
    for one in indicators_of(form):
        short = one.score is not None and one.points is not None and one.score < one.points
        given = explained(form, one.explanation)
        if short or given:
            told = True
            reason = one.explanation if given else gap("偏差原因和改进措施")
            yield f"“{one.name}”指标（{_scored(one) or '未评分'}）：{_ended(reason)}"
    if not told:
        yield "自评表中各项指标没有扣分，也没有填写偏差原因。"


def _ended(text: str) -> str:
    return text if text.endswith(("。", "】", "！", "；")) else f"{text}。"


def _lines(text: str) -> list[Piece]:
    return [Line(line.strip()) for line in text.splitlines() if line.strip()]


def _said(form: FilledForm, place: Place) -> str:
    value: Value = form.value(place)
    return form.printed.get(place) or (plain(value) if isinstance(value, Decimal) else (value or "").strip())


def _chinese(number: int) -> str:
    """1 to 19 in Chinese; no outline has more chapters."""
    ten = 10
    return _NUMERALS[number] if number <= ten else f"十{_NUMERALS[number - ten]}"
