"""One cause, one finding: which failing rule silences which other on the same cells (rules.md, section 1)."""

from collections.abc import Mapping

from perf_xlsx.check.declared import Outcome, needs
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.filled import FilledForm

EVERYTHING = "*"


def silence(form: FilledForm, outcomes: Mapping[str, Outcome]) -> dict[str, str]:
    """Take silenced failures out of the outcomes; say of each rule that lost one which rule silenced it."""
    failing = [(demand.case.rule.code, demand) for outcome in outcomes.values() for demand in outcome.failed]
    silencers = [(code, demand) for code, demand in failing if demand.case.rule.silences]
    reasons: dict[str, str] = {}
    for code, outcome in outcomes.items():
        for demand in list(outcome.failed):
            by = next((other for other, first in silencers if _silences(form, first, demand)), None)
            if by is not None:
                outcome.failed.remove(demand)
                reasons[code] = by
    return reasons


def _silences(form: FilledForm, first: Demand, second: Demand) -> bool:
    """Whether the failure of `first` is the cause of the failure of `second`."""
    codes = first.case.rule.silences
    if first.case.rule.code == second.case.rule.code:
        return False
    if EVERYTHING in codes:
        return second.case.rule.code not in _basic(first) and first.place in needs(form, second)
    if second.case.rule.code not in codes:
        return False
    indicators = form.template.indicators
    key = indicators.key if indicators else ""
    if key in {first.place.block, second.place.block}:
        return (first.place.block, first.place.row) == (second.place.block, second.place.row)
    return True


def _basic(first: Demand) -> set[str]:
    """A cell that is no number is reported as that, never as missing; the other way round nothing is lost."""
    return {"A16"} if first.case.rule.code == "A13" else set()
