"""One narrative report checked: against itself, the forms in its own tables, and the form it belongs to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from perf_xlsx.check.hand_made import EARLIEST, HandMade
from perf_xlsx.check.log import Log, codes_of
from perf_xlsx.check.precedence import Failure
from perf_xlsx.check.written import run_rules
from perf_xlsx.finding import REPORT, Finding, FormReport, Score
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.form.returns import spelling
from perf_xlsx.narrative.against_tables import copies_funds
from perf_xlsx.narrative.facts import ReportFacts, Side, split
from perf_xlsx.narrative.text import Narrative, narrative_of
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import FileFacts, Scope
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.judgement import judgement_of
from perf_xlsx.workbook.book import Book

FORM_ONLY = "是自评表的规则，报告不查"
UNPAIRED = "没有与它配对的自评表，只核对了报告自身；表在别处的，请用 --form 指明"
PAIRED_INSIDE = "与报告自己所附的自评表核对"
ANNEX, FORM = "附表", "自评表"
MOST_OF_A_RULE = 100
GOAL = "goal"
PROJECT = Place("header", "", "project_name")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read: its report, the forms in its tables with their sheets.

    `quoted` are tables that repeat one of its forms, `funds` those that hold funds alone.
    """

    book: Book
    report: Narrative
    forms: Sequence[tuple[str, FilledForm]]
    quoted: Sequence[tuple[str, FilledForm]] = ()
    funds: Sequence[tuple[str, FilledForm]] = ()

    def sides(self) -> list[Side]:
        """Its own forms, as a report is held against them."""
        return [self._side(*one) for one in self.forms]

    def copies(self, main: Side | None) -> list[Side]:
        """Its tables that say once more what a form says: a year among the words above them is not theirs."""
        years = {main.form.fiscal_year if main else None, self.report.fiscal_year, None}
        alone = [one for one in self.funds if one[1].fiscal_year in years]
        funds = [(sheet, form) for sheet, form in alone if main and copies_funds(self._side(sheet, form), main)]
        return [self._side(sheet, replace(form, fiscal_year=None, memory={})) for sheet, form in (*self.quoted, *funds)]

    def _side(self, sheet: str, form: FilledForm) -> Side:
        return Side(form, ANNEX, self.book.tables.get(sheet, ()))


def document_of(book: Book, read: HandMade) -> Document | None:
    """The report a book holds, with its forms; None where it holds none."""
    report = narrative_of(book.passages)
    if report is None:
        return None
    every = ([_in_tables(book, *one) for one in some] for some in (read.forms, read.quoted, read.funds))
    return Document(book, report, *every)


def _in_tables(book: Book, sheet: str, form: FilledForm) -> tuple[str, FilledForm]:
    """A form without the goals that were read from the report's own paragraphs above its table."""
    above = next((rows for rows, _ in book.tables.get(sheet, ())), 0)
    goals = {place for place in form.addresses if place.block == GOAL}
    # The blank below a heading that was taken for a label is the first row of the table.
    if not any(split(form.addresses[place])[0] <= above + (form.declared.get(place) is None) for place in goals):
        return sheet, form
    declared = {place: value for place, value in form.declared.items() if place.block != GOAL}
    return sheet, replace(form, declared=declared, absent=form.absent | goals, memory={})


def check_report(
    shown: str, document: Document, log: Log, catalog: Catalog, pair: FilledForm | None = None
) -> FormReport:
    """Check one report; `pair` is its form from another file, else the one it annexes counts."""
    own = document.sides()
    main = Side(pair, FORM) if pair is not None else main_form(own, document.report)
    annexed = [*(one for one in own if one is not main), *document.copies(main)]
    template = main.form.template if main is not None else catalog.get(EARLIEST)
    facts = ReportFacts(document.report, judgement_of(template), main, annexed)
    failures = [] if document.forms else run_rules(Scope.FILE, FileFacts(extras=document.book.extras), None, log)
    failures += run_rules(Scope.REPORT, facts, None, log)
    kept = _without_silenced(failures, log)
    note = () if pair is not None else (PAIRED_INSIDE if main is not None else UNPAIRED,)
    return replace(
        _about(facts),
        file=shown,
        findings=_told(kept, document.report),
        rules=log.closed(codes_of(catalog), FORM_ONLY),
        assumptions=note,
    )


def main_form(sides: Sequence[Side], report: Narrative) -> Side | None:
    """The form a report annexes: the one of its project, else the longest; funds alone are no form."""
    whole = [one for one in sides if indicators_of(one.form)]
    names = {spelling(text_at(one.form, PROJECT)) for one in whole} - {""}
    if len(names) > 1:
        own = spelling(report.project_name or "")
        whole = [one for one in whole if own and spelling(text_at(one.form, PROJECT)) == own]
    return max(whole, key=lambda one: len(indicators_of(one.form)), default=None)


def _without_silenced(failures: Sequence[Failure], log: Log) -> list[Failure]:
    """What C26 says of a place, R01 to R03 do not say again."""
    by = {(code, one.where): one.rule.code for one in failures for code in one.rule.silences}
    kept = [one for one in failures if (one.rule.code, one.where) not in by]
    spoke = {one.rule.code for one in kept}
    for one in failures:
        if one.rule.code not in spoke:
            log.silence(one.rule.code, f"同一处已由{by[one.rule.code, one.where]}指出")
    return kept


def _told(failures: Sequence[Failure], report: Narrative) -> tuple[Finding, ...]:
    """The most serious first, then in the order of the document; of a rule that finds no end, what anyone reads."""
    places = {one.place: number for number, one in enumerate(report.passages, 1)}
    every = (one.finding() for one in failures)
    found = sorted(every, key=lambda one: (one.severity.rank, places.get(one.cell or "", 0), one.rule))
    number: Counter[str] = Counter()
    kept = []
    for one in found:
        number[one.rule] += 1
        if number[one.rule] <= MOST_OF_A_RULE:
            kept.append(one)
    return tuple(kept)


def _about(facts: ReportFacts) -> FormReport:
    """Whose report it is, the total and the grade it states."""
    report, form = facts.report, facts.form.form if facts.form else None
    score = Score(
        declared=plain(facts.scores[0].value) if facts.scores else None,
        grade=facts.grades[0].key if facts.grades else None,
    )
    name = (text_at(form, PROJECT) if form else "") or report.project_name
    department, unit = (
        text_at(form, Place("header", "", key)) or None if form else None
        for key in ("supervising_department", "implementing_unit")
    )
    return FormReport(
        file="",
        findings=(),
        rules=Log().closed((), ""),
        kind=REPORT,
        project_code=(form.project_code if form else None) or report.project_code,
        project_name=name,
        fiscal_year=report.fiscal_year or (form.fiscal_year if form else None),
        supervising_department=department,
        implementing_unit=unit,
        score=score,
    )
