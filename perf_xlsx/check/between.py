"""What is found between the forms of a run: the batch rules, run once when every form has been checked."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.log import Log
from perf_xlsx.check.waivers import Waivers
from perf_xlsx.check.written import run_between
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.extract import Returns
from perf_xlsx.files.spilled import Spilled
from perf_xlsx.finding import Finding, FormReport, RuleLog
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.registered import Register
from perf_xlsx.form.returns import Return, return_of
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Scope, WrittenRule
from perf_xlsx.template.judgement import Judgement, judgement_of

MANY = 1000
"""From here on findings between forms are kept on disk, like the forms."""


def previous_checking(checking: Checking) -> Checking:
    """How last year's forms are read: no year and no register, which are this year's."""
    return replace(checking, fiscal_year=None, register=None)


def between(
    forms: Sequence[FormReport], checking: Checking, previous: Sequence[Return] | None
) -> tuple[Sequence[Finding], RuleLog, Returns | None]:
    """The findings between forms, every batch rule accounted for, the register against what came back."""
    returns = (return_of(one, aims=previous is not None) for one in forms)
    judgement = _judgement(forms, checking)
    facts = BatchFacts(returns, checking.register, previous, checking.fiscal_year, judgement=judgement)
    log, found = Log(skipped={}, local=checking.local), Spilled[Finding]()
    rules = [rule for rule in RULES if rule.scope is Scope.BATCH]
    for rule in rules:
        if rule.text.code not in log.local.off:
            _run(rule, facts, log, (found, checking.waivers))
    kept: Sequence[Finding] = found if len(found) > MANY else tuple(found)
    codes = [rule.text.code for rule in rules]
    told = log.closed(codes, "")
    # What a local rule switches off or adds is told form by form, unless it is a batch rule.
    accounted = replace(told, skipped={code: why for code, why in told.skipped.items() if code in codes})
    return kept, accounted, _against(checking.register, facts)


def _run(rule: WrittenRule, facts: BatchFacts, log: Log, into: tuple[Spilled[Finding], Waivers]) -> None:
    """What one rule finds, waived or not, is kept as it is found; a rule that crashes has found nothing."""
    found, waivers = into
    before = len(found)
    try:
        for finding in waivers.applied_between(run_between(rule, facts, log)):
            found.add(finding)
    except Exception as error:  # noqa: BLE001 - one rule must not end a batch
        log.crash(rule.text.code, error)
        found.cut(before)


def _against(register: Register | None, facts: BatchFacts) -> Returns | None:
    if register is None:
        return None
    return Returns(len(register), len(register) - len(facts.missing), tuple(facts.missing))


def _judgement(reports: Sequence[FormReport], checking: Checking) -> Judgement:
    """Thresholds by the definition of the first form that has one, else by the first that is there."""
    names = (one.template for one in reports if one.template in checking.catalog.files)
    for name in filter(None, chain(names, checking.catalog.files)):
        try:
            return judgement_of(checking.local.template(checking.catalog.get(name)))
        except PerfXlsxError:
            continue
    raise AssertionError("the program came without a definition")
