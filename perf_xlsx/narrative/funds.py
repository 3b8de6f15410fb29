"""The amounts and rates a report states of its project as a whole; what is of a part or of another year is left out."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from perf_xlsx.form.naming import has_word
from perf_xlsx.form.units import in_yuan
from perf_xlsx.narrative.figures import HUNDRED, Fact, folded, number_with_step
from perf_xlsx.narrative.outline import Part, Stance
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.narrative.words import Slot, words
from perf_xlsx.template.judgement import Judgement

LONGEST_CLAUSE = 120
RATE_SCALE = 1 / HUNDRED
_STOPS = re.compile(r"[。;；!！?？\n]")
_CLAUSES = re.compile(r"[、,，](?!\d{3}(?!\d))")
_LEAD = (
    r"(?:[本该此]|项目|年度?|全年|当年|(?P<year>20\d\d)年度?|截至|截止|年?底|年?末|12月|31日|共|总|其|"
    r"经费|财政|专项|资金|了|的|我[单部局办委院校处中]位?)*"
)
_LINK = r"(?:资金|经费|金额|总额|数)*(?:\([A-Z/÷]{1,3}\))?(?:总计|共计|合计|共|为|是|安排|下达|达到?|:|\s|了|人民币)*"
_NUMBER = r"(?P<number>\d{1,12}(?:,\d{3})*(?:\.\d{1,8})?)\s*"
_UNIT = r"(?P<unit>亿元|百万元|万元|千元|元)"
_TAIL = r"(?:\(.{0,40}\))?$"
_MONEY = re.compile(r"\d\s*(?:亿|百万|万|千)?元|\d\s*[万亿](?![^\W\d_])")
_PERCENT = re.compile(r"\d\s*%")
_FIGURE = re.compile(r"\d\s*(?:[亿百千万]|元|%)")
_NOT_EXACT = ("左右", "约", "近", "余", "多元", "以上", "以下", "以内", "累计", "≥", "不低于")
_NEUTRAL = re.compile(r"^(?:(?:本|该|此)项目|项目|根据|按照|截至|截止|20\d\d年|年初|实施周期|$)")
_PARTS = "其中"
_OF_THE_PROJECT = ("项目", "全年", "年初预算", "预算执行率", "调整后", "执行率", "支出率", "到位率")


def funds_of_report(report: Narrative, judgement: Judgement) -> tuple[list[Fact], list[Fact]]:
    """Every amount of the project in 元, and every rate of execution and of arrival as 0–1, by slot."""
    found = [fact for part in _parts(report) for fact in _facts(part, report, judgement)]
    money = {slot.key for slot in words().amounts}
    return [one for one in found if one.slot in money], [one for one in found if one.slot not in money]


def _parts(report: Narrative) -> Iterator[Part]:
    return (part for part in report.parts if part.stance is not Stance.ASIDE or part.chapter == 0)


def _facts(part: Part, report: Narrative, judgement: Judgement) -> Iterator[Fact]:
    """From a paragraph: a sentence is read as far as it speaks of the whole project and nothing else."""
    foreign = part.about_a_part
    for sentence in _STOPS.split(folded(part.text)):
        sure = not foreign
        for clause in _CLAUSES.split(_without_label(sentence)):
            bare = clause.strip()
            if bare.startswith(_PARTS):
                break
            found = _fact(bare, part, report, judgement)
            if found is not None and (sure or has_word(found.quote, _OF_THE_PROJECT)):
                yield found
            elif found is not None:
                break
            elif _MONEY.search(bare) or _PERCENT.search(bare):
                foreign = True  # what follows in this paragraph may be about the same thing
                break
            else:
                sure = sure and bool(_NEUTRAL.match(bare))


def _without_label(sentence: str) -> str:
    """A sentence without the words before a colon that only say it is about money."""
    label, colon, rest = sentence.partition(":")
    plain = colon and len(label) <= 12 and has_word(label, ("资金", "预算")) and not re.search(r"\d", label)  # noqa: PLR2004
    return rest if plain and not any(label.endswith(word) for word in _every_slot()) else sentence


def _fact(clause: str, part: Part, report: Narrative, judgement: Judgement) -> Fact | None:
    if len(clause) > LONGEST_CLAUSE or not _FIGURE.search(clause) or has_word(clause, _NOT_EXACT):
        return None
    name = report.project_name or ""
    bare = clause.replace(f"“{name}”", "").replace(name, "项目") if len(name) > 1 else clause
    found = next((one for pattern in _patterns() if (one := pattern.match(bare))), None)
    if found is None:
        return None
    year = found["year"]
    if year and year != str(report.fiscal_year or _only_year(report)):
        return None
    unit = found.groupdict().get("unit")
    read = number_with_step(found["number"], in_yuan(unit, judgement) if unit else RATE_SCALE)
    slot = _slots((*words().amounts, *words().rates))[found["word"]]
    return Fact(slot, *read, clause, part.place, part.chapter) if read else None


def _only_year(report: Narrative) -> str:
    """The year of a report that names none in its title: the one year there is in all its text."""
    years = {found for part in report.parts for found in re.findall(r"(20\d\d)年", part.text)}
    return years.pop() if len(years) == 1 else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What an amount and what a rate look like: neutral words, what it is called, the number, nothing behind it."""
    known = words()
    amounts, rates = ("|".join(sorted(_slots(table), key=len, reverse=True)) for table in (known.amounts, known.rates))
    return (
        re.compile(f"^{_LEAD}(?P<word>{amounts}){_LINK}{_NUMBER}{_UNIT}{_TAIL}"),
        re.compile(f"^{_LEAD}(?P<word>{rates}){_LINK}{_NUMBER}%{_TAIL}"),
    )


def _slots(table: Iterable[Slot]) -> dict[str, str]:
    """The slot of each word."""
    return {word: slot.key for slot in table for word in slot.words}


@cache
def _every_slot() -> tuple[str, ...]:
    known = words()
    return tuple(_slots((*known.amounts, *known.rates)))
