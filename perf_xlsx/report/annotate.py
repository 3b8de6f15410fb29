"""Marked copies of returned forms, to be sent back: comments and colours on the cells, every finding on 审核意见.

An issued form is written anew from its template and what the unit filled in, so that formulas, drop-downs and locks
are those that were issued. A hand-made .xlsx is marked in place; of any other file the cells are written anew.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.engine import Checking
from perf_xlsx.files.names import FreeNames
from perf_xlsx.finding import REPORT, Finding, FormReport, Verdict
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.hidden import read_level_text
from perf_xlsx.form.identity import SHORT, Identity, content_digest
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, constants_of
from perf_xlsx.numbers import Value
from perf_xlsx.report.file import put
from perf_xlsx.report.letters import stem_of
from perf_xlsx.template.model import Flavour
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.annotate import Marker
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.meta_in import metas_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.review_sheet import Review
from perf_xlsx.workbook.stamp import Stamp

MOST_SIGNS = 32_000  # a cell takes 32,767
LEAST = 6
# Of another template or year nothing can be corrected: the unit fills in the right form, and the letter says so.
WRONG_FORM = "T01"


def annotate(batch: BatchReport, folder: Path, checking: Checking) -> list[Path]:
    """Write a copy of every form that is to be sent back (退回修改, 待核实); returns the files.

    The copy has the name of its file and is always .xlsx; narrative reports get none. Raises UsageError when one
    cannot be written.
    """
    written = []
    marker, stems = Marker(), FreeNames()
    try:
        for form in batch.judged:
            stem = stem_of(form, stems)
            marked = form.kind != REPORT and form.verdict in {Verdict.RETURN, Verdict.REVIEW}
            data = _copy(form, checking, marker) if marked else None
            if data is not None:
                path = folder / f"{stem}.xlsx"
                put(path, data)
                written.append(path)
    finally:
        marker.close()
    return written


def _copy(report: FormReport, checking: Checking, marker: Marker) -> bytes | None:
    """The marked copy; None when the file can no longer be read, or the unit needs another form altogether."""
    if any(one.rule == WRONG_FORM and one.open for one in report.findings):
        return None
    book = read_book(Path(report.file), checking.limits)
    if isinstance(book, Refusal):
        return None
    stamp = next((one for one in stamps_of(book) if one.grid.name == report.sheet), None) if report.issued else None
    if stamp is not None and stamp.identity.template in checking.catalog.files:
        blank = stamp.identity.flavour is Flavour.BLANK
        template = checking.catalog.get(stamp.identity.template, blank=blank)
        if template.digest[:SHORT] == stamp.identity.template_digest:
            form = read_issued(stamp, template)
            return _anew(report, _project(book, stamp, form), _signed(stamp), form)
    return None if report.issued else _cells(report, without_review(book), marker)


def _anew(report: FormReport, project: Project, identity: Identity, form: FilledForm) -> bytes:
    # XlsxWriter is slow to import, and a batch without faults never gets here.
    from perf_xlsx.workbook.write import write_marked  # noqa: PLC0415

    sheet = sheet_of(form.template, project)
    inputs = {place for place, cell in sheet.at.items() if cell.role is Role.INPUT}
    cells = {str(place): f"{letters_of_number(cell.column)}{cell.row}" for place, cell in sheet.at.items()}
    least = int(form.template.policy["min_explanation"])
    findings = [(one, _place(form, one, cells)) for one in _worth(report.findings)]
    texts = {key: str(_fitting(text)) for key, text in form.texts.items()}
    review = Review(_headline(report), findings, least, form.notes, texts, form.printed)
    filled = {place: _fitting(value) for place, value in form.declared.items() if place in inputs}
    return write_marked(form.template, project, identity, filled, review)


def _project(book: Book, stamp: Stamp, form: FilledForm) -> Project:
    """What was issued: the copy the workbook carries of it where that is whole, else the locked cells as found."""
    identity, template = stamp.identity, form.template
    for meta in metas_of(book):
        given = meta.carried.given if meta.carried else {}
        rows = [read_level_text(text) for _, text in sorted(meta.carried.levels.items())] if meta.carried else []
        shape = tuple(row for row in rows if row is not None)
        about = (template.id, template.digest, identity.fiscal_year, identity.project_code)
        if len(shape) == len(rows) and rows and content_digest(*about, given) == identity.digest:
            return Project(identity.project_code, identity.fiscal_year, given, shape)
    inputs = {place for place, cell in form.sheet.at.items() if cell.role is Role.INPUT} if form.sheet else set()
    kept = {place: _fitting(value) for place, value in form.declared.items() if place not in inputs}
    given = {place: value for place, value in kept.items() if place not in constants_of(template)}
    return Project(identity.project_code, identity.fiscal_year, given, form.sheet.shape if form.sheet else ())


def _signed(stamp: Stamp) -> Identity:
    """What was issued, with the digits that stood in the signature cell; without a key they are the digest's."""
    identity, digits = stamp.identity, stamp.signature
    return identity if identity.digest.startswith(digits) else replace(identity, signature=digits)


def _place(form: FilledForm, finding: Finding, cells: dict[str, str]) -> str:
    """Where a finding stands in the form written anew; a hidden sum is shown at the first row it is about."""
    if finding.cell is None or finding.field is None:
        return ""
    parts = finding.field.split(".")
    place = Place(parts[0], parts[1] if len(parts) > 2 else "", parts[-1])  # noqa: PLR2004 - block, row, column
    return cells.get(str(form.near(place)), "")


def _cells(report: FormReport, book: Book, marker: Marker) -> bytes:
    """A hand-made form marked in place where it is an .xlsx, else its cells written anew."""
    from perf_xlsx.workbook.copy_cells import write_copy  # noqa: PLC0415 - as above

    findings = [(one, one.cell or "") for one in _worth(report.findings)]
    review, sheet, file = Review(_headline(report), findings, LEAST), report.sheet or "", Path(report.file)
    marked = None
    if file.suffix.lower() == ".xlsx" and not book.extras:  # what has macros or links is not handed on
        marked = marker.marked(file.read_bytes(), sheet, review)
    return marked or write_copy(book, sheet, review)


def _worth(findings: Iterable[Finding]) -> list[Finding]:
    """What is told to the unit: everything that is not waived."""
    return [one for one in findings if one.waiver is None]


def _headline(report: FormReport) -> str:
    name = f"“{report.project_name}”" if report.project_name else ""
    return "".join(sign if sign.isprintable() else " " for sign in f"审核结论：{report.verdict.chinese}　{name}")


def _fitting(value: Value) -> Value:
    """A text no longer than a cell takes."""
    return value[:MOST_SIGNS] if isinstance(value, str) and len(value) > MOST_SIGNS else value
