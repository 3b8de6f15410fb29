"""Rules accounted for while one form is checked: ran, skipped with a reason, or crashed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.finding import RuleLog
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import Scope
from perf_xlsx.template.assemble import Template
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
        off, own = self.local.off, [rule.code for rule in self.local.added]
        known = frozenset({*every, *off, *own}) if off or own else frozenset(every)
        said = tuple({**self.skipped, **off}.items())
        ran, skipped = _accounted(known, reason, tuple(self.ran), said, tuple(self.crashed))
        return RuleLog(ran, dict(skipped), dict(sorted(self.crashed.items())))


Said = tuple[tuple[str, str], ...]


@lru_cache(maxsize=64)  # form after form the same is said
def _accounted(
    known: frozenset[str], reason: str, ran: tuple[str, ...], said: Said, crashed: tuple[str, ...]
) -> tuple[tuple[str, ...], Said]:
    """The rules that ran, and those that were skipped with the reason, each by code."""
    skipped = {**dict.fromkeys(known, reason), **dict(said)}
    skipped = {code: why for code, why in skipped.items() if code not in ran and code not in crashed}
    return tuple(sorted(set(ran) - set(crashed))), tuple(sorted(skipped.items()))


@lru_cache(maxsize=8)
def codes_of(catalog: Catalog) -> frozenset[str]:
    """Every code there is."""
    return frozenset({rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules})


@lru_cache(maxsize=64)
def codes_with(every: frozenset[str], template: Template) -> frozenset[str]:
    """Every code there is, with those of a template's own rules."""
    return every.union(rule.code for rule in template.rules)


def crash_text(error: Exception) -> str:
    """How a crash is told."""
    return f"{type(error).__name__}: {error}"
