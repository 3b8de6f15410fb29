"""Filled, issued forms to clean print forms, one file a form; why a file has none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perf_xlsx.check.batch import list_files
from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.errors import UsageError
from perf_xlsx.files.names import safe
from perf_xlsx.files.whole_file import reason_of, write_whole
from perf_xlsx.finding import NO_FORM, Finding, FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT, Identity
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.stamp import Stamp

NOT_ISSUED = "不是下发的自评表，不能生成打印稿；请把内容填进下发的表里，再来生成"


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of one form: the print form's path, or why there is none; `report` is what checking it found."""

    source: Path
    report: FormReport
    path: Path | None = None
    refused: str = ""

    @property
    def faults(self) -> Sequence[Finding]:
        """The findings that are still to be put right."""
        return [one for one in self.report.findings if one.open and one.severity is Severity.ERROR]


def print_forms(files: Iterable[Path], out: Path, checking: Checking) -> Iterator[Printed]:
    """Write a print form for each issued form of some files as out/<项目名称>.xlsx, telling each as it is done.

    No file that is there is written over. Raises UsageError where nothing can be written.
    """
    taken: set[str] = set()
    for file in files:
        for report in check_file(file, file.as_posix(), checking):
            yield _printed(file, report, (out, taken), checking)


def list_forms(paths: Sequence[Path], out: Path) -> Sequence[Path]:
    """The files to print of some files and folders; print forms of an earlier run, in `out` inside one, are none."""
    files, target = list_files(paths).files, out.resolve()
    inside = any(path.is_dir() and path.resolve() in target.parents for path in paths)
    return [file for file in files if not inside or target not in file.resolve().parents]


def _printed(file: Path, report: FormReport, where: tuple[Path, set[str]], checking: Checking) -> Printed:
    found = _form_of(file, report, checking)
    if found is None:
        return Printed(file, report, refused=_refusal(report))
    (form, identity), (out, taken) = found, where
    stem = safe(report.project_name or report.project_code or file.stem)
    name, number = f"{stem}.xlsx", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}.xlsx"
    taken.add(name.casefold())
    path = out / name
    if path.exists():
        return Printed(file, report, refused=f"{path} 已经有了，没有覆盖；请移走旧的，或换一个文件夹")
    _write(path, form, identity, _note(Printed(file, report)))
    return Printed(file, report, path)


def _form_of(file: Path, report: FormReport, checking: Checking) -> tuple[FilledForm, Identity] | None:
    """The issued form a report is about; None when it is about none, or when its template is not at hand."""
    if not report.issued or report.template not in checking.catalog.files:
        return None
    book = read_book(file, checking.limits)
    for stamp in () if isinstance(book, Refusal) else stamps_of(book):
        template = checking.catalog.get(report.template, blank=stamp.identity.flavour is Flavour.BLANK)
        same = stamp.identity.template_digest == template.digest[:SHORT]
        if same and stamp.grid.name == report.sheet:
            return read_issued(stamp, template), _signed(stamp)
    return None


def _signed(stamp: Stamp) -> Identity:
    """The identity a form was issued with; beside a form issued without a key the digest's first digits stand."""
    known = stamp.identity.signature or stamp.identity.digest.startswith(stamp.signature)
    return stamp.identity if known else replace(stamp.identity, signature=stamp.signature)


def _refusal(report: FormReport) -> str:
    """Why a file has no print form: the finding that kept it from being read, in its own words."""
    told = [one for one in report.findings if one.severity is Severity.ERROR]
    if told and told[0].rule != NO_FORM and (report.issued or not report.opened):
        return f"{told[0].message}，没有生成打印稿"
    return NOT_ISSUED


def _note(printed: Printed) -> str:
    """What the print form of a faulty form says of itself on every page."""
    return f"草稿：尚有{len(printed.faults)}处须改正" if printed.faults else ""


def _write(path: Path, form: FilledForm, identity: Identity, note: str) -> None:
    # XlsxWriter is slow to import, and a batch of refusals never gets here.
    from perf_xlsx.workbook.print_form import write_print_form  # noqa: PLC0415

    data = write_print_form(form, identity, note)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or path}：{reason_of(error)}") from error
