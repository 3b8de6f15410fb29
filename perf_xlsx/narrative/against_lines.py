"""What a report says of single indicators, and what it copies from its form, against the form."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.narrative.difference import Difference, both_quoted, quoted_at, written_step
from perf_xlsx.narrative.facts import ReportFacts, Side, named
from perf_xlsx.narrative.figures import HUNDRED, Fact, folded, number_with_step
from perf_xlsx.narrative.indicator_lines import Line
from perf_xlsx.narrative.wording import frame, numbered_sentences, numbers, only_numbers_differ
from perf_xlsx.notation import Kind, read_notation, strip_blanks
from perf_xlsx.numbers import plain

TEXTS = (Place("goal", "", "expected"), Place("goal", "", "achieved"), Place("funds", "total", "deviation_explanation"))
_COLUMNS = {"target": "指标值", "actual": "完成值", "points": "分值", "score": "得分"}
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def line_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """Indicator sentences whose target, actual value, points, score or completion rate is not the row's."""
    for line in facts.lines:
        row = side.rows.get(named(line.name)) or _misnamed(line, side)
        if row is None:
            continue
        if named(row.name) != named(line.name):
            yield _differs(line, side, row, "level3", ("指标名称", line.name, row.name))
            continue
        for column, label in _COLUMNS.items():
            said, stands = getattr(line, column), _stands(row, column)
            if said and stands and _conflict(said, stands):
                yield _differs(line, side, row, column, (label, said, stands))
        if line.rate and (right := _wrong_rate(line.rate, row)):
            yield _differs(line, side, row, "actual", ("完成率（完成值除以指标值）", line.rate, right))


def copied_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """Sentences of the form's texts that the report repeats with other numbers."""
    texts = _texts(side)
    known = {strip_blanks(folded(sentence)).rstrip(".") for _, sentence in texts}
    for sentence in (one for part in facts.report.parts for one in numbered_sentences(part.text)):
        if strip_blanks(folded(sentence)).rstrip(".") in known:
            continue
        for place, original in texts:
            whole = only_numbers_differ(sentence, original)
            if whole or _ends_with(sentence, original):
                at = next(part.place for part in facts.report.parts if sentence in part.text)
                text, form_text = both_quoted(at, sentence, original)
                figures = ("、".join(numbers(one)) for one in (sentence, original))
                yield Difference(at, text, f"{side.cell(place)}写的是{form_text}", *figures)
                break


def identity_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """The name of the project with other numbers in it, and another year beside it."""
    name = text_at(side.form, Place("header", "", "project_name")).strip()
    year = side.form.fiscal_year
    pattern = _with_any_numbers(name) if numbers(name) and len(frame(name)) >= 4 else None  # noqa: PLR2004
    beside = rf"{re.escape(name)}(?:项目)?(20\d\d)年度?|(20\d\d)年度?{re.escape(name)}" if name else r"(?!)"
    for part in facts.report.parts:
        for found in pattern.finditer(part.text) if pattern else ():
            if numbers(found[0]) != numbers(name):
                yield Difference(
                    part.place, quoted_at(part.place, found[0]), f"{side.called}的项目名称是“{_short(name)}”"
                )
        alone = re.fullmatch(r"[（(]?\s*(20\d\d)\s*年度?\s*[)）]?", part.text.strip())
        years = [alone[1]] if alone else [one[1] or one[2] for one in re.finditer(beside, part.text)]
        for said in years:
            if year and int(said) != year:
                yield Difference(
                    part.place, quoted_at(part.place, part.text), f"{side.called}是{year}年度的", said, str(year)
                )


def _texts(side: Side) -> list[tuple[Place, str]]:
    """The sentences of the form's long texts that hold numbers, with where they stand."""
    places = [*TEXTS, *(row.place("deviation_explanation") for row in indicators_of(side.form))]
    return [(place, one) for place in places for one in numbered_sentences(text_at(side.form, place))]


def _ends_with(sentence: str, original: str) -> bool:
    """Whether a sentence ends with the original behind a label (“名称”指标（…）：), its numbers changed."""
    tail = re.split("[:：]", sentence)[-1] if not re.search("[:：]", original) else sentence
    return tail != sentence and only_numbers_differ(tail, original)


def _misnamed(line: Line, side: Side) -> Indicator | None:
    """The row whose name is the line's but for its numbers."""
    return next((row for name, row in side.rows.items() if only_numbers_differ(named(line.name), name)), None)


def _stands(row: Indicator, column: str) -> str:
    value = getattr(row, column)
    return (
        getattr(row, f"{column}_text") if column in {"target", "actual"} else plain(value) if value is not None else ""
    )


def _conflict(said: str, stands: str) -> bool:
    """Whether two readings of one cell cannot both be right; what is not two numbers of one unit is not judged."""
    if strip_blanks(folded(said)) == strip_blanks(folded(stands)):
        return False
    if only_numbers_differ(said, stands):
        one, other = number_with_step(said), number_with_step(stands)
        return not (one and other and Fact("", *one, said, "").agrees(*other))
    left, right = read_notation(said), read_notation(stands)
    if left.kind is not Kind.QUANTITY or right.kind is not Kind.QUANTITY or left.number is None or right.number is None:
        return False
    if left.unit and right.unit and left.unit != right.unit:
        return False
    finest = Decimal("0.0001")
    fact = Fact("", left.number, max(written_step(left.number), finest), said, "")
    return not fact.agrees(right.number, max(written_step(right.number), finest))


def _wrong_rate(said: str, row: Indicator) -> str:
    """The completion rate of a row in words where the stated one is another; 100% is right for more than that."""
    found = _PERCENT.search(folded(said))
    numbers_known = row.comparable and row.target.number and row.actual.number is not None
    if found is None or not numbers_known or row.direction == "lower" or row.target.number is None:
        return ""
    rate = (row.actual.number or Decimal(0)) / row.target.number
    read = number_with_step(found[1], 1 / HUNDRED)
    right = read is None or Fact("", *read, said, "").agrees(rate) or (read[0] == 1 and rate > 1)
    return "" if right else f"{plain((rate * HUNDRED).quantize(Decimal('0.01')))}%"


def _differs(line: Line, side: Side, row: Indicator, column: str, said: Sequence[str]) -> Difference:
    label, says, stands = said
    cell = side.cell(row.place(column))
    quote = f"{line.part.place}“{_short(line.name)}”的{label}写“{_short(says)}”"
    return Difference(line.part.place, quote, f"{cell}是“{_short(stands)}”", says, stands)


def _with_any_numbers(text: str) -> re.Pattern[str]:
    """A text as a pattern that takes any number where it has one."""
    return re.compile(r"\d+".join(re.escape(piece) for piece in re.split(r"\d+", text)))


def _short(text: str) -> str:
    return quoted_at("", text)[1:-1]
