"""How alike two texts are, by the pairs of characters they share; linear in their length, whatever they hold."""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

LONGEST = 4000
_MARKS = re.compile(r"(?:[^\w%‰]|_)+")


def likeness(left: str, right: str) -> float:
    """0 for nothing in common to 1 for the same, blanks and marks aside."""
    return _likeness(_plain(left), _plain(right))


def alike(left: str, right: str, least: float) -> bool:
    """Whether two texts are at least so alike."""
    one, other = _plain(left), _plain(right)
    pairs = [max(0, len(text) - 1) for text in (one, other)]
    # Texts of very different lengths cannot be, whatever they share.
    return (not sum(pairs) or 2 * min(pairs) / sum(pairs) >= least) and _likeness(one, other) >= least


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    pairs = Counter(pairwise(one)), Counter(pairwise(other))
    size = pairs[0].total() + pairs[1].total()
    return 2 * (pairs[0] & pairs[1]).total() / size if size else 0.0


def share_within(part: str, whole: str) -> float:
    """How much of a short text is found again in a longer one, 0 to 1."""
    wanted, there = _pairs(part), _pairs(whole)
    size = wanted.total()
    return sum(min(times, there[pair]) for pair, times in wanted.items() if pair in there) / size if size else 0.0


@lru_cache(maxsize=1024)
def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(_plain(text)))


def _plain(text: str) -> str:
    return _MARKS.sub("", text[:LONGEST])
