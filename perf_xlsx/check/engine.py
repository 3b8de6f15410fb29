"""One file to form reports: opened, identified, every rule run, skipped or crashed, findings in report order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from perf_xlsx.check.declared import Outcome, difference_of, evaluate_demands, exact, finding_of
from perf_xlsx.check.explained import explained
from perf_xlsx.check.facts import about
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.check.local_rules import LocalRules
from perf_xlsx.check.precedence import silence
from perf_xlsx.check.seems import seems
from perf_xlsx.check.waivers import Waivers
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.finding import Finding, FormReport, RuleLog, Severity
from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import FileFacts, Found, Scope, StampFacts, WrittenRule
from perf_xlsx.template.catalog import Catalog, catalog_of
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import Stamp, read_issued, stamps_of
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review

NOT_OPENED = "文件未能打开"
NO_FORM = "文件没有可审核的自评表"
NOT_ISSUED = "不是下发的工作簿"
WRONG_TEMPLATE = "模板或年度不符（T01），未按本模板审核"
NO_CELL = "本表没有这条规则要看的格子"
NO_COLUMN = "本表没有这一栏"


@dataclass(frozen=True)
class Checking:
    """What a check is made with: definitions, the batch's year, limits, what the operator decided.

    `template` is the definition hand-made forms are checked by, empty to choose one; `explain_reading` keeps what was
    read from where.

    Raises TemplateError with every fault of a definition of one's own: before the first file is opened.
    """

    catalog: Catalog = field(default_factory=catalog_of)
    fiscal_year: int | None = None
    limits: Limits = field(default_factory=Limits)
    template: str = ""
    explain_reading: bool = False
    local: LocalRules = field(default_factory=LocalRules)
    waivers: Waivers = field(default_factory=Waivers)

    def __post_init__(self) -> None:
        for name, file in self.catalog.files.items():
            if self.catalog.own is not None and file.is_relative_to(self.catalog.own):
                self.catalog.get(name)


@dataclass(slots=True)
class _Log:
    """Rules accounted for while one form is checked."""

    ran: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)
    local: LocalRules = field(default_factory=LocalRules)

    def closed(self, every: Iterable[str], reason: str) -> RuleLog:
        """Each rule once; those nothing was said of were skipped for this reason."""
        ran = set(self.ran) - self.crashed.keys()
        known = {*every, *self.local.off, *(rule.code for rule in self.local.added)}
        skipped = {**dict.fromkeys(known, reason), **self.skipped, **self.local.off}
        skipped = {code: why for code, why in skipped.items() if code not in ran and code not in self.crashed}
        return RuleLog(tuple(sorted(ran)), dict(sorted(skipped.items())), dict(sorted(self.crashed.items())))


def check_file(path: Path, shown: str, checking: Checking) -> list[FormReport]:
    """Check one file: one report a form in it, or one that says why there is none.

    `shown` is the name the reports carry. Nothing a file contains raises: should the program itself fail on it, every
    rule is reported as crashed and the batch goes on.
    """
    try:
        return [checking.waivers.applied(report) for report in _reports(path, shown, checking)]
    except PerfXlsxError:
        raise
    except Exception as error:  # noqa: BLE001 - one file must not end a batch
        crashed = dict.fromkeys(sorted(_all_codes(checking.catalog)), _crash(error))
        return [FormReport(shown, (), RuleLog(crashed=crashed))]


def _reports(path: Path, shown: str, checking: Checking) -> list[FormReport]:
    opened = read_book(path, checking.limits)
    if isinstance(opened, Refusal):
        return [_without_form(shown, FileFacts(refusal=opened.code, what=opened.what), checking)]
    return explained(_forms(shown, without_review(opened), checking), opened, checking.catalog)


def _forms(shown: str, opened: Book, checking: Checking) -> list[FormReport]:
    stamps = list(stamps_of(opened))
    if not stamps:
        return _hand_made(shown, opened, checking)
    longest = max(len(stamp.levels) for stamp in stamps)
    if longest > MOST_INDICATORS:
        what = f"的指标行数为{longest}，超出上限{MOST_INDICATORS}"
        return [_without_form(shown, FileFacts(refusal="F03", what=what), checking)]
    return [_checked(shown, opened, stamp, checking) for stamp in stamps]


def _without_form(shown: str, facts: FileFacts, checking: Checking) -> FormReport:
    log = _Log(local=checking.local)
    findings = _run(Scope.FILE, facts, None, log)
    reason = NOT_OPENED if facts.refusal else NO_FORM
    return FormReport(shown, tuple(findings), log.closed(_all_codes(checking.catalog), reason))


def _hand_made(shown: str, book: Book, checking: Checking) -> list[FormReport]:
    """Forms without a stamp are read by the words on them."""
    read = read_hand_made(book, checking)
    if not read.forms:
        facts = FileFacts(form_found=False, seems=read.relative or seems(book), extras=book.extras)
        return [_without_form(shown, facts, checking)]
    reports: list[FormReport] = []
    for sheet, form in read.forms:
        if len(form.indicator_rows) > MOST_INDICATORS:
            what = f"的指标行数为{len(form.indicator_rows)}，超出上限{MOST_INDICATORS}"
            return [_without_form(shown, FileFacts(refusal="F03", what=what), checking)]
        log = _Log(local=checking.local)
        findings = _run(Scope.FILE, FileFacts(extras=book.extras), None, log)
        report = check_form(form, shown, sheet, (findings, log), _all_codes(checking.catalog))
        reports.append(report)
    return [replace(one, reading=()) for one in reports] if not checking.explain_reading else reports


def _checked(shown: str, book: Book, stamp: Stamp, checking: Checking) -> FormReport:
    log = _Log(local=checking.local)
    findings = _run(Scope.FILE, FileFacts(extras=book.extras), None, log)
    name, catalog = stamp.identity.template, checking.catalog
    blank = stamp.identity.flavour is Flavour.BLANK
    template = catalog.get(name, blank=blank) if name in catalog.files else None
    same = template is not None and template.digest[:SHORT] == stamp.identity.template_digest
    facts = StampFacts(stamp.identity, template is not None, same, checking.fiscal_year)
    findings += _run(Scope.STAMP, facts, None, log)
    if template is None or not same:
        return FormReport(
            shown,
            tuple(findings),
            log.closed(_all_codes(catalog), WRONG_TEMPLATE),
            sheet=stamp.grid.name,
            template=name,
            issued=True,
            fiscal_year=stamp.identity.fiscal_year,
            project_code=stamp.identity.project_code or None,
        )
    form = read_issued(stamp, template)
    return check_form(form, shown, stamp.grid.name, (findings, log), _all_codes(catalog))


def check_form(
    form: FilledForm,
    shown: str,
    sheet: str | None = None,
    before: "tuple[list[Finding], _Log] | None" = None,
    every: Iterable[str] = (),
) -> FormReport:
    """Check one form that has been read; `before` is what was found about its file, `every` all codes there are."""
    findings, log = before or ([], _Log())
    form = log.local.over(form)
    findings += [one for one in _run(Scope.FORM, form, form, log) if one.rule not in form.found.spared]
    if form.issued:
        findings += _run(Scope.ISSUED, form, form, log)
    else:
        issued_only = [rule.text.code for rule in RULES if rule.scope in {Scope.STAMP, Scope.ISSUED}]
        log.skipped |= dict.fromkeys(issued_only, NOT_ISSUED)
    outcomes = evaluate_demands(form)
    reasons = silence(form, outcomes)
    for code, outcome in sorted(outcomes.items()):
        _account(log, code, outcome, reasons.get(code))
        for demand in outcome.failed:
            try:
                findings.append(finding_of(form, demand))
            except Exception as error:  # noqa: BLE001 - a rule that crashes is reported, the batch goes on
                log.crashed[code] = _crash(error)
    log.skipped |= {**form.template.unavailable, **dict.fromkeys(form.without_a_cell(), NO_COLUMN), **form.found.spared}
    known = {*every, *(rule.code for rule in form.template.rules)}
    found, rules = tuple(_ordered(form, findings)), log.closed(known, NO_CELL)
    return replace(about(form), file=shown, sheet=sheet, findings=found, rules=rules)


def _account(log: _Log, code: str, outcome: Outcome, silenced_by: str | None) -> None:
    if outcome.crashed:
        log.crashed[code] = outcome.crashed
    elif outcome.held or outcome.failed:
        log.ran.append(code)
    elif silenced_by:
        log.skipped[code] = f"同一处已由{silenced_by}指出"
    else:
        log.skipped[code] = "相关单元格不是数字，无法计算"


def _crash(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _run(scope: Scope, facts: Any, form: FilledForm | None, log: _Log) -> list[Finding]:
    """Run the written rules of a scope; one that crashes is noted and the rest go on."""
    findings: list[Finding] = []
    for rule in RULES:
        if rule.scope is scope and rule.text.code not in log.local.off:
            try:
                findings += [log.local.regraded(_finding(rule, found, form)) for found in rule.run(facts)]
                log.ran.append(rule.text.code)
            except Exception as error:  # noqa: BLE001 - see above
                log.crashed[rule.text.code] = _crash(error)
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
        cell=form.addresses.get(form.near(place)) if form and place else None,
        field=str(place) if place else None,
        label=form.label(place) if form and place else None,
        value=exact(form, found.value, place),
        expected=exact(form, found.expected, place),
        difference=exact(form, difference_of(found.value, found.expected), place),
    )


def _ordered(form: FilledForm, findings: Iterable[Finding]) -> Sequence[Finding]:
    """The most serious first; then what is about the whole file, then from top to bottom of the form."""
    places = form.sheet.at if form.sheet else form.declared
    order = {str(place): number for number, place in enumerate(places, 1)}
    hidden = {str(place): order.get(str(form.near(place)), 0) for place in places if form.near(place) != place}
    return sorted(findings, key=lambda one: (one.severity.rank, (order | hidden).get(one.field or "", 0), one.rule))


def _all_codes(catalog: Catalog) -> set[str]:
    return {rule.text.code for rule in RULES} | {rule.code for rule in catalog.shared.rules}
