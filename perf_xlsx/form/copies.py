"""Quality rows that only repeat a quantity row as a rate of completion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perf_xlsx.form.indicators import Indicator
from perf_xlsx.form.likeness import share_within
from perf_xlsx.form.naming import bare_name, noun_of
from perf_xlsx.template.judgement import Judgement

QUANTITY, QUALITY = "quantity", "quality"
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Repeated:
    """A quality row and the quantity row it repeats."""

    quality: Indicator
    quantity: Indicator

    @property
    def contradicts(self) -> bool:
        """Whether one of them says that nothing was done and the other that something was."""
        counted, rate = self.quantity.actual.number, self.quality.actual.number
        return counted is not None and rate is not None and (counted == 0) is not (rate == 0)


def repeated_rows(rows: Sequence[Indicator], judgement: Judgement) -> Iterator[Repeated]:
    """Every 质量 row that is the 完成率, 完结率 … of a 数量 row, with that row."""
    counted = [(row, noun_of(row.name, judgement)) for row in rows if row.level2 == QUANTITY]
    for row in rows:
        if row.level2 == QUALITY and is_completion_rate(row, judgement):
            noun = noun_of(row.name, judgement)
            nouns = [(one, other) for one, other in counted if min(len(noun), len(other)) >= SHORTEST]
            alike = [(max(share_within(noun, other), share_within(other, noun)), one) for one, other in nouns]
            best = max(alike, key=lambda pair: pair[0], default=None)
            if best is not None and best[0] >= judgement.copy_likeness:
                yield Repeated(row, best[1])


def is_completion_rate(row: Indicator, judgement: Judgement) -> bool:
    """Whether a name ends in a rate of how much is done (完成率), not of how well."""
    return bare_name(row.name).rstrip("（(%％)）").endswith(judgement.completion_rates)
