"""Rules accounted for while one form is checked: ran, skipped with a reason, or crashed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.finding import RuleLog
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Scope
from perf_xlsx.template.catalog import Catalog

BETWEEN_FORMS = "是全批的规则，各表审完后一起查，结果见批次"


def _of_the_batch() -> dict[str, str]:
    return {rule.text.code: BETWEEN_FORMS for rule in RULES if rule.scope is Scope.BATCH}


@dataclass(slots=True)
class Log:
    """What is known so far of each rule; `local` is what the operator decided about rules."""

    ran: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=_of_the_batch)
    crashed: dict[str, str] = field(default_factory=dict)
    local: LocalRules = field(default_factory=LocalRules)

    def crash(self, code: str, error: Exception) -> None:
        """Note a rule that crashed: it is reported, and the batch goes on."""
        self.crashed[code] = crash_text(error)

    def silence(self, code: str, reason: str) -> None:
        """A rule that found nothing but what follows from another's findings was skipped."""
        self.ran = [one for one in self.ran if one != code]
        self.skipped[code] = reason

    def closed(self, every: Iterable[str], reason: str) -> RuleLog:
        """Each rule once; those nothing was said of were skipped for this reason."""
        ran = set(self.ran) - self.crashed.keys()
        known = {*every, *self.local.off, *(rule.code for rule in self.local.added)}
        skipped = {**dict.fromkeys(known, reason), **self.skipped, **self.local.off}
        skipped = {code: why for code, why in skipped.items() if code not in ran and code not in self.crashed}
        return RuleLog(tuple(sorted(ran)), dict(sorted(skipped.items())), dict(sorted(self.crashed.items())))


@lru_cache(maxsize=8)
def codes_of(catalog: Catalog) -> frozenset[str]:
    """Every code there is."""
    return frozenset({rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules})


def crash_text(error: Exception) -> str:
    """How a crash is told."""
    return f"{type(error).__name__}: {error}"
