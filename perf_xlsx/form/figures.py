"""Numbers with units in a goal text, each with the words around it that say what is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice, pairwise

from perf_xlsx.form.units import RATE, family_of, unit_at_start
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import decimal_of
from perf_xlsx.template.judgement import Judgement

LONGEST = 4000
MOST_FIGURES = 60
_HUNDRED = 100
PER_MILLE = "‰"
_SENTENCE = re.compile(r"[。；;！!\n]|(?<![0-9])[0-9]{1,2}[、.．](?![0-9])")
_CLAUSE = re.compile(r"[，,：:](?![0-9]{3}(?![0-9]))")
_NUMBER = re.compile(r"(?<![0-9.,A-Za-z第])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9])(万|亿)?")
_ABOUT = re.compile(r"(?:大?约|近|接近|超过|超|逾|不少于|不低于|至少|达到|突破)$")
_MORE = re.compile(r"(?:多|余|左右|以上|以下|以内)")
_DIGIT = re.compile("[0-9]")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: `text` as written, `clause` the words of its clause, `wider` those of the next one too."""

    text: str
    number: Decimal
    unit: str
    clause: str
    wider: str
    about: bool


def figures_in(text: str, judgement: Judgement, units: frozenset[str] = frozenset()) -> Iterator[Figure]:
    """Every number with a unit, from a text's beginning; `units` are those of the rows it will be held against."""
    yield from islice(_every_figure(text[:LONGEST], judgement, units), MOST_FIGURES)


def _every_figure(text: str, judgement: Judgement, units: frozenset[str]) -> Iterator[Figure]:
    for sentence in _SENTENCE.split(text):
        if not _DIGIT.search(sentence):
            continue
        clauses = [strip_blanks(clause) for clause in _CLAUSE.split(sentence)]
        for clause, follows in pairwise([*clauses, ""]):
            numbers = [*_NUMBER.finditer(clause)]
            wider = clause if not numbers or _NUMBER.search(follows) else clause + follows
            for found in numbers:
                figure = _figure(clause, found, judgement, units)
                if figure is not None:
                    number, unit, about = figure
                    written = found[0].removesuffix(unit[:1]) + unit
                    yield Figure(written, number, unit, clause, wider, about)


def measure_of(unit: str, judgement: Judgement) -> tuple[str, str]:
    """What a unit counts in: the same of two that differ in wording only."""
    family = family_of(unit, judgement)
    return (family, "") if family in _alike(judgement) else (family, unit)


@lru_cache(maxsize=64)
def _alike(judgement: Judgement) -> frozenset[str]:
    """The families whose units differ in wording only."""
    return frozenset(family.key for family in judgement.unit_families if family.alike)


def _figure(
    clause: str, found: re.Match[str], judgement: Judgement, units: frozenset[str]
) -> tuple[Decimal, str, bool] | None:
    number = decimal_of(found[0].removesuffix(found[1] or "").replace(",", ""))
    after = clause[found.end() :]
    about = bool(_ABOUT.search(clause[: found.start()])) or bool(_MORE.match(after))
    after = _MORE.sub("", after, count=1) if _MORE.match(after) else after
    scale, unit = _scaled_unit(found[1] or "", after, judgement, units)
    if number is None or not unit:
        return None
    if family_of(unit, judgement) == RATE and unit != PER_MILLE:  # which readings of cells keep as it is written
        return number / _HUNDRED, unit, about
    about = about or bool(_MORE.match(after[len(unit) :]))
    return number * _SCALES.get(scale, Decimal(1)), unit, about


def _scaled_unit(scale: str, after: str, judgement: Judgement, units: frozenset[str]) -> tuple[str, str]:
    """What multiplies a number, and its unit: 万 and 条, but 万元 and 万粒 are units, and so is 万 alone."""
    whole = _longest(scale + after, judgement, units) if scale else ""
    if len(whole) > len(scale) or not scale:
        return "", whole or _longest(after, judgement, units)
    unit = _longest(after, judgement, units)
    return (scale, unit) if unit else ("", whole)


def _longest(text: str, judgement: Judgement, units: frozenset[str]) -> str:
    own = (unit for unit in units if unit and text.startswith(unit))
    return max((*own, unit_at_start(text, judgement)), key=len)
