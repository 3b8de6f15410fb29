"""A definition made into a template: hidden columns added, every formula and rule bound."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from perf_xlsx.errors import Fault, FormulaError
from perf_xlsx.expr.nodes import cells_of
from perf_xlsx.expr.vocabulary import Vocabulary
from perf_xlsx.template.blank import blank_definition
from perf_xlsx.template.bound import BoundCase, BoundFormula, bind_case, bind_text, find_circle, names_missing_in
from perf_xlsx.template.model import Block, BlockKind, Column, Definition, Derived, Flavour, RuleText, SharedRules
from perf_xlsx.template.spans import span
from perf_xlsx.template.words import Spot, formula_at, given_at, spots_at, spots_of, vocabulary_of
from perf_xlsx.template.years import years_of

Formulas = dict[Spot, BoundFormula]


@dataclass(frozen=True, eq=False)
class Template:
    """A form of one region, valid from one year on, ready to be laid out and checked.

    `unavailable` says of each shared rule that cannot stand in this template why not. `blank` is the 空白版, in which
    the unit types what is issued otherwise.
    """

    id: str
    definition: Definition
    blocks: tuple[Block, ...]
    vocabulary: Vocabulary
    formulas: Mapping[Spot, BoundFormula]
    givens: Mapping[Spot, BoundFormula]
    cases: tuple[BoundCase, ...]
    unavailable: Mapping[str, str]
    blank: bool = False

    def block(self, key: str) -> Block | None:
        """Find a block by key."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> Mapping[str, Block]:
        return {block.key: block for block in reversed(self.blocks)}

    def column_of(self, place: tuple[str, str, str]) -> Column | None:
        """The column a cell stands in."""
        return self._columns.get((place[0], place[2]))

    @cached_property
    def _columns(self) -> Mapping[tuple[str, str], Column]:
        return {(block.key, one.key): one for block in reversed(self.blocks) for one in reversed(block.columns)}

    @property
    def flavour(self) -> Flavour:
        """How forms issued with it come to the unit."""
        return Flavour.BLANK if self.blank else Flavour.PREFILLED

    @property
    def policy(self) -> Mapping[str, Any]:
        """The numbers a 通知 may change."""
        return self.definition.policy

    @cached_property
    def hidden_givens(self) -> Mapping[Spot, BoundFormula]:
        """The constants of hidden blocks: they stand on no form, so that a hand-made one has them too."""
        hidden = {block.key for block in self.blocks if block.hidden}
        return {spot: formula for spot, formula in self.givens.items() if spot.block in hidden}

    @cached_property
    def computing(self) -> Mapping[tuple[str, str | None, str], BoundFormula]:
        """What gives the value of a cell nobody typed: its formula, else the constant of a hidden block."""
        constants = {(one.block, one.row, one.column): made for one, made in self.hidden_givens.items()}
        return constants | {(one.block, one.row, one.column): made for one, made in self.formulas.items()}

    def repeated(self, place: tuple[str, str, str]) -> tuple[str, str, str]:
        """The cell that a hidden cell is made of, where it is one; for any other cell the place itself."""
        block_key, row, column_key = place
        column = self.column_of(place)
        spot = Spot(block_key, None if self.block(block_key) is self.indicators else row, column_key)
        formula = self.formulas.get(spot) if column is not None and column.hidden else None
        cells = set(formula.single_cells(row)) if formula else set()
        return cells.pop() if len(cells) == 1 else place

    @cached_property
    def indicators(self) -> Block | None:
        """The block with a row an indicator."""
        return next((block for block in self.blocks if block.kind is BlockKind.LIST), None)

    @property
    def bare_units(self) -> bool:
        """Whether numbers are typed in the unit that stands beside them: 95 in a row whose 度量单位 is %."""
        return self.blank or self.prints_units

    @cached_property
    def prints_units(self) -> bool:
        """Whether the form prints 度量单位 in a column of its own."""
        column = self.indicators.column("measure_unit") if self.indicators else None
        place, printed = span(column.at) if column else None, span(self.definition.sheet.printed)
        return place is not None and printed is not None and place[0] <= printed[1]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of blocks, levels and policy, 64 hex; what else is mended leaves forms that are out valid."""
        kept = {key: _told(getattr(self.definition, key)) for key in ("blocks", "levels", "policy")}
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def rules(self) -> tuple[RuleText, ...]:
        """The declared rules that stand in this template, by code."""
        return tuple({case.rule.code: case.rule for case in self.cases}.values())


def assemble(definition: Definition, shared: SharedRules, *, blank: bool = False) -> tuple[Template, list[Fault]]:
    """Bind a definition, or its 空白版, with the shared rules; the faults are the author's mistakes."""
    definition = blank_definition(definition) if blank else definition
    blocks = definition.blocks
    for extra in shared.derived:
        blocks = _with_derived(definition, blocks, extra)
    vocabulary = vocabulary_of(definition, blocks)
    faults: list[Fault] = []
    formulas, givens = _bind_formulas(blocks, vocabulary, faults)
    circle = find_circle(formulas)
    if circle:
        faults.append(Fault("blocks", f"公式互相引用：{' → '.join(map(spot_name, circle))}"))
    own = {rule.code for rule in definition.rules}
    unavailable: dict[str, str] = {}
    cases = [*_bind_rules(definition.rules, blocks, vocabulary, faults)]
    others = (rule for rule in shared.rules if rule.code not in own)
    cases += _bind_shared(others, blocks, vocabulary, (unavailable, faults))
    cases.sort(key=lambda case: case.rule.code)
    years = years_of(definition.fiscal_years)
    name = f"{definition.region}/{years[0] if years else 0}/{definition.form}"
    return Template(name, definition, blocks, vocabulary, formulas, givens, tuple(cases), unavailable, blank), faults


def spot_name(spot: Spot) -> str:
    """A spot as people write it: funds.total.annual_budget, indicators.score, goal.expected."""
    return ".".join(part for part in spot if part)


def _told(value: object) -> object:
    """What a definition says: what it leaves at its default is not said, so that the format may grow."""
    if is_dataclass(value):
        said = {one.name: (getattr(value, one.name), one) for one in fields(value)}
        return {
            name: _told(found)
            for name, (found, one) in said.items()
            if found != (one.default_factory() if one.default_factory is not MISSING else one.default)
        }
    if isinstance(value, Mapping):
        return {key: _told(one) for key, one in value.items()}
    return [_told(one) for one in value] if isinstance(value, list | tuple) else value


def _with_derived(definition: Definition, blocks: tuple[Block, ...], extra: Derived) -> tuple[Block, ...]:
    """Add a hidden column that shared rules need, where the template has what it is made of."""
    block = next((one for one in blocks if one.key == extra.block), None)
    if block is None or block.column(extra.key) is not None:
        return blocks
    column = Column(extra.key, extra.label, extra.kind, formula=extra.formula)
    grown = tuple(replace(one, columns=(*one.columns, column)) if one is block else one for one in blocks)
    vocabulary = vocabulary_of(definition, grown)
    try:
        for spot in spots_at(f"{block.key}.{extra.key}", grown):
            bind_text(extra.formula, vocabulary, spot.scope)
    except FormulaError:
        return blocks
    return grown


def _bind_formulas(blocks: tuple[Block, ...], vocabulary: Vocabulary, faults: list[Fault]) -> tuple[Formulas, Formulas]:
    formulas: Formulas = {}
    givens: Formulas = {}
    for block in blocks:
        hidden = {column.key for column in block.columns if column.hidden}
        for spot in spots_of(block):
            for text, into in ((given_at(block, spot), givens), (formula_at(block, spot), formulas)):
                if text:
                    where = f"blocks[{spot_name(spot)}]"
                    try:
                        node = bind_text(text, vocabulary, spot.scope)
                    except FormulaError as error:
                        faults += [Fault(f"{where} {fault.where}", fault.what) for fault in error.faults]
                        continue
                    if into is givens and any(cells_of(node)):
                        faults.append(Fault(where, f"given 只能取自 policy 或写常数（公式 {text}）"))
                    into[spot] = BoundFormula(spot, node, spot.column in hidden, text)
    return formulas, givens


def _bind_rules(
    rules: Iterable[RuleText], blocks: tuple[Block, ...], vocabulary: Vocabulary, faults: list[Fault]
) -> Iterator[BoundCase]:
    """Bind a template's own rules: whatever does not fit is the author's mistake."""
    for rule in rules:
        for number, case in enumerate(rule.cases, 1):
            path = f"rules[{rule.code}].cases[{number}]"
            for address in case.on:
                spots = spots_at(address, blocks)
                if not spots:
                    faults.append(Fault(f"{path}.on", f"没有格子“{address}”"))
                for spot in spots:
                    try:
                        yield bind_case(rule, case, spot.scope, vocabulary)
                    except FormulaError as error:
                        faults += [Fault(f"{path} {fault.where}", fault.what) for fault in error.faults]


def _bind_shared(
    rules: Iterable[RuleText],
    blocks: tuple[Block, ...],
    vocabulary: Vocabulary,
    notes: tuple[dict[str, str], list[Fault]],
) -> Iterator[BoundCase]:
    """Bind shared rules where they fit; a rule whose cells or words a template lacks is skipped, with the reason."""
    unavailable, faults = notes
    for rule in rules:
        missing: list[str] = []
        found = False
        for number, case in enumerate(rule.cases, 1):
            for address in case.on:
                spots = spots_at(address, blocks)
                missing += [] if spots else [address]
                for spot in spots:
                    names = names_missing_in(case, spot.scope, vocabulary)
                    missing += names
                    if not names:
                        found = True
                        try:
                            yield bind_case(rule, case, spot.scope, vocabulary)
                        except FormulaError as error:
                            where = f"共用规则 rules[{rule.code}].cases[{number}]"
                            faults += [Fault(f"{where} {fault.where}", fault.what) for fault in error.faults]
        if not found and all(name.startswith("policy.") for name in missing):
            faults += [Fault("policy", f"缺少 {name.removeprefix('policy.')}，规则{rule.code}要用") for name in missing]
        elif not found:
            unavailable[rule.code] = f"本模板没有{'、'.join(dict.fromkeys(missing))}"
