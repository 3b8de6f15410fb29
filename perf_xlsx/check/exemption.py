"""What an operator has decided by name: a waiver or a local rule, why, from when and until when."""

from dataclasses import dataclass
from datetime import date, datetime

from perf_xlsx.exempted import Use
from perf_xlsx.finding import NO_FORM, NOT_OPENED

FOR_EVER = date.max
# The verdict hangs on these whatever anyone decides: a file that was not opened has not been checked.
NEVER_EXEMPT = NOT_OPENED | {NO_FORM}


def today() -> date:
    """The day an exemption is judged by: that of the machine."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something is decided, by whom, and for what time; `where` is the line or entry it is written in."""

    where: str
    reason: str
    since: date = date.min
    until: date = FOR_EVER
    approved_by: str = ""

    def standing(self, day: date) -> Use:
        """Whether it is in force on a day (then USED, until it is found to be of no use), or why not."""
        if not self.reason.strip():
            return Use.UNREASONED
        if day < self.since:
            return Use.NOT_YET
        return Use.EXPIRED if day > self.until else Use.USED
