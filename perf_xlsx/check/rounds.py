"""Two rounds of a file: what was resolved since, what is new, what is still there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from perf_xlsx.extract import Since
from perf_xlsx.finding import Finding, FormReport
from perf_xlsx.form.returns import spelling


def compared(before: Sequence[FormReport], now: Sequence[FormReport], *, same_rules: bool) -> list[FormReport]:
    """The reports of now, each beside the form of the same sheet before; a file with one form then and now is that.

    A file that holds another project now tells nothing of the one before.
    """
    alone = len(before) == len(now) == 1
    by_sheet = {now[0].sheet if alone else one.sheet: one for one in before}
    pairs = [(by_sheet.get(one.sheet), one) for one in now]
    return [
        now if then is None or _others(then, now) else since(then, now, same_rules=same_rules) for then, now in pairs
    ]


def _others(one: FormReport, other: FormReport) -> bool:
    codes = [spelling(form.project_code or "") for form in (one, other)]
    return "" not in codes and codes[0] != codes[1]


def since(before: FormReport, now: FormReport, *, same_rules: bool) -> FormReport:
    """A form with what changed: findings are the same by rule and place, what is waived or explained is resolved."""
    then, still = (Counter(_key(one) for one in form.findings if one.open) for form in (before, now))
    resolved = tuple(_only(before.findings, then - still))
    new = tuple(_only(now.findings, still - then))
    remaining = (then & still).total()
    return replace(now, since=Since(before.verdict.value, resolved, new, remaining, same_rules))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.field or finding.cell or ""


def _only(findings: Iterable[Finding], keys: Counter[tuple[str, str]]) -> Iterator[str]:
    left = Counter(keys)
    for one in findings:
        if one.open and left[_key(one)] > 0:
            left[_key(one)] -= 1
            yield " ".join(filter(None, (one.rule, one.cell, one.message)))
