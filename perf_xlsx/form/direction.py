"""Which way an indicator is met: more is better, less is better, or only the same will do."""

from collections.abc import Sequence
from typing import Literal

from perf_xlsx.notation import Kind, Notation, strip_blanks

Direction = Literal["higher", "lower", "equal", "same", "qualitative", ""]

COST = "cost"
_BY_COMPARATOR: dict[str, Direction] = {"≥": "higher", "＞": "higher", "≤": "lower", "＜": "lower", "＝": "equal"}


def direction_of(target: Notation, name: str, level_keys: Sequence[str], lower_is_better: Sequence[str]) -> Direction:
    """The direction of an indicator by its target, else by its levels and name; "" where the target is not read."""
    if target.kind is Kind.WORDS:
        return "qualitative"
    if target.kind is not Kind.QUANTITY:
        return ""
    if target.comparator:
        return _BY_COMPARATOR[target.comparator]
    if target.bare_period:
        return "same"
    bare = strip_blanks(name)
    return "lower" if COST in level_keys or any(word in bare for word in lower_is_better) else "higher"
