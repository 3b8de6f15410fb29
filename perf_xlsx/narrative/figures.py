"""A figure a report states: its value, how finely it is written, and the words it stands in."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import decimal_of

LONGEST_QUOTED = 60
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is stated of one thing (`slot`): `value` with the worth of its last written digit, and the quotation."""

    slot: str
    value: Decimal
    step: Decimal
    quote: str
    place: str
    chapter: int = 0

    def agrees(self, other: Decimal, step: Decimal = Decimal(0)) -> bool:
        """Whether another number is the same, the coarser of the two being rounded or cut off honestly."""
        (fine, _), (coarse, grain) = sorted(((self.value, self.step), (other, step)), key=lambda one: one[1])
        if fine == coarse or not grain:
            return fine == coarse
        return abs(fine - coarse) <= grain / 2 or 0 <= fine - coarse < grain

    def same(self, other: "Fact") -> bool:
        """Whether two facts state one number."""
        return self.agrees(other.value, other.step)

    @property
    def told(self) -> str:
        """The quotation with its place, as messages give it."""
        return f"{self.place}“{shortened(self.quote)}”"


def number_with_step(text: str, scale: Decimal = Decimal(1)) -> tuple[Decimal, Decimal] | None:
    """A written number and the worth of its last digit, both scaled; None when it is no number of sense."""
    bare = text.replace(",", "").replace("，", "")
    value = decimal_of(bare)
    if value is None or len(bare) > 20:  # noqa: PLR2004 - no figure of a report is longer
        return None
    places = len(bare.partition(".")[2])
    return value * scale, Decimal(1).scaleb(-places) * scale


def folded(text: str) -> str:
    """A text as figures are looked for in it: full width as half width, percent signs and brackets alike."""
    return unicodedata.normalize("NFKC", text)


def shortened(quote: str) -> str:
    """A quotation on one line, long ones cut; its own quotation marks become inner ones."""
    line = strip_blanks(quote).replace("“", "‘").replace("”", "’").replace('"', "'")
    return line if len(line) <= LONGEST_QUOTED else line[:LONGEST_QUOTED] + "…"
