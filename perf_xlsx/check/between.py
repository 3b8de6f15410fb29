"""What is found between the forms of a run: the batch rules, run once when every form has been checked."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from perf_xlsx.check.engine import Checking
from perf_xlsx.check.log import Log
from perf_xlsx.check.written import run_rules
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.extract import Returns
from perf_xlsx.finding import Finding, FormReport, RuleLog
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.registered import Register
from perf_xlsx.form.returns import Return, return_of
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Scope
from perf_xlsx.template.judgement import Judgement, judgement_of


def previous_checking(checking: Checking) -> Checking:
    """How last year's forms are read: no year and no register, which are this year's."""
    return replace(checking, fiscal_year=None, register=None)


def between(
    forms: Sequence[FormReport], checking: Checking, previous: Sequence[Return] | None
) -> tuple[tuple[Finding, ...], RuleLog, Returns | None]:
    """The findings between forms, every batch rule accounted for, the register against what came back."""
    returns = (return_of(one, aims=previous is not None) for one in forms)
    judgement = _judgement(forms, checking)
    facts = BatchFacts(returns, checking.register, previous, checking.fiscal_year, judgement=judgement)
    log = Log(skipped={}, local=checking.local)
    found = checking.waivers.applied_between(one.finding() for one in run_rules(Scope.BATCH, facts, None, log))
    codes = [rule.text.code for rule in RULES if rule.scope is Scope.BATCH]
    return found, log.closed(codes, ""), _against(checking.register, facts)


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
