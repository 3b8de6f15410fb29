"""Rules that look at what the format of a file does not tell: where they found nothing, they did not run."""

from collections.abc import Mapping
from dataclasses import replace

from perf_xlsx.finding import FormReport

NEEDS = {"T03": "formulas", "T04": "formulas"}
"""What a rule looks at, of what not every format tells."""


def as_told(report: FormReport, cannot_tell: Mapping[str, str]) -> FormReport:
    """Account for the rules of a report again; `cannot_tell` says why the file does not show something."""
    found = {finding.rule for finding in report.findings}
    hidden = {code: cannot_tell[what] for code, what in NEEDS.items() if what in cannot_tell and code not in found}
    skipped = {code: why for code, why in hidden.items() if code in report.rules.ran}
    if not skipped:
        return report
    ran = tuple(code for code in report.rules.ran if code not in skipped)
    every = dict(sorted({**report.rules.skipped, **skipped}.items()))
    return replace(report, rules=replace(report.rules, ran=ran, skipped=every))
