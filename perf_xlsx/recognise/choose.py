"""Which definition a hand-made form follows, by the words on it; where they do not decide, none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from perf_xlsx.recognise.columns import Column
from perf_xlsx.recognise.grid import bare
from perf_xlsx.recognise.kinds import WHOLE_DEPARTMENT
from perf_xlsx.recognise.levels import keys_of
from perf_xlsx.recognise.outline import Outline
from perf_xlsx.recognise.printed import funds_names, indicator_names
from perf_xlsx.recognise.words import label
from perf_xlsx.template.model import Definition
from perf_xlsx.template.places import known_regions, regions_in

# How much of the column names, in their order, a form must have in common with a definition.
INDICATORS_ALIKE, FUNDS_ALIKE = 0.85, 0.8
COST = "成本"
LONGEST_WITH_PLACE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """The definition a form follows, "" for none in particular, and why."""

    template: str = ""
    why: str = "表上的文字不足以认定是哪一份表样"


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form says about what it is."""

    indicators: Sequence[str]
    funds: Sequence[str]
    whole_department: bool
    costs_apart: bool
    level2: Sequence[str]
    regions: frozenset[str]


def choose(form: Outline, definitions: Mapping[str, Definition]) -> Choice:
    """The one definition whose columns a form has, unless its title, its 一级指标 or a place named speak against it."""
    words = words_of(form)
    fitting = {name: one for name, one in definitions.items() if _suits(words, one)}
    likeness = {name: _likeness(words, one) for name, one in fitting.items()}
    best = max(likeness.values(), default=0.0)
    named = {name: fitting[name] for name, alike in likeness.items() if alike == best > 0}
    if len(named) > 1:  # tables of one 一级指标 each differ in nothing but what is below it
        named = {name: one for name, one in named.items() if _knows(words.level2, one)} or named
    local = {name: one for name, one in named.items() if one.region in words.regions}
    if len(named) > 1 and len(words.regions) == 1 and local:
        named = local
    elif len(named) > 1:
        named = {name: one for name, one in named.items() if one.region not in known_regions()}
    if len(named) != 1:
        return Choice()
    (name, one), *_ = named.items()
    return Choice(name, "、".join(_reasons(words, one)))


def words_of(form: Outline) -> FormWords:
    """What decides, read off a form."""
    rows = [*form.titles, *form.head]
    texts = [box.seen.text for row in rows for box in form.grid.rows[row] if len(box.seen.text) <= LONGEST_WITH_PLACE]
    titles = "".join(bare(text) for row in form.titles for text in [form.grid.rows[row][0].seen.text])
    return FormWords(
        indicators=[label(one.text) for one in _columns(form)],
        funds=_funds(form),
        whole_department=WHOLE_DEPARTMENT in titles,
        costs_apart=any(_is_cost(text) for text in _texts(form, "level1")),
        level2=_texts(form, "level2"),
        regions=frozenset(region for text in texts for region in regions_in(bare(text))),
    )


def _columns(form: Outline) -> Sequence[Column]:
    """The columns of the indicators, from left to right."""
    header = form.indicators[0][0] if form.indicators else None
    columns = [one for one in header.columns if one.key != "side"] if header else []
    return sorted(columns, key=lambda one: one.first)


def _funds(form: Outline) -> Sequence[str]:
    header = form.funds[0][0] if form.funds else None
    return [label(one.text) for one in sorted(header.columns, key=lambda one: one.first)] if header else []


def _texts(form: Outline, key: str) -> Sequence[str]:
    """The texts of a column of the indicators."""
    return [
        box.seen.text
        for header, rows in form.indicators
        if (column := header.column(key))
        for row in rows
        for box in form.grid.between(row, column.first, column.last)
    ]


def _suits(words: FormWords, definition: Definition) -> bool:
    """Whether nothing on a form speaks against a definition."""
    elsewhere = bool(words.regions) and definition.region in known_regions() and definition.region not in words.regions
    return (
        not elsewhere
        and words.whole_department is (WHOLE_DEPARTMENT in definition.title)
        and words.costs_apart is any(_is_cost(level.label) for level in definition.levels)
    )


def _knows(level2: Sequence[str], definition: Definition) -> bool:
    """Whether every 二级指标 of a form is one of a definition's."""
    own = {child.key for level in definition.levels for child in level.children}
    return all(keys_of("", text, definition.levels)[1] in own for text in level2)


def _is_cost(text: str) -> bool:
    return label(text).removesuffix("指标") == COST


def _likeness(words: FormWords, definition: Definition) -> float:
    """How much of the columns is alike; 0 where that is not enough to say so."""
    indicators = _alike(words.indicators, indicator_names(definition))
    if not words.funds:  # a table without its funds must have every column, in its place
        return indicators if indicators == 1 else 0
    funds = _alike(words.funds, funds_names(definition))
    return indicators + funds if indicators >= INDICATORS_ALIKE and funds >= FUNDS_ALIKE else 0


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> float:
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _reasons(words: FormWords, definition: Definition) -> Iterator[str]:
    yield "栏目与这份表样一致"
    if words.whole_department:
        yield f"题名写有“{WHOLE_DEPARTMENT}”"
    if words.costs_apart:
        yield f"“{COST}指标”是一级指标"
    if definition.region in words.regions:
        yield "表上写有当地地名"
