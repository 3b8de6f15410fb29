"""What a report counts: each number with its unit, the words before it that say of what, and the sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from perf_xlsx.form.figures import figures_in
from perf_xlsx.form.likeness import share_within
from perf_xlsx.form.naming import has_word, without_hollow
from perf_xlsx.form.units import DURATION, MONEY, RATE, family_of
from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.outline import Sentence, Stance, kinds_of
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.narrative.words import words
from perf_xlsx.notation import strip_blanks
from perf_xlsx.template.judgement import Judgement

MOST_COUNTS = 300
SHORTEST, LONGEST_RUN = 4, 10
FAR = Decimal("1.2")
_LEADING = (
    "全年",
    "本年",
    "本年度",
    "年度",
    "共",
    "共计",
    "累计",
    "总计",
    "合计",
    "已",
    "完成",
    "实际",
    "约",
    "近",
    "超过",
    "达到",
    "达",
    "为",
    "数量",
    "现有",
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: `noun` says of what, `about` that it was rounded in words (1300余)."""

    noun: str
    number: Decimal
    unit: str
    about: bool
    quote: str
    sentence: Sentence

    @property
    def told(self) -> str:
        """The quotation with its place."""
        return f"{self.sentence.place}“{shortened(self.quote)}”"


def counts_of(report: Narrative, judgement: Judgement) -> list[Count]:
    """What was done, counted; plans, parts of a whole, comparisons and other years are left out."""
    return list(islice(_every_count(report, judgement), MOST_COUNTS))


def _every_count(report: Narrative, judgement: Judgement) -> Iterator[Count]:
    known = words()
    for sentence in report.sentences:
        part = sentence.part
        if part.stance is not Stance.DONE or part.heading or (part.label and part.about_a_part):
            continue
        for figure in figures_in(sentence.text, judgement):
            before, _, _ = figure.clause.partition(_NUMBERS.search(figure.text)[0])  # type: ignore[index]
            other = has_word(before, (*known.plan_words, *known.other_scope)) or has_word(
                sentence.text, ("分别", "其中")
            )
            if other or family_of(figure.unit, judgement) in {MONEY, DURATION, RATE, ""}:
                continue
            noun = _noun(before, judgement)
            if len(noun) >= SHORTEST:
                yield Count(noun, figure.number, figure.unit, figure.about, figure.clause, sentence)


def disagreeing(counts: list[Count]) -> Iterator[tuple[Count, Count]]:
    """Pairs that count one thing in two chapters and come to two numbers; each thing once."""
    told: set[str] = set()
    for position, one in enumerate(counts):
        for other in counts[position + 1 :]:
            if one.noun not in told and _one_thing(one, other) and not _agree(one, other):
                told |= {one.noun, other.noun}
                yield one, other


def _one_thing(one: Count, other: Count) -> bool:
    """Whether two mentions are of the same thing: in different chapters of a report, in the same unit, named alike.

    Names that differ are taken for one only when the shorter is found whole in the longer, and the sentences share a
    run of words: a part of a whole is named in the same words as the whole.
    """
    chapters = {one.sentence.part.chapter, other.sentence.part.chapter}
    if one.unit != other.unit or len(chapters) == 1 or 0 in chapters:
        return False
    if not all(kinds_of(each.sentence.part.heads[0]) for each in (one, other)):
        return False
    if one.noun == other.noun:
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return _all_within(shorter, longer) and _longest_run(one.sentence.text, other.sentence.text) >= LONGEST_RUN


def _agree(one: Count, other: Count) -> bool:
    """Equal, or as near as words like 余 and 近 allow."""
    low, high = sorted((one.number, other.number))
    return low == high or ((one.about or other.about) and low > 0 and high / low <= FAR)


def _noun(before: str, judgement: Judgement) -> str:
    """The words before a number without those that carry nothing."""
    noun = strip_blanks(before)
    changed = True
    while changed:
        shorter = noun
        for word in _LEADING:
            shorter = shorter.removeprefix(word).removesuffix(word)
        changed, noun = shorter != noun, shorter
    return without_hollow(noun, judgement)


def _all_within(shorter: str, longer: str) -> bool:
    """Whether a name, cut into words of two characters, is found again in another."""
    if len(shorter) < SHORTEST or share_within(shorter, longer) < 0.5:  # noqa: PLR2004 - half of it, then word by word
        return False
    return all(shorter[at : at + 2] in longer for at in range(0, len(shorter) - len(shorter) % 2, 2))


def _longest_run(left: str, right: str) -> int:
    """The length of the longest run of characters two sentences share; numbers and blanks do not count."""
    one, other = (_NUMBERS.sub("", strip_blanks(text))[:200] for text in (left, right))
    best, above = 0, [0] * (len(other) + 1)
    for sign in one:
        row = [0]
        for column, opposite in enumerate(other):
            row.append(above[column] + 1 if sign == opposite else 0)
        best, above = max(best, *row), row
    return best
