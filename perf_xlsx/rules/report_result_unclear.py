"""R02."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.against_funds import missing_result
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.results import GRADES
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule

NATIONAL: Mapping[str, Any] = {"excellent": 90, "good": 80, "fair": 60}
WORDS = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
SATISFACTION = "满意度"
RESULT_HEADINGS = ("得分", "评价结论", "自评结论", "评价结果", "自评结果")
ELSEWHERE = ("自评表", "附件", "附表", "评分表", "详见", "打分表", "指标体系表")
_POINTS = re.compile(r"(?:得分?|评分|分值|总分|分数)[^。；;]{0,12}?\d{1,3}(?:\.\d{1,4})?\s*分|\d\s*分[，。,；]")
_FIGURE = re.compile(r"\d\s*分(?!钟)")


@rule("R02", "warning", Scope.REPORT)
def report_result_unclear(facts: ReportFacts) -> Iterator[Found]:
    """报告得分与等级

    做什么：报告里总分或等级写了两个，等级与总分不对应，写结果的一章没有写得分，或者只有总分、没有任何分项得分也没有提到自评表，写了满意度已完成而没有数据的，提请核对。
    为什么：得分和等级是自评的结果，要写明，要查得到出处。
    依据：财预〔2020〕10号：90分及以上为优、80分至90分为良、60分至80分为中、60分以下为差
    通过：自评得分96.5分，等级为优
    不通过：标题写“评价得分情况”，下面没有分数
    怎么改：请按自评表写明总分和等级，分项得分附在后面。
    """
    yield from _twice(facts)
    yield from _other_band(facts)
    yield from _unheard_satisfaction(facts)
    if not facts.scores and not _scored_elsewhere(facts):
        heading = next((one for one in facts.report.headings if has_word(one.heads[-1], RESULT_HEADINGS)), None)
        beside = missing_result(facts)
        if heading is not None or beside:
            at = heading.place if heading else ""
            where = f"{at}的标题是“{heading.heads[-1]}”，" if heading else ""
            yield Found(f"{where}全文没有写自评得分{f'，{beside}' if beside else ''}，请补写", cell=at)
    elif facts.scores and facts.form is None and not facts.annexed and not _detailed(facts):
        first = facts.scores[0]
        yield Found(f"{first.told}，全文没有分项的分值和得分，也没有提到自评表，无法复核，请补充", cell=first.place)


def _twice(facts: ReportFacts) -> Iterator[Found]:
    scores, grades = facts.scores, facts.grades
    other = next((one for one in scores[1:] if not one.same(scores[0])), None)
    if other is not None:
        yield Found(f"{scores[0].told}，{other.told}，总分写了两个数，请核对", cell=other.place)
    differs = next((one for one in grades[1:] if one.key != grades[0].key), None)
    if differs is not None:
        yield Found(f"{grades[0].told}，{differs.told}，等级写了两个，请核对", cell=differs.place)


def _other_band(facts: ReportFacts) -> Iterator[Found]:
    """A grade that the stated total does not have, by the form's bands or those of the whole country."""
    if not facts.scores or not facts.grades:
        return
    bands = facts.form.form.template.policy.get("grades", NATIONAL) if facts.form else NATIONAL
    score, grade = facts.scores[0], facts.grades[0]
    right = next((key for key in ("excellent", "good", "fair") if score.value >= bands[key]), "poor")
    if grade.key != right:
        yield Found(
            f"{score.told}，{grade.told}，{plain(score.value)}分应为“{WORDS[right]}”，请核对",
            cell=grade.place,
            value=grade.word,
            expected=WORDS[right],
        )


def _unheard_satisfaction(facts: ReportFacts) -> Iterator[Found]:
    """Satisfaction that is said to be done, and of which nothing else is said anywhere."""
    said = [part for part in facts.report.parts if SATISFACTION in part.text]
    if len(said) != 1 or facts.form is not None or any(SATISFACTION in cell.text for cell in facts.report.cells):
        return
    sentence = next(one for one in facts.report.sentences if one.part is said[0] and SATISFACTION in one.text)
    if has_word(sentence.text, ("完成", "达标", "达到")) and not re.search(r"\d", sentence.text):
        at = sentence.place
        yield Found(f"{at}写“{shortened(sentence.text)}”，全文没有满意度的指标和数据，请补写", cell=at)


def _scored_elsewhere(facts: ReportFacts) -> bool:
    """Whether a score stands in some other wording, or in a table."""
    return any(_POINTS.search(part.text) for part in facts.report.parts) or _detailed_in_tables(facts)


def _detailed_in_tables(facts: ReportFacts) -> bool:
    return any(has_word(cell.text, ("得分", "总分", *GRADES)) for cell in facts.report.cells if len(cell.text) <= 12)  # noqa: PLR2004


def _detailed(facts: ReportFacts) -> bool:
    """Whether single scores stand in the text or a table, or the text says where they are."""
    if _detailed_in_tables(facts) or any(line.points or line.score for line in facts.lines):
        return True
    texts = [part.text for part in facts.report.parts]
    figures = sum(len(_FIGURE.findall(text)) for text in texts)
    return figures > len(facts.scores) + 1 or any(has_word(text, (*ELSEWHERE, "分值", "扣分")) for text in texts)
