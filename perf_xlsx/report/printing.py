"""Filled, issued forms to clean print forms, one file a form; why a file has none."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import NO_FORM, PRINTED, FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT, Identity
from perf_xlsx.report.made import Made, MadeIn
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.made_mark import NO_RETURN
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.stamp import signed_identity

ENDING = ".xlsx"
NOT_ISSUED = "不是下发的自评表，不能生成打印稿；请把内容填进下发的表里，再来生成"


def print_forms(files: Iterable[Path], out: Path, checking: Checking) -> Iterator[Made]:
    """Write a print form for each issued form of some files as out/<项目名称>.xlsx, telling each as it is done.

    No file that is there is written over. Raises UsageError where nothing can be written.
    """
    made = MadeIn(out, ENDING)
    for file in files:
        for report in check_file(file, file.as_posix(), checking):
            one, found = Made(file, report), _form_of(file, report, checking)
            if found is None:
                yield replace(one, refused=_refusal(report))
            else:
                yield made.put(one, partial(_print_form, *found, _note(one)))


def _form_of(file: Path, report: FormReport, checking: Checking) -> tuple[FilledForm, Identity] | None:
    """The issued form a report is about; None when it is about none, or when its template is not at hand."""
    if not report.issued or report.template not in checking.catalog.files:
        return None
    book = read_book(file, checking.limits)
    for stamp in () if isinstance(book, Refusal) else stamps_of(book):
        template = checking.catalog.get(report.template, blank=stamp.identity.flavour is Flavour.BLANK)
        same = stamp.identity.template_digest == template.digest[:SHORT]
        if same and stamp.grid.name == report.sheet:
            return read_issued(stamp, template), signed_identity(stamp)
    return None


def _refusal(report: FormReport) -> str:
    """Why a file has no print form: the finding that kept it from being read, in its own words."""
    if report.kind == PRINTED:
        return f"{NO_RETURN}，没有再生成"
    told = [one for one in report.findings if one.severity is Severity.ERROR]
    if told and told[0].rule != NO_FORM and (report.issued or not report.opened):
        return f"{told[0].message}，没有生成打印稿"
    return NOT_ISSUED


def _note(made: Made) -> str:
    """What the print form of a faulty form says of itself on every page."""
    return f"草稿：尚有{len(made.faults)}处须改正" if made.faults else ""


def _print_form(form: FilledForm, identity: Identity, note: str) -> bytes:
    # XlsxWriter is slow to import, and a batch of refusals never gets here.
    from perf_xlsx.workbook.print_form import write_print_form  # noqa: PLC0415

    return write_print_form(form, identity, note)
