"""The check as JSON, schema perf-xlsx/check/1: fields may be added, never renamed or reused (contract, section 4).

A file name may hold bytes that are no text; they come out as "?", so that the JSON is UTF-8 whatever happens.
"""

import json
from collections.abc import Iterator
from typing import Any

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.exempted import Exemption
from perf_xlsx.extract import Returns, Since
from perf_xlsx.files.safe_text import UNSEEN
from perf_xlsx.finding import PRINTED, SUMMARY, Finding, FormReport, RuleLog, Severity

SCHEMA = "perf-xlsx/check/1"


def json_line(report: FormReport) -> str:
    """One form as one line of JSON."""
    return _told(form_data(report))


def json_text(batch: BatchReport, version: str) -> str:
    """The whole check as one JSON document."""
    return "".join(json_parts(batch, version))


def json_parts(batch: BatchReport, version: str) -> Iterator[str]:
    """The same document in parts, a form each: all of it may be too long for memory."""
    head = {
        "schema": SCHEMA,
        "tool": {"name": "perf-xlsx", "version": version, "limits": dict(batch.limits)},
        "summary": summary_data(batch),
    }
    between = {
        "findings": [finding_data(finding) for finding in batch.findings],
        "register": returns_data(batch.returns),
        "exemptions": [exemption_data(one) for one in batch.exemptions],
        "summaries": [form.file for form in batch.forms if form.kind == SUMMARY],
        "print_forms": [form.file for form in batch.forms if form.kind == PRINTED],
        "rules": rules_data(batch.rules),
    }
    yield _told(head, indent=1).removesuffix("\n}") + ',\n "forms": ['
    before = "\n"
    for form in batch.judged:
        yield (before + _told(form_data(form), indent=1)).replace("\n", "\n  ")
        before = ",\n"
    yield "]" if before == "\n" else "\n ]"
    yield ",\n" + _told({"batch": between}, indent=1).removeprefix("{\n")


def _told(data: object, indent: int | None = None) -> str:
    """The text of a document that says every sign of its values, and drives no terminal it is shown on."""
    text = json.dumps(data, ensure_ascii=False, indent=indent).encode(errors="replace").decode()
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def summary_data(batch: BatchReport) -> dict[str, Any]:
    """Counts of files, forms, verdicts and findings."""
    return {
        "files": batch.tally.files,
        "forms": batch.tally.forms,
        "reports": batch.tally.reports,
        "passed_over": batch.passed_over,
        "verdicts": {verdict.value: count for verdict, count in batch.verdicts().items()},
        "findings": {severity.value: batch.count(severity) for severity in Severity},
    }


def exemption_data(one: Exemption) -> dict[str, Any]:
    """One waiver or local rule, and what came of it."""
    return {
        "where": one.where,
        "what": one.what,
        "reason": one.reason,
        "approved_by": one.approved_by,
        "use": one.use.value,
        "findings": one.count,
    }


def form_data(form: FormReport) -> dict[str, Any]:
    """One form."""
    data = {
        "file": form.file,
        "sheet": form.sheet,
        "template": form.template,
        "issued": form.issued,
        "fiscal_year": form.fiscal_year,
        "project_code": form.project_code,
        "project_name": form.project_name,
        "supervising_department": form.supervising_department,
        "implementing_unit": form.implementing_unit,
        "kind": form.kind,
        "assumptions": list(form.assumptions),
        "verdict": form.verdict.value,
        "execution_rate": form.execution_rate,
        "score": {
            "declared": form.score.declared,
            "sum": form.score.sum,
            "by_policy": form.score.by_policy,
            "grade": form.score.grade,
        },
        "funds": {
            "initial_budget": form.funds.initial_budget,
            "annual_budget": form.funds.annual_budget,
            "annual_spending": form.funds.annual_spending,
            "unit": form.funds.unit,
        },
        "findings": [finding_data(finding) for finding in form.findings],
        "rules": rules_data(form.rules),
    }
    if form.since is not None:
        data["since"] = since_data(form.since)
    return data | ({"reading": [cell._asdict() for cell in form.reading]} if form.reading else {})


def since_data(since: Since) -> dict[str, Any]:
    """A form against the round before."""
    return {
        "verdict": since.verdict,
        "same_rules": since.same_rules,
        "resolved": list(since.resolved),
        "new": list(since.new),
        "remaining": since.remaining,
    }


def rules_data(rules: RuleLog) -> dict[str, Any]:
    """What became of each rule."""
    return {
        "ran": list(rules.ran),
        "skipped": [{"rule": code, "reason": reason} for code, reason in rules.skipped.items()],
        "crashed": [{"rule": code, "error": error} for code, error in rules.crashed.items()],
    }


def returns_data(returns: Returns | None) -> dict[str, Any] | None:
    """The register against what came back; None without a register."""
    if returns is None:
        return None
    return {"issued": returns.issued, "returned": returns.returned, "missing": list(returns.missing)}


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "title": finding.title,
        "severity": finding.severity.value,
        "cell": finding.cell,
        "field": finding.field,
        "label": finding.label,
        "value": finding.value,
        "expected": finding.expected,
        "difference": finding.difference,
        "message": finding.message,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "explanation": finding.explanation,
        "expired_explanation": finding.expired_explanation,
        "waiver": finding.waiver,
    } | ({"projects": list(finding.projects)} if finding.projects else {})
