"""The notices a report refers to: title and number, in whatever brackets the year stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perf_xlsx.narrative.figures import shortened
from perf_xlsx.narrative.outline import Part
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.notation import strip_blanks

SHORTEST_TITLE = 8
_OPEN, _CLOSE = "〔\\[［﹝【（(<〈", "〕\\]］﹞】）)>〉"
_NOTICE = re.compile(
    rf"《(?P<title>[^《》（(]{{4,80}}(?:《[^《》]{{2,60}}》)?[^《》（(]{{0,20}})》?\s*[（(]\s*"
    rf"(?P<agency>[^\W\d_]{{1,16}})\s*[{_OPEN}]?\s*(?P<year>(?:19|20)\d\d)\s*[{_CLOSE}]?\s*第?\s*(?P<number>\d{{1,5}})\s*号?\s*[）)]"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One mention of a notice; `number` is written one way: 湛财绩〔2021〕6号."""

    title: str
    number: str
    quote: str
    part: Part

    @property
    def told(self) -> str:
        """The quotation with its place."""
        return f"{self.part.place}“{shortened(self.quote)}”"


def notices_of(report: Narrative) -> Iterator[Notice]:
    """Every title that is followed by its number."""
    for part in report.parts:
        for found in _NOTICE.finditer(part.text):
            title = strip_blanks(found["title"])
            number = f"{found['agency']}〔{found['year']}〕{int(found['number'])}号"
            if len(title) >= SHORTEST_TITLE:
                yield Notice(title, number, found[0], part)
