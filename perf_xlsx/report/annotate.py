"""Marked copies of returned forms, to be sent back: comments and colours on the cells, every finding on 审核意见.

An issued form is written anew from its template and what the unit filled in, so that formulas, drop-downs and locks
are those that were issued. A hand-made .xlsx is marked in place; of any other file the cells are written anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.held import held_form
from perf_xlsx.files.names import FreeNames
from perf_xlsx.finding import REPORT, Finding, FormReport, Verdict
from perf_xlsx.form.as_issued import issued_project, judged_form
from perf_xlsx.form.carried import Carried
from perf_xlsx.form.cells import Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT, Identity, one_spelling
from perf_xlsx.form.issued import sheet_of
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project, constants_of
from perf_xlsx.form.trust import Trust
from perf_xlsx.numbers import Value
from perf_xlsx.report.file import put
from perf_xlsx.report.letters import stem_of
from perf_xlsx.template.model import Flavour
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.annotate import Marker
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.review_sheet import Review, joined
from perf_xlsx.workbook.stamp import signed_identity

MOST_SIGNS = 32_000  # a cell takes 32,767
LEAST = 6
# Of another template or year nothing can be corrected: the unit fills in the right form, and the letter says so.
WRONG_FORM = "T01"
# What is to be done about what the copy has mended already.
CHANGED = "T02"
RESTORED = {
    CHANGED: "本副本里已恢复为下发的内容，请在副本上核对；确需调整指标的，请按规定程序报批后由下发单位重新下发。",
    "T03": "本副本里已恢复为下发的公式，请在副本上核对；需要调整得分的，填“自评调整得分”。",
}


def annotate(batch: BatchReport, folder: Path, checking: Checking) -> list[Path]:
    """Write a copy of every form that is to be sent back (退回修改, 待核实); returns the files.

    The copy has the name of its file and is always .xlsx; the hand-made forms of one file share a copy, narrative
    reports get none. Raises UsageError when one cannot be written.
    """
    written = []
    marker, stems = Marker(), FreeNames()
    named = ((form, stem_of(form, stems)) for form in batch.judged)
    try:
        for file, group in groupby(named, lambda one: one[0].file):
            for stem, data in _copies(file, [*group], checking, marker):
                path = folder / f"{stem}.xlsx"
                put(path, data)
                written.append(path)
    finally:
        marker.close()
    return written


def _copies(
    file: str, named: Sequence[tuple[FormReport, str]], checking: Checking, marker: Marker
) -> Iterator[tuple[str, bytes]]:
    """The copies of one file: of each issued form, of all hand-made forms together; none where none helps."""
    marked = [one for one in named if _is_sent_back(one[0])]
    book = read_book(Path(file), checking.limits) if marked else None
    if not isinstance(book, Book):  # nothing to send back, or the file can no longer be read
        return
    for form, stem in marked:
        data = _issued_copy(form, book, checking) if form.issued else None
        if data is not None:
            yield stem, data
    by_hand = [one for one in marked if not one[0].issued]
    if by_hand:
        yield by_hand[0][1], _cells(file, [form for form, _ in by_hand], without_review(book), marker)


def _is_sent_back(form: FormReport) -> bool:
    """Whether a marked copy helps: not for a report, nor where the unit needs another form altogether."""
    wrong = any(one.rule == WRONG_FORM and one.open for one in form.findings)
    return form.kind != REPORT and form.verdict in {Verdict.RETURN, Verdict.REVIEW} and not wrong


def _issued_copy(report: FormReport, book: Book, checking: Checking) -> bytes | None:
    """The copy of an issued form; None when its template is not the one it was issued with."""
    stamps = list(stamps_of(book))
    stamp = next((one for one in stamps if one.grid.name == report.sheet), None)
    if stamp is None or stamp.identity.template not in checking.catalog.files:
        return None
    template = checking.catalog.get(stamp.identity.template, blank=stamp.identity.flavour is Flavour.BLANK)
    if template.digest[:SHORT] != stamp.identity.template_digest:
        return None
    form = held_form((book, stamps), stamp, template, Trust(register=checking.register))
    issued, identity = issued_project(form), signed_identity(stamp)
    if issued is not None:
        identity = replace(identity, digest=Carried(issued.given).digest(identity))
    return _anew(report, issued or _as_found(form, identity), identity, form)


def _anew(report: FormReport, project: Project, identity: Identity, form: FilledForm) -> bytes:
    # XlsxWriter is slow to import, and a batch without faults never gets here.
    from perf_xlsx.workbook.write import write_marked  # noqa: PLC0415

    sheet = sheet_of(form.template, project)
    inputs = {place for place, cell in sheet.at.items() if cell.role is Role.INPUT}
    cells = {str(place): f"{letters_of_number(cell.column)}{cell.row}" for place, cell in sheet.at.items()}
    least = int(form.template.policy["min_explanation"])
    told = [_as_restored(one, form, project) for one in _worth(report.findings)]
    findings = [(one, _place(form, one, cells)) for one in told]
    texts = {key: str(_fitting(text)) for key, text in form.texts.items()}
    review = Review(_headline(report), findings, least, form.notes, texts, form.printed)
    filled = {place: _fitting(value) for place, value in form.declared.items() if place in inputs}
    return write_marked(form.template, project, identity, filled, review)


def _as_found(form: FilledForm, identity: Identity) -> Project:
    """The locked cells as they stand, but for those the register knows, where nobody can tell all that was issued."""
    declared = judged_form(form).declared
    inputs = {place for place, cell in form.sheet.at.items() if cell.role is Role.INPUT} if form.sheet else set()
    kept = {place: _fitting(value) for place, value in declared.items() if place not in inputs}
    given = {place: value for place, value in kept.items() if place not in constants_of(form.template)}
    return Project(identity.project_code, identity.fiscal_year, given, form.sheet.shape if form.sheet else ())


def _as_restored(finding: Finding, form: FilledForm, project: Project) -> Finding:
    """A finding about what was done to the form: the copy has it as issued again, no other form is needed."""
    mended = RESTORED.get(finding.rule)
    place = _place_of(finding)
    if finding.rule == CHANGED:  # not all that was issued may be known
        kept = place is None or one_spelling(project.given.get(place)) == one_spelling(form.declared.get(place))
        mended = None if kept or place not in project.given else mended
    return replace(finding, fix=mended) if mended else finding


def _place(form: FilledForm, finding: Finding, cells: dict[str, str]) -> str:
    """Where a finding stands in the form written anew; a hidden sum is shown at the first row it is about."""
    place = _place_of(finding)
    return cells.get(str(form.near(place)), "") if finding.cell is not None and place is not None else ""


def _place_of(finding: Finding) -> Place | None:
    """The value a finding is about."""
    if finding.field is None:
        return None
    parts = finding.field.split(".")
    return Place(parts[0], parts[1] if len(parts) > 2 else "", parts[-1])  # noqa: PLR2004 - block, row, column


def _cells(name: str, reports: Iterable[FormReport], book: Book, marker: Marker) -> bytes:
    """Hand-made forms marked in place where they are in an .xlsx, else the cells written anew."""
    from perf_xlsx.workbook.copy_cells import anchor, write_copy  # noqa: PLC0415 - as above

    reviews: dict[str, Review] = {}
    for report in reports:
        sheet = report.sheet or ""
        grid = next(one for one in book.sheets if one.name == sheet)
        told = Review(
            _headline(report), [(one, anchor(grid, one.cell or "")) for one in _worth(report.findings)], LEAST
        )
        reviews[sheet] = joined(reviews[sheet], told) if sheet in reviews else told
    file, marked = Path(name), None
    if file.suffix.lower() == ".xlsx" and not book.extras:  # what has macros or links is not handed on
        marked = marker.marked(file.read_bytes(), reviews)
    return marked or write_copy(book, reviews)


def _worth(findings: Iterable[Finding]) -> list[Finding]:
    """What is told to the unit: everything that is not waived."""
    return [one for one in findings if one.waiver is None]


def _headline(report: FormReport) -> str:
    name = f"“{report.project_name}”" if report.project_name else ""
    return "".join(sign if sign.isprintable() else " " for sign in f"审核结论：{report.verdict.chinese}　{name}")


def _fitting(value: Value) -> Value:
    """A text no longer than a cell takes."""
    return value[:MOST_SIGNS] if isinstance(value, str) and len(value) > MOST_SIGNS else value
