"""A form with its values: what stands in it, what the template computes from that, how a value is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import cast
from weakref import ref

from perf_xlsx.expr.evaluate import NotComputableError
from perf_xlsx.expr.meaning import ZERO, word_of
from perf_xlsx.form.as_found import AsFound
from perf_xlsx.form.demand import Demand, Manner, Unsettled, demands_of, unsettled, usually_unsettled
from perf_xlsx.form.formulas import computed_columns, formulas_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.trust import Trust
from perf_xlsx.form.wording import rate_in_percent
from perf_xlsx.notation import written
from perf_xlsx.numbers import Value, percent, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundFormula
from perf_xlsx.template.model import BlockKind, Flavour, Kind

LONGEST_SHOWN = 60
TARGET_NUMBER = "target_number"
SANE_RATE = 1000
UNREAD_FORMULA = "?"
"""Stands for a formula that is there but whose text a format does not tell."""


class _Known(dict[tuple[str, str, str], Value]):
    """Values by address: what is declared, and what has been computed so far; the form itself is not held alive."""

    __slots__ = ("_form",)

    def __init__(self, form: "FilledForm") -> None:
        super().__init__(cast("Mapping[tuple[str, str, str], Value]", form.declared))
        self._form = ref(form)

    def __missing__(self, place: tuple[str, str, str]) -> Value:
        form = self._form()
        if form is None:
            raise KeyError(place)
        self[place] = value = None if form.absent and place in form.absent else form.computed(place)
        return value


@dataclass(eq=False)
class FilledForm:
    """One form.

    `declared` holds what stands in the form. In an issued workbook formula cells are left out of it: their stored
    results are never believed (workbook.md, D8), so that their value is always the computed one. `printed` holds the
    spelling of cells that were read by words. `idle_rows` are rows an issued form prints as "/". `stored` holds, for
    the visible formula cells of a returned workbook, the result and the formula found there; `sheet` is its layout,
    `notes` what stands on 校验 in explanation of whole-form warnings, by rule; `texts` what stands on 报告, by part,
    none where there is no such sheet. `fiscal_year` is the year the form itself names, `batch_year` the one this
    batch is about (--year, register). `absent` are the template's printed cells that a hand-made form does not have:
    they are None, never computed, and no rule demands anything there.
    `found` is how a hand-made form was read, `trust` all a form is held against.
    """

    template: Template
    indicator_rows: Sequence[str]
    declared: Mapping[Place, Value]
    issued: bool = False
    idle_rows: frozenset[str] = frozenset()
    addresses: Mapping[Place, str] = field(default_factory=dict)
    printed: Mapping[Place, str] = field(default_factory=dict)
    stored: Mapping[Place, tuple[Value, str | None]] = field(default_factory=dict)
    sheet: Sheet | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    fiscal_year: int | None = None
    batch_year: int | None = None
    project_code: str | None = None
    trust: Trust = field(default_factory=Trust)
    absent: frozenset[Place] = frozenset()
    found: AsFound = field(default_factory=AsFound)
    memory: dict[tuple[str, str, str], Value] = field(default_factory=dict, repr=False)

    @cached_property
    def known(self) -> "_Known":
        """The value of every cell that was asked for, and of all that are declared, by its address."""
        return _Known(self)

    def value(self, place: tuple[str, str, str]) -> Value:
        """Give a cell as it stands; a formula cell that is not on the form as the template computes it."""
        return self.known[place]

    def column(self, block: str, column: str) -> Sequence[Value]:
        """Give a whole column of a list block as it stands."""
        columns, key = self._columns, (block, column)
        if key not in columns:
            known, rows = self.known, self.indicator_rows if block == self._list_key else ("",)
            columns[key] = [known[block, row, column] for row in rows]
        return columns[key]

    @cached_property
    def _columns(self) -> dict[tuple[str, str], Sequence[Value]]:
        return {}

    @cached_property
    def answers(self) -> dict[object, object]:
        """What was asked of the form so far (form/once.py)."""
        return {}

    def computed(self, place: tuple[str, str, str]) -> Value:
        """Give what the template's formula makes of the values as they stand; None where it has no formula."""
        memory = self.memory
        if place in memory:
            return memory[place]
        formula = self._formulas.get(place)
        value: Value = None
        if formula is not None:
            try:
                value = formula.evaluate(self, place[1])
            except NotComputableError:
                value = ZERO if formula.never_blank else None
            if value.__class__ is not Decimal:
                value = word_of(value) or None
        memory[place] = value
        return value

    def formula(self, place: tuple[str, str, str]) -> BoundFormula | None:
        """The formula of a cell, if it has one; a constant of a hidden block counts as one."""
        return self._formulas.get(place)

    @cached_property
    def _formulas(self) -> Mapping[tuple[str, str, str], BoundFormula]:
        return formulas_of(self.template, tuple(row for row in self.indicator_rows if row not in self.idle_rows))

    def issued_formula(self, place: Place) -> str:
        """The text a visible formula cell was issued with, as a workbook stores it; empty in a form not issued."""
        return self.sheet.shown_formulas.get(place, "") if self.sheet else ""

    @property
    def flavour(self) -> Flavour:
        """How the form came to the unit."""
        return self.template.flavour if self.issued else Flavour.FOREIGN

    @property
    def own_words(self) -> bool:
        """Whether names, targets and weights of the indicators are the unit's own, not locked by who issued them."""
        return self.flavour is not Flavour.PREFILLED

    def demands(self) -> Iterator[Demand]:
        """Every instance of a declared rule on this form; none about a cell it does not have."""
        if not self.absent:
            return iter(self._every_demand())
        return (one for one in self._every_demand() if one.place not in self.absent)

    def without_a_cell(self) -> set[str]:
        """The declared rules that are about nothing but cells this form does not have."""
        if not self.absent:
            return set()
        absent = {one.case.rule.code for one in self._every_demand() if one.place in self.absent}
        return absent - {one.case.rule.code for one in self.demands()}

    def unsettled(self, in_order: frozenset[str]) -> Unsettled:
        """The demands that are left where these rows of the list meet all of theirs."""
        return unsettled(self.demands(), in_order) if self.absent else usually_unsettled(self._manner, in_order)

    def _every_demand(self) -> Sequence[Demand]:
        return demands_of(self._manner)

    @property
    def _manner(self) -> Manner:
        spared = frozenset(self.found.spared)
        return Manner(self.template, self.flavour, tuple(self.indicator_rows), self.idle_rows, spared)

    def by_policy(self) -> "FilledForm":
        """The same form with every formula cell computed from the inputs alone."""
        made, declared = computed_columns(self.template), self.declared
        own = {place for place in declared if (place[0], place[2]) in made and self.formula(place) is not None}
        # What is computed there anyway changes nothing.
        if not self.absent and all(_alike(declared[place], self.computed(place)) for place in own):
            return self
        inputs = {place: value for place, value in declared.items() if place not in own}
        return replace(self, declared=inputs, absent=frozenset(), memory={})

    def shown(self, place: Place) -> str:
        """A cell as a person reads it: with its unit or percent sign, long texts cut."""
        text, value = self.printed.get(place), self.value(place)
        unit = self.value(Place(place.block, place.row, "measure_unit"))
        column = self.template.column_of(place)
        text = self.shown_value(value, place) if text is None else rate_in_percent(text, value, column, unit)
        text = " ".join(text.split()) or "（空白）"
        return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"

    def shown_value(self, value: Value, place: Place) -> str:
        """A value the way the cell at `place` would show it."""
        if not isinstance(value, Decimal):
            return value or ""
        column = self.template.column_of(place)
        if column is not None and column.kind is Kind.PERCENT:
            return percent(value.quantize(Decimal("0.0001")) if abs(value) < SANE_RATE else value)
        if column is not None and (column.kind is Kind.MEASURE or column.key == TARGET_NUMBER):
            unit = self.value(Place(place.block, place.row, "measure_unit"))
            return self._with_unit(value, unit if isinstance(unit, str) else "")
        return plain(value)

    def _with_unit(self, value: Decimal, unit: str) -> str:
        return plain(value) + unit if self.bare_units else written("", value, unit)

    @property
    def bare_units(self) -> bool:
        """Whether numbers stand in the unit beside them; a form made by hand is read to one scale."""
        return self.issued and self.template.bare_units

    def label(self, place: Place) -> str:
        """The Chinese name of a cell, from the outside in: 满意度指标·…·得分."""
        block, column = self.template.block(place.block), self.template.column_of(place)
        if block is None or column is None or place in self.found.captions:
            return self.found.captions.get(place, str(place))
        if block.kind is BlockKind.LIST:
            words = [self.value(Place(place.block, place.row, one.key)) for one in block.columns if one.group]
            words.append(self.value(Place(place.block, place.row, "level3")))
            outer = [str(word) for word in words if word]
        elif block.kind is BlockKind.GRID:
            outer = [row.label for row in block.rows if row.key == place.row]
        else:
            outer = [block.label] if block.side else []
        return "·".join([*outer, column.label])

    def near(self, place: Place) -> Place:
        """Where a finding is shown: the cell itself, for a hidden sum of a 一级指标 the first row of that level.

        A hidden cell that is made of one other cell is shown there.
        """
        block = self.template.block(place.block)
        if block is None or not block.hidden:
            return Place(*self.template.repeated(place))
        rows = [row for row in self.indicator_rows if row not in self.idle_rows]
        own = [row for row in rows if self.value(Place(self._list_key, row, "level1_key")) == place.row]
        return Place(self._list_key, own[0], "points") if own else place

    @cached_property
    def _list_key(self) -> str:
        return self.template.indicators.key if self.template.indicators else ""


def _alike(one: Value, other: Value) -> bool:
    return one == other and one.__class__ is other.__class__
