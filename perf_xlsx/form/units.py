"""Units as a reviewer compares them: which differ in wording, which in scale, which in kind."""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from perf_xlsx.template.judgement import Judgement

MONEY, DURATION, RATE = "money", "duration", "rate"
_PER = "/／"
_SPELLINGS = str.maketrans({"％": "%", "·": "、", "*": "、", "•": "、", "．": "、"})


class Difference(StrEnum):
    """How two units differ: not at all, in wording (个, 家), in scale (元, 万元), in kind (天, %)."""

    NONE = ""
    WORDING = "wording"
    SCALE = "scale"
    KIND = "kind"


def family_of(unit: str, judgement: Judgement) -> str:
    """The family of a unit; "" for one nobody listed and for a composite (元/人)."""
    return _family(unit.strip()[:_LONGEST], judgement)


# Longer than any unit anybody lists.
_LONGEST = 40


@lru_cache(maxsize=1024)
def _family(unit: str, judgement: Judgement) -> str:
    bare = unit.translate(_SPELLINGS).strip()
    if bare.startswith(("%", "‰")):
        return RATE
    if any(sign in bare for sign in _PER):
        return ""
    if bare in judgement.money_units:
        return MONEY
    if bare in judgement.duration_units:
        return DURATION
    return next((family.key for family in judgement.unit_families if bare in family.units), "")


def is_money(unit: str, judgement: Judgement) -> bool:
    """Whether a unit is plain money; 元/人 is none."""
    return family_of(unit, judgement) == MONEY


def in_yuan(unit: str, judgement: Judgement) -> Decimal:
    """How many 元 a unit of money is."""
    return Decimal(judgement.money_units[unit.strip()])


def difference(left: str, right: str, judgement: Judgement) -> Difference:
    """How two units differ; where one is missing or unknown nothing is said."""
    one, other = (unit.translate(_SPELLINGS).strip() for unit in (left, right))
    families = family_of(one, judgement), family_of(other, judgement)
    if one == other or not all(families):
        return Difference.NONE
    if families[0] != families[1]:
        return Difference.KIND
    scales = {MONEY: judgement.money_units, DURATION: judgement.duration_units}.get(families[0])
    if scales is not None and scales[one] != scales[other]:
        return Difference.SCALE
    return Difference.NONE if families[0] == RATE else Difference.WORDING


def unit_at_start(text: str, judgement: Judgement) -> str:
    """The longest listed unit a text begins with; "" where it begins with none."""
    units, longest = _units(judgement)
    return next((text[:size] for size in range(longest, 0, -1) if text[:size] in units), "")


@lru_cache(maxsize=64)
def _units(judgement: Judgement) -> tuple[frozenset[str], int]:
    """Every listed unit, and the length of the longest."""
    known = {*judgement.money_units, *judgement.duration_units}
    known |= {unit for family in judgement.unit_families for unit in family.units}
    return frozenset(known), max(map(len, known), default=0)
