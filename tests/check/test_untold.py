"""What a format does not tell: the rules that need it did not run, unless they found something all the same."""

from perf_xlsx.check.untold import as_told
from perf_xlsx.finding import Finding, FormReport, RuleLog, Severity

WHY = {"formulas": "读不出公式"}


def report(*found: str) -> FormReport:
    """A report of three rules that ran and one that did not."""
    findings = tuple(Finding(code, "name", "标题", Severity.ERROR, "话", "改。") for code in found)
    return FormReport("a.xls", findings, RuleLog(("S01", "T03", "T04"), {"T01": "别的"}))


def test_rules_that_saw_nothing_did_not_run() -> None:
    """They are skipped for the format's reason; the others stay as they were."""
    rules = as_told(report(), WHY).rules
    assert rules.ran == ("S01",)
    assert rules.skipped == {"T01": "别的", "T03": "读不出公式", "T04": "读不出公式"}


def test_what_was_found_counts() -> None:
    """A rule that found something in what is told ran."""
    rules = as_told(report("T03"), WHY).rules
    assert rules.ran == ("S01", "T03")
    assert rules.skipped.keys() == {"T01", "T04"}


def test_a_format_that_tells_all() -> None:
    """Nothing changes."""
    assert as_told(report(), {}) == report()
