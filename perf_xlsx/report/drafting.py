"""Filled forms to narrative reports, one document a form; why a form has none."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.finding import PRINTED, REPORT, FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT
from perf_xlsx.report.made import Made, MadeIn
from perf_xlsx.report.narrative import narrative
from perf_xlsx.report.outlines import DEFAULT_OUTLINE, Outline, read_outline
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.made_mark import NO_RETURN
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.stamp import Stamp

ENDING = "绩效自评报告.docx"


def draft_reports(
    files: Iterable[Path], out: Path, checking: Checking, outline: str = DEFAULT_OUTLINE
) -> Iterator[Made]:
    """Write the narrative report of each form of some files as out/<项目名称>绩效自评报告.docx, telling each.

    No file that is there is written over. Raises UsageError for an outline there is none of, and where nothing can be
    written.
    """
    plan, made = read_outline(outline), MadeIn(out, ENDING)
    for file in files:
        found, forms = check_file(file, file.as_posix(), checking), forms_of(file, checking)
        reports = [one for one in found if one.kind != REPORT] or found
        for position, report in enumerate(reports):
            form = forms[position] if len(forms) == len(reports) else None
            if form is None or report.kind == PRINTED:
                yield Made(file, report, refused=_refusal(report))
            else:
                yield made.put(Made(file, report), partial(_document, form, plan))


def forms_of(file: Path, checking: Checking) -> list[FilledForm | None]:
    """The forms of a file in the order they are checked; None for one whose template is not at hand."""
    book = read_book(file, checking.limits)
    if isinstance(book, Refusal):
        return []
    book = without_review(book)
    stamps = list(stamps_of(book))
    return [_issued(stamp, checking) for stamp in stamps] if stamps else _hand_made(book, checking)


def _hand_made(book: Book, checking: Checking) -> list[FilledForm | None]:
    return [form for _, form in read_hand_made(book, checking).forms]


def _issued(stamp: Stamp, checking: Checking) -> FilledForm | None:
    name, blank = stamp.identity.template, stamp.identity.flavour is Flavour.BLANK
    if name not in checking.catalog.files:
        return None
    template = checking.catalog.get(name, blank=blank)
    return read_issued(stamp, template) if stamp.identity.template_digest == template.digest[:SHORT] else None


def _refusal(report: FormReport) -> str:
    if report.kind == PRINTED:
        return f"{NO_RETURN}，没有起草报告"
    told = [one.message for one in report.findings if one.severity is Severity.ERROR]
    return f"{told[0] if told else '没有读到可用的自评表'}，没有起草报告"


def _document(form: FilledForm, outline: Outline) -> bytes:
    # python-docx is slow to import, and a batch of refusals never gets here.
    from perf_xlsx.report.narrative_docx import write_narrative  # noqa: PLC0415

    return write_narrative(narrative(form, outline), form.fiscal_year)
