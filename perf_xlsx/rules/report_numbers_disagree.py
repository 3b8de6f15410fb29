"""R03."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from perf_xlsx.narrative.against_rates import mentions_of
from perf_xlsx.narrative.counts import disagreeing
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.indicator_lines import Line
from perf_xlsx.narrative.outline import Part
from perf_xlsx.rules.base import Found, Scope, rule

SHORTEST_NAME = 5
_THIRD = re.compile(r"三级(?:绩效)?指标\s*(\d{1,3})\s*(?:个|项|条)")
_SECOND = re.compile(r"二级(?:绩效)?指标\s*(\d{1,3})\s*(?:个|项|条)")
_NONE = re.compile(r"^[（(]?(?:无|不适用|不涉及|没有|/|—)[。)）]?$")


@rule("R03", "warning", Scope.REPORT)
def report_numbers_disagree(facts: ReportFacts) -> Iterator[Found]:
    """报告前后数字不一

    做什么：同一件事在报告的两章里写了两个数，同一个比率写了两个数，写明的指标个数与列出的不同，两处都引出来。目标与完成、分项、累计、约数相近的不比。
    为什么：同一件事只有一个数。
    依据：财预〔2020〕10号：自评报告应当真实、准确
    通过：前面写“采用稿件1300余篇”，后面写“采用稿件1326篇”
    不通过：前面写“采用我市稿件1300余篇”，后面写“全年稿件采用1000余篇”
    怎么改：请核对原始资料，把两处改成一个数。
    """
    for one, other in disagreeing(list(facts.counts)):
        yield Found(f"{one.told}，{other.told}，同一件事写了两个数，请核对", cell=other.sentence.place)
    yield from _rates(facts)
    yield from _listed(facts)


def _rates(facts: ReportFacts) -> Iterator[Found]:
    """One named rate in two chapters."""
    known = [one for one in mentions_of(facts.report) if len(one.name) >= SHORTEST_NAME and not one.least]
    for position, one in enumerate(known):
        for other in known[position + 1 :]:
            apart = one.fact.chapter != other.fact.chapter and one.name == other.name
            if apart and not one.fact.same(other.fact):
                yield Found(f"{one.fact.told}，{other.fact.told}，同一个比率写了两个数，请核对", cell=other.fact.place)
                return


def _listed(facts: ReportFacts) -> Iterator[Found]:
    """The numbers of indicators as stated, against the indicator sentences that follow."""
    lines = facts.lines
    if len(lines) < 2:  # noqa: PLR2004 - one sentence is no list
        return
    groups, empty = _groups(facts, lines)
    for part in facts.report.parts:
        third, second = _THIRD.search(part.text), _SECOND.search(part.text)
        if third and int(third[1]) != len(lines):
            span = f"{lines[0].part.place}至{lines[-1].part.place}"
            said = f"{part.place}写“{third[0]}”，下面逐条列出的指标有{len(lines)}个（{span}）"
            yield Found(f"{said}，请核对", cell=part.place, value=third[1], expected=str(len(lines)))
        if second and groups and int(second[1]) != len(groups):
            said = f"{part.place}写“{second[0]}”，下面列有指标的二级指标是{len(groups)}个{_without(empty)}"
            yield Found(f"{said}，请核对", cell=part.place, value=second[1], expected=str(len(groups)))
        if third or second:
            return


def _groups(facts: ReportFacts, lines: Sequence[Line]) -> tuple[list[str], list[Part]]:
    """The headings of the third level the sentences stand under, and those among them that hold nothing but 无."""
    parts = facts.report.parts
    first, last = parts.index(lines[0].part), parts.index(lines[-1].part)
    inner = parts[max(0, first - 1) : last + 1]
    numbered = re.compile(r"^\s*\d{1,2}(?:[.．、]|(?=项目))")
    heads = [part for part in inner if numbered.match(part.text)]
    empty = [one for one, below in pairwise(inner) if one in heads and _NONE.match(below.text.strip())]
    return [one.text for one in heads if one not in empty], empty


def _without(empty: list[Part]) -> str:
    return "，" + "、".join(f"{one.place}“{shortened(one.text)}”下写“无”" for one in empty) if empty else ""
