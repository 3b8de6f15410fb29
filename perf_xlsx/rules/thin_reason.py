"""S20."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import cut, has_word
from perf_xlsx.form.reasons import says_nothing
from perf_xlsx.form.scoring import explained, missed
from perf_xlsx.notation import PLACEHOLDERS, Kind, read_notation, strip_blanks
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

SAME_SENTENCE = 3


@rule("S20", "info", Scope.FORM)
def thin_reason(form: FilledForm) -> Iterator[Found]:
    """原因过于简单

    做什么：未达标或扣分的指标，写了原因而没有改进措施的提示，三行以上同一句话的合并为一条；写了等于没写的核实；
        偏差原因栏里只填0这样的数字的，一张表合并为一条核实。
    为什么：只有原因没有措施，同样的偏差下年还会有。
    依据：未完成的应分析原因、提出改进措施（财预〔2020〕10号）
    通过：受疫情影响改期，下年第一季度补办两期
    不通过：受疫情影响
    怎么改：请写明改进措施、完成时限和结余资金的处理；没有偏差的请留空或划“/”。
    """
    numbers: list[Indicator] = []
    without: dict[str, list[Indicator]] = defaultdict(list)
    words = judgement_of(form.template).remedy_words
    for one in indicators_of(form):
        text = strip_blanks(one.explanation)
        if not text or text in PLACEHOLDERS:
            continue
        if text.isascii() and read_notation(text).kind is Kind.QUANTITY:
            numbers.append(one)
        elif _fell_short(one) and says_nothing(text):
            yield Found(f"偏差原因“{cut(text)}”没有实质内容", one.place("deviation_explanation"), severity="warning")
        elif _fell_short(one) and explained(form, text) and not has_word(text, words):
            without[text].append(one)
    for text, alike in without.items():
        yield from _without_measure(text, alike)
    if numbers:
        named = "、".join(one.row for one in numbers)
        message = f"偏差原因栏只填了“{cut(numbers[0].explanation)}”（指标行{named}），没有意义"
        yield Found(message, numbers[0].place("deviation_explanation"), severity="warning")


def _without_measure(text: str, rows: Sequence[Indicator]) -> Iterator[Found]:
    """Causes without measures, each a note; one sentence pasted into many rows is one note."""
    place = rows[0].place("deviation_explanation")
    if len(rows) >= SAME_SENTENCE:
        named = "、".join(one.row for one in rows)
        message = f"指标行{named}的偏差原因是同一句话，没有改进措施"
        yield Found(message, place, value=text)
    else:
        for one in rows:
            yield Found("写了原因，没有写改进措施", one.place("deviation_explanation"), value=one.explanation)


def _fell_short(one: Indicator) -> bool:
    lost = one.points is not None and one.score is not None and one.score < one.points
    return lost or (missed(one) and not one.inferred)
