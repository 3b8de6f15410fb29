"""The rows of one form, block by block."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from perf_xlsx.recognise.funds_header import FundsHeader
from perf_xlsx.recognise.grid import Grid
from perf_xlsx.recognise.indicator_header import Header


@dataclass(slots=True)
class Outline:
    """The rows of one form by block: `money` are rows of label and number, `others` belong to none."""

    grid: Grid
    titles: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    funds: list[tuple[FundsHeader, list[int]]] = field(default_factory=list)
    money: list[int] = field(default_factory=list)
    goals: list[int] = field(default_factory=list)
    indicators: list[tuple[Header, list[int]]] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    listing: bool = False

    @property
    def begun(self) -> bool:
        """Whether a block has been met."""
        return bool(self.funds or self.money or self.goals or self.indicators or self.listing)

    @property
    def rows(self) -> Sequence[int]:
        """Every row with content that belongs to the form."""
        headers = [(one.row, one.last_row) for one, _ in self.indicators]
        headers += [(one.row, one.last_row) for one, _ in self.funds]
        labels = [row for first, last in headers for row in range(first, last + 1)]
        below = [row for _, rows in self.funds for row in rows] + [row for _, rows in self.indicators for row in rows]
        single = (
            *self.titles,
            *self.head,
            *self.money,
            *self.goals,
            *self.headings,
            *self.totals,
            *self.remarks,
            *self.others,
        )
        return sorted({*labels, *below, *single})
