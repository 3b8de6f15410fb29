"""Two texts that are the same but for their numbers: the surest sign that one was copied and then changed."""

import re
from functools import lru_cache

from perf_xlsx.narrative.figures import folded
from perf_xlsx.notation import strip_blanks

SHORTEST = 8
# Every sentence of a report is held against every sentence of a form.
REMEMBERED = 512
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SENTENCES = re.compile(r"[。；;！!？?\n]")


@lru_cache(REMEMBERED)
def frame(text: str) -> str:
    """A text with every number taken out."""
    return _NUMBER.sub("#", _plain(text))


@lru_cache(REMEMBERED)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text as written, thousands marks left out."""
    return tuple(one.replace(",", "") for one in _NUMBER.findall(_plain(text)))


def only_numbers_differ(one: str, other: str) -> bool:
    """Whether two texts are the same but for their numbers."""
    return numbers(one) != numbers(other) and frame(one) == frame(other)


def numbered_sentences(text: str) -> list[str]:
    """The sentences of a text that hold numbers and are long enough to be known again."""
    found = (one.strip() for one in _SENTENCES.split(text))
    return [one for one in found if len(frame(one)) >= SHORTEST and numbers(one)]


def _plain(text: str) -> str:
    return strip_blanks(folded(text)).rstrip(".。;,")
