"""What came of an operator's decisions: waivers and local rules, each with the reason it was made for."""

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    """What came of a waiver or a local rule: in force and used, without effect, or not in force and why."""

    USED = "used"
    UNUSED = "unused"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNREASONED = "unreasoned"

    @property
    def chinese(self) -> str:
        """The words people read."""
        words = ("已使用", "没有用到", "已过期，未采用", "尚未生效，未采用", "没有写理由，未采用")
        return words[list(Use).index(self)]


@dataclass(frozen=True, slots=True)
class Exemption:
    """A waiver or a local rule and what came of it: where it is written, what it says, why, who answers for it."""

    where: str
    what: str
    reason: str
    use: Use
    approved_by: str = ""
    count: int = 0
