"""One file to form reports: opened, identified, every rule run, skipped or crashed, findings in report order."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from perf_xlsx.check.aside import print_report, summary_report
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.declared import Outcome, evaluate_demands, finding_of, needs
from perf_xlsx.check.explained import explained
from perf_xlsx.check.facts import about
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.check.held import held_form
from perf_xlsx.check.log import Log, codes_of, codes_with, crash_text
from perf_xlsx.check.narratives import check_report, document_of
from perf_xlsx.check.noise import within_budget
from perf_xlsx.check.precedence import Failure, silence
from perf_xlsx.check.seems import seems
from perf_xlsx.check.untold import as_told
from perf_xlsx.check.written import run_rules
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.files.memory import Resident
from perf_xlsx.finding import Finding, FormReport, RuleLog
from perf_xlsx.form.arrange import MOST_INDICATORS
from perf_xlsx.form.as_issued import judged_form
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT
from perf_xlsx.form.trust import Trust
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import FileFacts, Scope, StampFacts
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.stamp import Stamp

NOT_OPENED = "文件未能打开"
NO_FORM = "文件没有可审核的自评表"
NOT_ISSUED = "不是下发的工作簿"
WRONG_TEMPLATE = "模板或年度不符（T01），未按本模板审核"
NO_CELL = "本表没有这条规则要看的格子"
NO_COLUMN = "本表没有这一栏"
OF_REPORTS = "是自评报告的规则，结果见报告一条"
MEMORY = Resident()


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
        crashed = dict.fromkeys(sorted(codes_of(checking.catalog)), crash_text(error))
        return [FormReport(shown, (), RuleLog(crashed=crashed))]
    finally:
        MEMORY.give_back()


def _reports(path: Path, shown: str, checking: Checking) -> list[FormReport]:
    opened = read_book(path, checking.limits)
    if isinstance(opened, Refusal):
        return [refused_report(shown, opened, checking)]
    return explained(_forms(shown, without_review(opened), checking), opened, checking.catalog)


def _forms(shown: str, opened: Book, checking: Checking) -> list[FormReport]:
    stamps = list(stamps_of(opened))
    if not stamps:
        return _hand_made(shown, opened, checking)
    longest = max(len(stamp.levels) for stamp in stamps)
    if longest > MOST_INDICATORS:
        what = f"的指标行数为{longest}，超出上限{MOST_INDICATORS}"
        return [refused_report(shown, Refusal("F03", what), checking)]
    return [_checked(shown, (opened, stamps), stamp, checking) for stamp in stamps]


def refused_report(shown: str, why: Refusal, checking: Checking) -> FormReport:
    """The report of a file that was not read."""
    return _without_form(shown, FileFacts(refusal=why.code, what=why.what), checking)


def _without_form(shown: str, facts: FileFacts, checking: Checking) -> FormReport:
    log = Log(local=checking.local)
    findings = [one.finding() for one in run_rules(Scope.FILE, facts, None, log)]
    reason = NOT_OPENED if facts.refusal else NO_FORM
    return FormReport(shown, tuple(findings), log.closed(codes_of(checking.catalog), reason))


def _hand_made(shown: str, book: Book, checking: Checking) -> list[FormReport]:
    """Forms without a stamp are read by the words on them."""
    around = shown, book, Log(local=checking.local), codes_of(checking.catalog)
    printed = print_report(*around)
    if printed is not None:
        return [printed]
    read = read_hand_made(book, checking)
    if read.past_limit:
        return [_without_form(shown, FileFacts(refusal="F03", what=read.past_limit), checking)]
    summary = None if read.forms or read.told else summary_report(*around)
    if summary is not None:
        return [summary]
    document = document_of(book, read)
    if not read.forms and not read.told and document is None:
        facts = FileFacts(form_found=False, seems=read.relative or seems(book), extras=book.extras)
        return [_without_form(shown, facts, checking)]
    reports: list[FormReport] = []
    for sheet, form in (*(document.forms if document is not None else read.forms), *read.told):
        log = Log(local=checking.local)
        failures = run_rules(Scope.FILE, FileFacts(extras=book.extras), None, log)
        dated = replace(form, batch_year=checking.fiscal_year)
        dated.trust = Trust(register=checking.register, file=shown)
        report = check_form(dated, shown, sheet, (failures, log), codes_of(checking.catalog))
        reports.append(report if checking.explain_reading else replace(report, reading=()))
    if document is not None:
        reports.append(check_report(shown, document, Log(local=checking.local), checking.catalog))
    return reports


def _checked(shown: str, around: tuple[Book, Sequence[Stamp]], stamp: Stamp, checking: Checking) -> FormReport:
    book, log = around[0], Log(local=checking.local)
    failures = run_rules(Scope.FILE, FileFacts(extras=book.extras), None, log)
    name, catalog = stamp.identity.template, checking.catalog
    blank = stamp.identity.flavour is Flavour.BLANK
    template = catalog.get(name, blank=blank) if name in catalog.files else None
    same = template is not None and template.digest[:SHORT] == stamp.identity.template_digest
    facts = StampFacts(stamp.identity, template is not None, same, checking.fiscal_year)
    failures += run_rules(Scope.STAMP, facts, None, log)
    if template is None or not same:
        return FormReport(
            shown,
            tuple(one.finding() for one in failures),
            log.closed(codes_of(catalog), WRONG_TEMPLATE),
            sheet=stamp.grid.name,
            template=name,
            issued=True,
            fiscal_year=stamp.identity.fiscal_year,
            project_code=stamp.identity.project_code or None,
        )
    form = held_form(around, stamp, template, Trust(register=checking.register, key=checking.key, file=shown))
    form.batch_year = checking.fiscal_year
    return as_told(check_form(form, shown, stamp.grid.name, (failures, log), codes_of(catalog)), book.cannot_tell)


def check_form(
    form: FilledForm,
    shown: str,
    sheet: str | None = None,
    before: tuple[list[Failure], Log] | None = None,
    every: Iterable[str] = (),
) -> FormReport:
    """Check one form that has been read; `before` is what was found about its file, `every` all codes there are."""
    failures, log = before or ([], Log())
    returned = log.local.over(form)
    form = judged_form(returned)
    failures += [one for one in run_rules(Scope.FORM, form, form, log) if one.rule.code not in form.found.spared]
    if form.issued:
        failures += run_rules(Scope.ISSUED, returned, form, log)
    else:
        issued_only = [rule.text.code for rule in RULES if rule.scope in {Scope.STAMP, Scope.ISSUED}]
        log.skipped |= dict.fromkeys(issued_only, NOT_ISSUED)
    log.skipped |= {rule.text.code: OF_REPORTS for rule in RULES if rule.scope is Scope.REPORT}
    outcomes = evaluate_demands(form)
    for outcome in outcomes.values():
        failures += [_failure(form, demand) for demand in outcome.failed]
    kept, silenced_by = silence(form, failures)
    findings = within_budget(form, list(_told(kept, log)))
    _account(log, outcomes, {one.rule.code for one in kept}, silenced_by)
    log.skipped |= {**form.template.unavailable, **dict.fromkeys(form.without_a_cell(), NO_COLUMN), **form.found.spared}
    found, rules = tuple(_ordered(form, findings)), log.closed(codes_with(frozenset(every), form.template), NO_CELL)
    return replace(about(form), file=shown, sheet=sheet, findings=found, rules=rules)


def _failure(form: FilledForm, demand: Demand) -> Failure:
    """A declared rule that does not hold in one place."""
    make = partial(finding_of, form, demand)
    return Failure(demand.case.rule, demand.place, {demand.place}, partial(needs, form, demand), make)


def _told(failures: Iterable[Failure], log: Log) -> Iterator[Finding]:
    """The findings of failures; a rule whose message cannot be made has crashed."""
    for failure in failures:
        try:
            yield failure.finding()
        except Exception as error:  # noqa: BLE001 - a rule that crashes is reported, the batch goes on
            log.crash(failure.rule.code, error)


def _account(log: Log, outcomes: Mapping[str, Outcome], spoke: Collection[str], silenced: Mapping[str, str]) -> None:
    """Say of every declared rule, and of every rule that was silenced altogether, what became of it."""
    for code, outcome in outcomes.items():
        if outcome.crashed:
            log.crashed[code] = outcome.crashed
        elif outcome.held or code in spoke:
            log.ran.append(code)
        elif code not in silenced:
            log.skipped[code] = "相关单元格不是数字，无法计算"
    for code, by in silenced.items():
        if code not in spoke and not (code in outcomes and outcomes[code].held):
            log.silence(code, f"同一处已由{by}指出")


def _ordered(form: FilledForm, findings: Iterable[Finding]) -> Sequence[Finding]:
    """The most serious first; then what is about the whole file, then from top to bottom of the form."""
    findings = list(findings)
    if len(findings) <= 1:
        return findings
    places = form.sheet.named if form.sheet else {str(place): place for place in form.declared}
    order = form.sheet.order if form.sheet else {place: number for number, place in enumerate(form.declared, 1)}
    about = {one.field for one in findings if one.field in places}
    numbers = {name: order.get(form.near(places[name]), 0) for name in about if name}
    return sorted(findings, key=lambda one: (one.severity.rank, numbers.get(one.field or "", 0), one.rule))
