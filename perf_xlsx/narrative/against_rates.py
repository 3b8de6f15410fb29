"""Satisfaction and other named rates that a report mentions in passing, against the rows they are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.indicators import Indicator
from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.difference import Difference, written_step
from perf_xlsx.narrative.facts import ReportFacts, Side, named
from perf_xlsx.narrative.figures import HUNDRED, Fact, folded, number_with_step
from perf_xlsx.narrative.outline import Part, Stance
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.narrative.words import words

SATISFACTION = "满意度"
_STOPS = re.compile(r"[。；;，,！!\n]")
_MENTION = re.compile(
    r"(?P<name>(?:[^\W\d_][^%\d]{0,30}?)?(?:满意度|合格率|达标率|知晓率|覆盖率|参与率|到位率|及时率|完成率|准确率))"
    r"(?:指标|调查结果|均)*(?:为|是|达到?|:|\s)*(?P<number>\d{1,3}(?:\.\d{1,4})?)\s*%(?P<more>(?:及?以上|以下|左右)?)"
)
_LEAD = re.compile(r"^(?:经.{0,12}?[,，]?|其中|本项目|项目|全年|实际|总体|综合|平均|的)+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A rate with the name it is given; `least` that the text says 以上."""

    name: str
    fact: Fact
    least: bool


def mentions_of(report: Narrative) -> Iterator[Mention]:
    """Every named rate that is stated as a result; targets, plans and other years are left out."""
    known = words()
    for part in report.parts:
        if part.stance is not Stance.DONE or "指标值" in part.text or (part.label and part.about_a_part):
            continue
        for clause in _STOPS.split(folded(part.text)):
            found = _MENTION.search(clause)
            if found is None or has_word(clause[: found.start("number")], (*known.plan_words, *known.other_scope)):
                continue
            mention = _mention(clause, found, part)
            if mention is not None:
                yield mention


def mention_differences(facts: ReportFacts, side: Side) -> Iterator[Difference]:
    """Mentions that name a row and state another rate; 满意度 alone names the only row of its kind."""
    rates = {name: row for name, row in side.rows.items() if row.actual.unit in {"", "%"}}
    rows = {_without_unit(name): row for name, row in rates.items() if row.actual.number is not None}
    for mention in mentions_of(facts.report):
        row = rows.get(mention.name) or _only_satisfaction(mention, rows)
        number = row.actual.number if row is not None else None
        if row is None or number is None or _agrees(mention, row, number):
            continue
        fact = mention.fact
        says = f"{side.cell(row.place('actual'))}“{row.name}”的完成值是“{row.actual_text.strip()}”"
        yield Difference(fact.place, fact.told, says, f"{fact.value * HUNDRED:f}%", row.actual_text.strip())


def _mention(clause: str, found: re.Match[str], part: Part) -> Mention | None:
    read = number_with_step(found["number"], 1 / HUNDRED)
    if read is None or found["more"] in {"以下", "左右"}:
        return None
    return Mention(
        _without_unit(named(_LEAD.sub("", found["name"]))),
        Fact("", *read, clause.strip(), part.place, part.chapter),
        bool(found["more"]),
    )


def _without_unit(name: str) -> str:
    return re.sub(r"\([^()]*\)$|%$", "", name)


def _only_satisfaction(mention: Mention, rows: dict[str, Indicator]) -> Indicator | None:
    found = [row for row in rows.values() if SATISFACTION in row.name]
    return found[0] if mention.name == SATISFACTION and len(found) == 1 else None


def _agrees(mention: Mention, row: Indicator, number: Decimal) -> bool:
    """Whether a mention is the row's actual value; 以上 is right for whatever is not below it."""
    if mention.least or row.actual.comparator:
        return number >= mention.fact.value or mention.fact.agrees(number, written_step(number))
    return mention.fact.agrees(number, written_step(number))
