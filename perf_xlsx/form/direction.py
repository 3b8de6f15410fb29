"""Which way an indicator is met: more is better, less is better, or only the same will do."""

from collections.abc import Sequence
from typing import Literal

from perf_xlsx.notation import Kind, Notation, strip_blanks

Direction = Literal["higher", "lower", "equal", "same", "qualitative", ""]

COST = "cost"
# What is saved or brought down is the better the more there is of it: 成本节约率, 差错率下降幅度.
TURNING = ("节约", "节省", "下降", "降低", "减少", "压减", "压降")
# What a direction is called where people read of it.
DIRECTION_WORDS = {
    "higher": "越高越好",
    "lower": "越低越好",
    "equal": "等于",
    "same": "与指标值相同",
    "qualitative": "定性",
}
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
    turned = any(word in bare for word in TURNING)
    lower = COST in level_keys or any(word in bare for word in lower_is_better)
    return "lower" if lower and not turned else "higher"
