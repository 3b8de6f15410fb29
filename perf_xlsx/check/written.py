"""Written rules on one form: each run, skipped with its reason, or crashed; what they found waits for precedence."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from perf_xlsx.check.declared import difference_of, exact
from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.check.log import Log
from perf_xlsx.check.precedence import NEVER_SILENCED, Failure
from perf_xlsx.finding import Finding, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.reasons import row_reason
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Found, Scope, Skipped, WrittenRule


def run_rules(scope: Scope, facts: Any, form: FilledForm | None, log: Log) -> list[Failure]:
    """Run the written rules of a scope on what they look at; one that crashes is noted and the rest go on."""
    failures: list[Failure] = []
    off = log.local.off
    for code, rule in _of(scope, RULES):
        if code in off:
            continue
        try:
            results = list(rule.run(facts))
        except Exception as error:  # noqa: BLE001 - one rule must not end a batch
            log.crash(code, error)
            continue
        if not results:
            log.ran.append(code)
            continue
        found = [one for one in results if isinstance(one, Found)]
        failures += [_failure(rule, one, form, log.local) for one in found]
        reasons = [one.reason for one in results if isinstance(one, Skipped)]
        if reasons and not found:
            log.skipped[code] = reasons[0]
        else:
            log.ran.append(code)
    return failures


def run_between(rule: WrittenRule, facts: Any, log: Log) -> Iterator[Finding]:
    """Run one rule between forms, each finding as it is made; raises what the rule raises."""
    reasons, found = list[str](), False
    for one in rule.run(facts):
        if isinstance(one, Found):
            found = True
            yield _made(rule, one, None, log.local)
        else:
            reasons.append(one.reason)
    if reasons and not found:
        log.skipped[rule.text.code] = reasons[0]
    else:
        log.ran.append(rule.text.code)


@lru_cache(maxsize=16)
def _of(scope: Scope, rules: tuple[WrittenRule, ...]) -> Sequence[tuple[str, WrittenRule]]:
    """The rules of a scope with their codes."""
    return [(rule.text.code, rule) for rule in rules if scope in {rule.scope, rule.also}]


def _failure(rule: WrittenRule, found: Found, form: FilledForm | None, local: LocalRules) -> Failure:
    places = {found.place, *found.cells} - {None}
    cells = frozenset(place for place in places if place is not None)
    made = partial(_made, rule, found, form, local)
    return Failure(rule.text, found.place, cells, lambda: cells, made, found.cell)


def _made(rule: WrittenRule, found: Found, form: FilledForm | None, local: LocalRules) -> Finding:
    return local.regraded(_finding(rule, found, form))


def _finding(rule: WrittenRule, found: Found, form: FilledForm | None) -> Finding:
    place, severity = found.place, Severity(found.severity or rule.text.severity)
    # What stands in the cell is what an explanation holds on to, whatever the rule says of it.
    value = form.declared.get(place) if form and place and found.value is None else found.value
    return Finding(
        rule=rule.text.code,
        name=rule.text.name,
        title=rule.text.title,
        severity=severity,
        message=found.message,
        fix=found.fix or rule.text.fix,
        cell=(form.addresses.get(form.near(place)) if form and place else None) or found.cell or None,
        field=str(place) if place else None,
        label=form.label(place) if form and place else None,
        value=exact(form, value, place),
        expected=exact(form, found.expected, place),
        difference=exact(form, difference_of(found.value, found.expected), place),
        projects=found.projects,
        forms=found.forms,
        explanation=row_reason(form, place, found.cells) if form and _is_explained_by_rows(rule, severity) else None,
    )


def _is_explained_by_rows(rule: WrittenRule, severity: Severity) -> bool:
    """Why a target was missed says nothing of what was done to the workbook."""
    return severity is Severity.WARNING and not rule.text.code.startswith(NEVER_SILENCED)
