"""The funds block of a template: its own names of columns and rows, and which row a source belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.funds_header import MONEY, RATES, TOTAL, FundsHeader
from perf_xlsx.recognise.funds_lines import STATE
from perf_xlsx.recognise.grid import Box, label_text
from perf_xlsx.recognise.printed import printed_columns
from perf_xlsx.recognise.words import FUNDS_SOURCES, label
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind

BLOCK, ANNUAL = "funds", "annual_budget"
PLACES = {"explanation": "deviation_explanation"}
# A source the template has no row for goes with what is nearest.
NEAREST = {"special_account": "other", "own": "other", "": "other"}
# What a unit calls 市县资金 is 地方资金 elsewhere.
LOCAL = ("city", "county")


@dataclass(frozen=True, slots=True)
class FundsWords:
    """Keys by name: `columns` and `rows` are the template's own, `sorts` its rows by the sort of source they are."""

    rows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    money: frozenset[str] = MONEY
    rates: frozenset[str] = RATES

    def source_of(self, text: str) -> str:
        """The row a name stands for: the template's own key, or the sort of source."""
        return self.rows.get(label(text), "") or FUNDS_SOURCES.of(text)

    def row_of(self, source: str) -> str:
        """The template's row for a source."""
        keys = frozenset(self.rows.values())
        if source in keys:
            return source
        alike = [self.sorts[one] for one in (source, *(LOCAL if source in LOCAL else ())) if one in self.sorts]
        if source in {*STATE, "subtotal"}:
            return next(iter(alike), "appropriation" if "appropriation" in keys else "other")
        return NEAREST.get(source, "other")

    def named(self, header: FundsHeader) -> FundsHeader:
        """A header whose columns have the template's own keys where it prints their names."""
        known = {one.first for one in header.columns}
        columns = [one if one.part is not None else self._renamed(one) for one in header.columns]
        if all(one.key != ANNUAL for one in columns):  # 年初预算数 alone is the budget the rate is of
            columns = [one if was.key != ANNUAL else was for one, was in zip(columns, header.columns, strict=True)]
        columns += [self._column(box) for box in header.boxes if box.column not in known and self._is_own(box)]
        return replace(header, columns=tuple(sorted(columns, key=lambda one: one.first)))

    def _renamed(self, one: Column) -> Column:
        return replace(one, key=self._key(one.text, one.key))

    def _key(self, text: str, key: str) -> str:
        return self.columns.get(label(text), key)

    def _is_own(self, box: Box) -> bool:
        return label(box.seen.text) in self.columns

    def _column(self, box: Box) -> Column:
        return Column(self._key(box.seen.text, ""), box.column, box.last_column, label_text(box))


def funds_words(template: Template) -> FundsWords:
    """The words of a template's funds block; none where it has no such block."""
    block = template.block(BLOCK)
    if block is None:
        return FundsWords()
    columns = printed_columns(template.definition, block)
    kinds = {kind: frozenset(one.key for one in columns if one.kind is kind) for kind in (Kind.MONEY, Kind.PERCENT)}
    named = [(label(name), row.key) for row in block.rows for name in (row.printed or row.label, row.label)]
    return FundsWords(
        rows=dict(reversed(named)),
        columns={label(one.printed or one.label): one.key for one in reversed(columns)} if block.row_labels else {},
        sorts={FUNDS_SOURCES.of(row.label): row.key for row in block.rows if row.key != TOTAL},
        money=MONEY | kinds[Kind.MONEY],
        rates=RATES | kinds[Kind.PERCENT],
    )
