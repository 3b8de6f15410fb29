"""The noise budget of a hand-made form: what is said again and again, and what is about style, becomes a note."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.filled import FilledForm

# The family about how a form is written rather than whether it is right; the later in the catalogue, the more style.
STYLE = "C"


def within_budget(form: FilledForm, findings: Sequence[Finding]) -> list[Finding]:
    """The same findings with no more warnings than `policy.most_warnings`, as far as that can be done honestly.

    Of a rule that speaks more than once the first warning stays and the later ones become notes, the most repeated
    rule first; then the warnings of the C family, from the end of the catalogue. Errors, and the first warning of
    every A and S rule, stay what they are. An issued form is filled under its own eyes and has no budget.
    """
    most = form.template.policy.get("most_warnings")
    kept = list(findings)
    if form.issued or not isinstance(most, int):
        return kept
    for position in _quietest_first(kept)[: max(0, _warnings(kept) - most)]:
        kept[position] = replace(kept[position], severity=Severity.INFO)
    return kept


def _warnings(findings: Sequence[Finding]) -> int:
    return sum(one.severity is Severity.WARNING for one in findings)


def _quietest_first(findings: Sequence[Finding]) -> list[int]:
    """The warnings that may become notes, in the order they should."""
    places = [number for number, one in enumerate(findings) if one.severity is Severity.WARNING]
    heard = Counter(findings[place].rule for place in places)
    seen: Counter[str] = Counter()
    repeated: list[tuple[int, int, int]] = []
    for place in places:
        rule = findings[place].rule
        seen[rule] += 1
        if seen[rule] > 1:
            # The third of a rule goes before the second of any.
            repeated.append((-seen[rule], -heard[rule], place))
    first = {findings[place].rule: place for place in reversed(places)}
    style = sorted((rule for rule in first if rule.startswith(STYLE)), reverse=True)
    return [place for *_, place in sorted(repeated)] + [first[rule] for rule in style]
