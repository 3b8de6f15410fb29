"""One cause, one finding: which failing rule silences which other on the same cells (rules.md, section 1)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from perf_xlsx.finding import Finding
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.template.model import RuleText

# What a rule may silence besides codes: whatever needs the cells it is about, and whole families on its row ("S*").
EVERYTHING = "*"
# Faults of the file and of what was issued are told whatever else is wrong with a cell.
NEVER_SILENCED = ("F", "T")
# A cell that is no number is reported as that, never as missing, and a row that has slipped as neither; that weights
# stand where values belong is why those are missing.
STANDS = {"A13": frozenset({"A16", "A05", "C28"}), "A16": frozenset({"A05"})}

Silencers = Mapping[tuple[str, Place], list[str]]


@dataclass(frozen=True, eq=False, slots=True)
class Failure:
    """One place where a rule, declared or written, does not hold; its finding is made when nothing silences it.

    `about` are the cells it criticises, `needs` gives every cell it was judged by, through formulas too. `where` is the
    place of something that is no cell of a form.
    """

    rule: RuleText
    place: Place | None
    about: AbstractSet[Place]
    needs: Callable[[], AbstractSet[Place]]
    finding: Callable[[], Finding]
    where: str = ""


def silence(form: FilledForm, failures: Sequence[Failure]) -> tuple[list[Failure], dict[str, str]]:
    """Take the silenced failures out; say of each rule that lost one which rule silenced it."""
    silencers = _silencers(form, failures)
    kept: list[Failure] = []
    reasons: dict[str, str] = {}
    for failure in failures:
        by = next(_by(form, failure, silencers), None)
        if by is None:
            kept.append(failure)
        else:
            reasons.setdefault(failure.rule.code, by)
    return kept, reasons


def _silencers(form: FilledForm, failures: Sequence[Failure]) -> Silencers:
    """The rules that silence, by what: a rule or a family on a row, or everything that needs a cell."""
    found: dict[tuple[str, Place], list[str]] = defaultdict(list)
    for failure in failures:
        for code in failure.rule.silences:
            rows = {_row_of(form, place) for place in failure.about} or {_row_of(form, None)}
            for place in failure.about if code == EVERYTHING else rows:
                found[code, place].append(failure.rule.code)
    return found


def _by(form: FilledForm, failure: Failure, silencers: Silencers) -> Iterator[str]:
    """The rules whose failure is the cause of this one."""
    own = failure.rule.code
    if not silencers or own.startswith(NEVER_SILENCED):
        return
    row = _row_of(form, failure.place)
    for code in (own, own[0] + EVERYTHING):
        yield from (by for by in silencers.get((code, row), ()) if by != own)
    if not any(code == EVERYTHING for code, _ in silencers):
        return
    computed = form.issued and failure.place not in form.declared
    for place in sorted(failure.needs()):
        for code in silencers.get((EVERYTHING, place), ()):
            # What is computed from a cell that is told of under the same code is no second fault.
            other = code != own or (computed and place not in failure.about)
            if other and own not in STANDS.get(code, ()):
                yield code


def _row_of(form: FilledForm, place: Place | None) -> Place:
    """Where two rules meet: the same indicator, or the rest of the form as one."""
    indicators = form.template.indicators
    inside = place is not None and indicators is not None and place.block == indicators.key
    return Place(place.block, place.row, "") if place is not None and inside else Place("", "", "")
