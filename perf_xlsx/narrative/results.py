"""The result a report states of itself: its total score and its grade, with what belongs to a part left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.figures import Fact, folded, number_with_step, shortened
from perf_xlsx.narrative.outline import Sentence, Stance
from perf_xlsx.narrative.text import Narrative

FULL, LARGEST = 100, 999
SCORE = "score"
GRADES = {
    **dict.fromkeys(("优秀", "优"), "excellent"),
    **dict.fromkeys(("良好", "良"), "good"),
    **dict.fromkeys(("一般", "合格", "中"), "fair"),
    **dict.fromkeys(("不合格", "较差", "差"), "poor"),
}
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,4})?)\s*分(?!值|以|制|之|\))"
_SCORE = re.compile(
    r"(?:(?:自评价?|评价|综合|最终|绩效|项目|总){1,4}的?(?:总?得分|总?评分|总分|分数)|总得分|得分结果)"
    rf"(?:结果|情况|\(.{{0,8}}\))?(?:为|是|达到?|共|计|:|\s)*{_NUMBER}"
)
_GRADE = re.compile(
    r"(?:等级|等次|级别|评级|评定|评价结果|自评结果|评价结论|自评结论|属于)(?:评定|确定)?(?:为|是|属于|:|\s)*[“\"『「']?"
    r"(?P<grade>优秀|良好|不合格|合格|较差|一般|优|良|中|差)[”\"』」']?(?=[级等档。,;)\s]|$)"
)
_YEAR = re.compile(r"(20\d\d)年度?(?!第)")
_TITLES = re.compile("《[^》，,]*》?")
_BEFORE = ("上年", "去年", "往年", "以前年度", "上一年")
_PART = (
    *(
        "产出",
        "效益",
        "满意度",
        "执行率",
        "决策",
        "过程",
        "指标",
        "一级",
        "二级",
        "管理",
        "投入",
        "成本",
        "部分",
        "调整前",
    ),
    *("满分", "上年", "去年", "以上", "以下", "之间", "不足", "≥", "≤", "<", ">", "-", "~", "—", "扣", "平均", "其中"),
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A stated grade by its key."""

    key: str
    word: str
    quote: str
    place: str

    @property
    def told(self) -> str:
        """The quotation with its place."""
        return f"{self.place}“{shortened(self.quote)}”"


def scores_of(report: Narrative) -> list[Fact]:
    """Every total score that is stated."""
    return [fact for sentence in _sentences(report) for fact in _scores(sentence)]


def grades_of(report: Narrative) -> list[Grade]:
    """Every grade that is stated; a sentence that explains the bands states none."""
    found: list[Grade] = []
    for sentence in _sentences(report):
        stated = list(_GRADE.finditer(folded(sentence.text)))
        if len({GRADES[one["grade"]] for one in stated}) != 1:
            continue
        quote = _around(folded(sentence.text), stated[0])
        if not _of_a_part(quote):
            found.append(Grade(GRADES[stated[0]["grade"]], stated[0]["grade"], quote, sentence.place))
    return found


def _sentences(report: Narrative) -> Iterator[Sentence]:
    """Sentences about this year, the latest named where no year is; problems and plans state no result."""
    here = (one for one in report.sentences if one.part.stance is not Stance.ASIDE)
    found = [one for one in here if not has_word(one.text, _BEFORE)]
    scored = [one for one in found if _SCORE.search(folded(one.text)) or _GRADE.search(folded(one.text))]
    named = {sentence: {int(one) for one in _YEAR.findall(_TITLES.sub("", sentence.text))} for sentence in scored}
    year = report.fiscal_year or max((one for years in named.values() for one in years), default=0)
    return (sentence for sentence in scored if not named[sentence] - {year})


def _scores(sentence: Sentence) -> Iterator[Fact]:
    text = folded(sentence.text)
    for found in _SCORE.finditer(text):
        quote = _around(text, found)
        read = number_with_step(found["number"])
        if read and read[0] <= LARGEST and not _of_a_part(quote):
            yield Fact(SCORE, *read, quote, sentence.place, sentence.part.chapter)


def _around(text: str, found: re.Match[str]) -> str:
    """The clause a match stands in."""
    before = max(text.rfind(sign, 0, found.start()) for sign in ",:")
    after = min((at for sign in ",;" if (at := text.find(sign, found.end())) >= 0), default=len(text))
    return text[before + 1 : after].strip()


def _of_a_part(quote: str) -> bool:
    """Whether a clause is about a part of the score, another year or the bands; what stands in brackets is an aside."""
    return has_word(re.sub(r"\([^()]*\)", "", quote), _PART)


def is_full(score: Decimal) -> bool:
    """Whether a total is full marks."""
    return score == FULL
