"""Explanations that travel on 审核意见: they count for the finding with the same rule, field and value."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from perf_xlsx.expr.meaning import is_explanation
from perf_xlsx.finding import Finding, FormReport, Severity
from perf_xlsx.form.review import Note, where_of
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.review_in import notes_of


def explained(reports: list[FormReport], book: Book, catalog: Catalog) -> list[FormReport]:
    """The same reports with what the unit wrote; of a file with several forms a note counts where it was asked for."""
    notes = notes_of(book)
    several = sum(report.sheet is not None for report in reports) > 1
    return [_with_notes(report, notes, catalog, several=several) for report in reports] if notes else reports


def _with_notes(report: FormReport, notes: Sequence[Note], catalog: Catalog, *, several: bool) -> FormReport:
    if report.template is None or report.template not in catalog.files:
        return report
    least = int(catalog.get(report.template).policy["min_explanation"])
    good = [note for note in notes if is_explanation(note.text, least)]
    found = []
    for finding in report.findings:
        where = where_of(report.sheet or "", finding.cell or "")
        found.append(_explained(finding, [one for one in good if not several or one.where == where]))
    return replace(report, findings=tuple(found))


def _explained(finding: Finding, notes: Iterable[Note]) -> Finding:
    """A warning with its note; one written when another value stood there has expired."""
    if finding.severity is not Severity.WARNING or finding.explanation is not None:
        return finding
    same: Sequence[Note] = [one for one in notes if (one.rule, one.field) == (finding.rule, finding.field or "")]
    for note in same:
        if note.fingerprint == finding.fingerprint:
            return replace(finding, explanation=note.text)
    return replace(finding, expired_explanation=same[0].text) if same else finding
