"""A place where a report says something else than its form: what it says, what the form says, both quoted."""

from dataclasses import dataclass
from decimal import Decimal

from perf_xlsx.form.wording import apart
from perf_xlsx.narrative.figures import Fact, shortened

FINEST = -6


@dataclass(frozen=True, slots=True)
class Difference:
    """`place` is where in the report; `said` and `form_says` are the two quotations with their places."""

    place: str
    said: str
    form_says: str
    value: str = ""
    expected: str = ""

    @property
    def message(self) -> str:
        """Both quotations in one sentence."""
        return f"{self.said}，{self.form_says}，请核对"


def quoted_at(place: str, text: str) -> str:
    """A quotation with its place."""
    return f"{place}“{shortened(text)}”"


def both_quoted(place: str, text: str, original: str) -> tuple[str, str]:
    """A text with its place beside the original, long ones from shortly before they differ."""
    said, stands = apart(text, original)
    return f"{place}“{said}”", f"“{stands}”"


def written_step(value: Decimal) -> Decimal:
    """The worth of the last digit a number is written with."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(max(FINEST, min(0, exponent)) if isinstance(exponent, int) else 0)


def honest(fact: Fact, value: Decimal, scale: Decimal = Decimal(1)) -> bool:
    """Whether a stated figure is a form's number, as written there in a unit of `scale`, or rounds to it."""
    return fact.agrees(value * scale, written_step(value) * scale)
