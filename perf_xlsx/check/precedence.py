"""One cause, one finding: which failing rule silences which other on the same cells (rules.md, section 1)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from perf_xlsx.check.declared import Outcome, needs
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place

EVERYTHING = "*"
# A cell that is no number is reported as that, never as missing; the other way round nothing is lost.
STANDS = {"A13": frozenset({"A16"})}

Silencers = Mapping[tuple[str, Place], list[str]]


def silence(form: FilledForm, outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """Take silenced failures out of the outcomes; say of each rule that lost one which rule silenced it."""
    silencers = _silencers(form, [demand for outcome in outcomes.values() for demand in outcome.failed])
    reasons: dict[str, str] = {}
    for code, outcome in outcomes.items():
        for demand in list(outcome.failed):
            by = next(_by(form, demand, silencers), None)
            if by is not None:
                outcome.failed.remove(demand)
                reasons.setdefault(code, by)
    return reasons


def _silencers(form: FilledForm, failed: list[Demand]) -> Silencers:
    """The rules that silence, by what: a rule on a row or anywhere, or everything that needs a cell."""
    found: dict[tuple[str, Place], list[str]] = defaultdict(list)
    for demand in failed:
        for code in demand.case.rule.silences:
            found[code, demand.place if code == EVERYTHING else _row_of(form, demand)].append(demand.case.rule.code)
    return found


def _by(form: FilledForm, demand: Demand, silencers: Silencers) -> Iterator[str]:
    """The rules whose failure is the cause of this one."""
    own = demand.case.rule.code
    yield from silencers.get((own, _row_of(form, demand)), ())
    for place in sorted(needs(form, demand)) if silencers else ():
        for code in silencers.get((EVERYTHING, place), ()):
            if code != own and own not in STANDS.get(code, ()):
                yield code


def _row_of(form: FilledForm, demand: Demand) -> Place:
    """Where two rules meet: the same indicator, or the rest of the form as one."""
    indicators = form.template.indicators
    inside = indicators is not None and demand.place.block == indicators.key
    return Place(demand.place.block, demand.place.row, "") if inside else Place("", "", "")
