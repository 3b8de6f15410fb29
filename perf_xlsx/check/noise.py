"""The noise budget of a hand-made form: what is asked again and again becomes a note."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.filled import FilledForm

# What can wait when there is more to ask: a measure of quality that repeats one of quantity is a matter of design, and
# an overshoot is better than asked for.
CAN_WAIT = ("C16", "S08")


def within_budget(form: FilledForm, findings: Sequence[Finding]) -> list[Finding]:
    """The same findings with no more warnings than `policy.most_warnings`, as far as that can be done honestly.

    Of a rule that speaks more than once the later warnings become notes, then what can wait even when it is said only
    once, then the first warning of what was said more than once. Errors, and what is asked only once, stay what they
    are. An issued form has no budget: each of its warnings is explained in its own row.
    """
    most = form.template.policy.get("most_warnings")
    kept = list(findings)
    if form.issued or not isinstance(most, int):
        return kept
    warnings = sum(one.severity is Severity.WARNING for one in kept)
    for position in _quietest_first(kept)[: max(0, warnings - most)]:
        kept[position] = replace(kept[position], severity=Severity.INFO)
    return kept


def _quietest_first(findings: Sequence[Finding]) -> list[int]:
    """The warnings that may become notes: overshoots first, rows asked about anyway, then the later ones."""
    places = [number for number, one in enumerate(findings) if one.severity is Severity.WARNING]
    rows = Counter(_row(findings[place]) for place in places)
    kept = {rule: _spokesman(findings, places, rows, rule) for rule in {findings[place].rule for place in places}}
    repeated = [place for place in places if place != kept[findings[place].rule]]
    repeated.sort(key=lambda place: (findings[place].rule not in CAN_WAIT, rows[_row(findings[place])] == 1, -place))
    waiting = [kept[rule] for rule in CAN_WAIT if rule in kept]
    said = [kept[findings[place].rule] for place in repeated]
    return list(dict.fromkeys(repeated + waiting + said))


def _spokesman(findings: Sequence[Finding], places: Sequence[int], rows: Counter[str], rule: str) -> int:
    """The finding a rule keeps: its first one on a row that nobody else asks about, else its first."""
    own = [place for place in places if findings[place].rule == rule]
    return next((place for place in own if rows[_row(findings[place])] == 1), own[0])


def _row(finding: Finding) -> str:
    return (finding.field or finding.rule).rpartition(".")[0]
