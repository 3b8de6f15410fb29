"""The paragraphs of a document under their headings, and what each chapter is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from perf_xlsx.form.naming import has_word
from perf_xlsx.narrative.passage import Passage
from perf_xlsx.narrative.words import words

LEVELS = 3
MOST_PASSAGES, LONGEST_READ, MOST_READ = 1000, 2000, 40_000
LONGEST_HEADING, LONGEST_BARE = 36, 14
_FIRST = re.compile(r"^(?:第[一二三四五六七八九十]{1,3}(?:部分|章)|[一二三四五六七八九十]{1,3}[、.．])")
_FIRST_DIGIT = re.compile(r"^\d{1,2}、")
_SECOND = re.compile(r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、.．]?")
_THIRD = re.compile(r"^\d{1,2}[.．](?!\d)|^\d{1,2}(?=项目)")
_MARKS = (_FIRST, _SECOND, _THIRD)
# A heading that its text follows on the same line: a number and words up to a full stop, or words up to a colon.
_LABEL = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])?([^。：:，,；;]{2,16})([。：:])"
)
_SENTENCE = re.compile(r"[。；;！!？?\n]|(?<=[。；;：:\n])\d{1,2}[.．、](?!\d)")
_INNER_STOP = re.compile(r"[，；;！？?]|。.")


class Stance(StrEnum):
    """What a passage speaks of: what was done, what was meant to be done, or something else (problems, plans)."""

    DONE = "done"
    PLAN = "plan"
    ASIDE = "aside"


@dataclass(frozen=True)
class Part:
    """A paragraph: the headings it stands under, its own too, and its top chapter, 0 before the first."""

    passage: Passage
    heads: tuple[str, ...]
    chapter: int
    heading: bool

    @property
    def text(self) -> str:
        """Its text, as much of it as is read."""
        return self.passage.text[:LONGEST_READ]

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.passage.place

    @cached_property
    def label(self) -> str:
        """The heading at its own beginning, "" where there is none."""
        found = None if self.heading else _LABEL.match(self.text.strip())
        return found[1] if found and (found[2] != "。" or found.start(1)) else ""

    @cached_property
    def about_a_part(self) -> bool:
        """Whether its heading names no chapter: a part of the project, a place, another project."""
        head = self.label or (self.heads[-1] if self.heads else "")
        return bool(head) and not has_word(head, words().chapter_words)

    @cached_property
    def stance(self) -> Stance:
        """By the headings, the nearest first."""
        known = words()
        for head in reversed(self.heads):
            for stance, named in (
                (Stance.ASIDE, known.aside_headings),
                (Stance.DONE, known.done_headings),
                (Stance.PLAN, known.plan_headings),
            ):
                if has_word(head, named):
                    return stance
        return Stance.DONE


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a paragraph."""

    text: str
    part: Part

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.part.place


def parts_of(passages: Iterable[Passage]) -> list[Part]:
    """The paragraphs under their headings; the cells of tables are left out."""
    parts: list[Part] = []
    heads: list[str] = []
    chapter = read = 0
    for passage in [one for one in passages if not one.table][:MOST_PASSAGES]:
        read += min(len(passage.text), LONGEST_READ)
        if read > MOST_READ:
            break
        level = heading_level(passage)
        if level:
            chapter += level == 1
            heads = [*heads[: level - 1], *[""] * (level - 1 - len(heads)), _bare(passage.text)]
        parts.append(Part(passage, tuple(heads), chapter, bool(level)))
    return parts


def heading_level(passage: Passage) -> int:
    """1 to 3 for a heading by its style or its number, or a short line that names a chapter; else 0."""
    text = passage.text.strip()
    if passage.level and len(text) <= LONGEST_HEADING:
        return passage.level
    if len(text) > LONGEST_HEADING or _INNER_STOP.search(text) or any(sign in text for sign in "“”："):
        return 0
    for level, mark in enumerate(_MARKS, 1):
        if mark.match(text):
            return level
    if _FIRST_DIGIT.match(text) and kinds_of(text):
        return 1
    return 2 if len(text) <= LONGEST_BARE and not re.search(r"\d|。", text) and kinds_of(text) else 0


def kinds_of(heading: str) -> set[str]:
    """The sorts of chapter a heading names."""
    return {one.key for one in words().chapters if has_word(heading, one.words)}


def sentences_of(part: Part) -> Iterator[Sentence]:
    """The sentences of a paragraph, blanks around them left out."""
    for text in _SENTENCE.split(part.text):
        if text.strip():
            yield Sentence(text.strip(), part)


def _bare(text: str) -> str:
    """A heading without its number."""
    for mark in (*_MARKS, _FIRST_DIGIT):
        text = mark.sub("", text.strip())
    return text.strip(" 。\t\u3000")
