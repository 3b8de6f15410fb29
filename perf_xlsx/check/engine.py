"""One file to form reports: opened, identified, every rule run, skipped or crashed, findings in report order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from perf_xlsx.check.declared import JSON_PLACES, Outcome, evaluate_demands, finding_of
from perf_xlsx.check.precedence import silence
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.finding import Finding, FormReport, RuleLog, Score, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.numbers import Value, excel_round, plain
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import FileFacts, Found, Scope, StampFacts, WrittenRule
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import Catalog, catalog_of
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import Stamp, read_issued, stamps_of
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

NO_FORM = "文件没有可审核的自评表"
NOT_ISSUED = "不是下发的工作簿"
WRONG_TEMPLATE = "模板或年度不符（T01），未按本模板审核"


@dataclass(frozen=True)
class Checking:
    """What a check is made with: definitions, the batch's year, limits."""

    catalog: Catalog = field(default_factory=catalog_of)
    fiscal_year: int | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class _Log:
    """Rules accounted for while one form is checked."""

    ran: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)

    def closed(self) -> RuleLog:
        return RuleLog(tuple(sorted(self.ran)), dict(sorted(self.skipped.items())), dict(sorted(self.crashed.items())))


def check_file(path: Path, shown: str, checking: Checking) -> list[FormReport]:
    """Check one file: one report a form in it, or one that says why there is none.

    `shown` is the name the reports carry. Nothing a file contains raises.
    """
    opened = read_book(path, checking.limits)
    if isinstance(opened, Refusal):
        return [_without_form(shown, FileFacts(refusal=opened.code, what=opened.what), checking)]
    stamps = list(stamps_of(opened))
    if not stamps:
        return [_without_form(shown, FileFacts(form_found=False, extras=opened.extras), checking)]
    return [_checked(shown, opened, stamp, checking) for stamp in stamps]


def _without_form(shown: str, facts: FileFacts, checking: Checking) -> FormReport:
    log = _Log()
    findings = _run(Scope.FILE, facts, None, log)
    reason = "文件未能打开" if facts.refusal else NO_FORM
    log.skipped |= dict.fromkeys(_all_codes(checking.catalog) - set(log.ran) - set(log.crashed), reason)
    return FormReport(shown, tuple(findings), log.closed())


def _checked(shown: str, book: Book, stamp: Stamp, checking: Checking) -> FormReport:
    log = _Log()
    findings = _run(Scope.FILE, FileFacts(extras=book.extras), None, log)
    template = _template_of(stamp, checking.catalog)
    same = template is not None and template.digest.startswith(stamp.identity.template_digest)
    facts = StampFacts(stamp.identity, template is not None, same, checking.fiscal_year)
    findings += _run(Scope.STAMP, facts, None, log)
    if template is None or not same:
        log.skipped |= dict.fromkeys(_all_codes(checking.catalog) - set(log.ran) - set(log.crashed), WRONG_TEMPLATE)
        return FormReport(
            shown,
            tuple(findings),
            log.closed(),
            sheet=stamp.grid.name,
            template=stamp.identity.template,
            issued=True,
            fiscal_year=stamp.identity.fiscal_year,
            project_code=stamp.identity.project_code,
        )
    form = read_issued(stamp, template)
    return check_form(form, shown, stamp.grid.name, (findings, log))


def check_form(
    form: FilledForm, shown: str, sheet: str | None = None, before: "tuple[list[Finding], _Log] | None" = None
) -> FormReport:
    """Check one form that has been read; `before` is what was found about its file."""
    findings, log = before or ([], _Log())
    if form.issued:
        findings += _run(Scope.FORM, form, form, log)
    else:
        stamp_rules = [rule.text.code for rule in RULES if rule.scope is not Scope.FILE]
        log.skipped |= dict.fromkeys(stamp_rules, NOT_ISSUED)
    outcomes = evaluate_demands(form)
    reasons = silence(form, outcomes)
    for code, outcome in sorted(outcomes.items()):
        _account(log, code, outcome, reasons.get(code))
        for demand in outcome.failed:
            try:
                findings.append(finding_of(form, demand))
            except Exception as error:  # noqa: BLE001 - a rule that crashes is reported, the batch goes on
                log.crashed[code] = f"{type(error).__name__}: {error}"
    log.ran = [code for code in log.ran if code not in log.crashed]
    log.skipped |= {code: why for code, why in form.template.unavailable.items() if code not in log.ran}
    return _report(form, shown, sheet, (_ordered(form, findings), log))


def _account(log: _Log, code: str, outcome: Outcome, silenced_by: str | None) -> None:
    if outcome.crashed:
        log.crashed[code] = outcome.crashed
    elif outcome.held or outcome.failed:
        log.ran.append(code)
    elif silenced_by:
        log.skipped[code] = f"同一处已由{silenced_by}指出"
    else:
        log.skipped[code] = "相关单元格不是数字，无法计算"


def _template_of(stamp: Stamp, catalog: Catalog) -> Template | None:
    try:
        return catalog.get(stamp.identity.template) if stamp.identity.template in catalog.files else None
    except PerfXlsxError:
        return None


def _run(scope: Scope, facts: Any, form: FilledForm | None, log: _Log) -> list[Finding]:
    """Run the written rules of a scope; one that crashes is noted and the rest go on."""
    findings: list[Finding] = []
    for rule in RULES:
        if rule.scope is scope:
            try:
                findings += [_finding(rule, found, form) for found in rule.run(facts)]
                log.ran.append(rule.text.code)
            except Exception as error:  # noqa: BLE001 - see above
                log.crashed[rule.text.code] = f"{type(error).__name__}: {error}"
    return findings


def _finding(rule: WrittenRule, found: Found, form: FilledForm | None) -> Finding:
    place = found.place
    return Finding(
        rule=rule.text.code,
        name=rule.text.name,
        title=rule.text.title,
        severity=Severity(found.severity or rule.text.severity),
        message=found.message,
        fix=rule.text.fix,
        cell=form.address_near(place) if form and place else None,
        field=str(place) if place else None,
        label=form.label(place) if form and place else None,
        value=found.value,
        expected=found.expected,
    )


def _ordered(form: FilledForm, findings: Iterable[Finding]) -> Sequence[Finding]:
    """The most serious first, then from top to bottom of the form."""
    order = {str(place): number for number, place in enumerate(form.sheet.at if form.sheet else form.declared)}
    return sorted(findings, key=lambda one: (one.severity.rank, order.get(one.field or "", len(order)), one.rule))


def _report(form: FilledForm, shown: str, sheet: str | None, checked: tuple[Sequence[Finding], _Log]) -> FormReport:
    findings, log = checked
    total = Place("total", "", "score")
    return FormReport(
        file=shown,
        findings=tuple(findings),
        rules=log.closed(),
        sheet=sheet,
        template=form.template.id,
        issued=form.issued,
        fiscal_year=form.fiscal_year,
        project_code=form.project_code or None,
        project_name=_text(form.value(Place("header", "", "project_name"))),
        supervising_department=_text(form.value(Place("header", "", "supervising_department"))),
        implementing_unit=_text(form.value(Place("header", "", "implementing_unit"))),
        execution_rate=_number(form.computed(Place("funds", "total", "execution_rate"))),
        score=Score(
            declared=_number(form.stored[total][0] if total in form.stored else form.value(total)),
            sum=_number(form.computed(total)),
            by_policy=_number(form.by_policy().value(total)),
            grade=_grade(form),
        ),
    )


def _grade(form: FilledForm) -> str | None:
    """The key of the grade (excellent, good, fair, poor)."""
    place = Place("total", "", "grade")
    word = form.value(place) or form.computed(place)
    words = form.template.policy.get("grade_words", {})
    return next((key for key, text in words.items() if text == word), None)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else plain(value) if value is not None else None


def _number(value: Value) -> str | None:
    return plain(excel_round(value, JSON_PLACES)) if isinstance(value, Decimal) else None


def _all_codes(catalog: Catalog) -> set[str]:
    return {rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules}
