"""Filled forms to narrative reports, one document a form; why a form has none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perf_xlsx.check.engine import Checking, check_file
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.errors import UsageError
from perf_xlsx.files.names import safe
from perf_xlsx.files.whole_file import reason_of, write_whole
from perf_xlsx.finding import REPORT, Finding, FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT
from perf_xlsx.report.narrative import narrative
from perf_xlsx.report.outlines import DEFAULT_OUTLINE, Outline, read_outline
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.stamp import Stamp

ENDING = "绩效自评报告"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of one form: the report's path, or why there is none; `report` is what checking the form found."""

    source: Path
    report: FormReport
    path: Path | None = None
    refused: str = ""

    @property
    def faults(self) -> Sequence[Finding]:
        """The findings that are still to be put right."""
        return [one for one in self.report.findings if one.open and one.severity is Severity.ERROR]


def draft_reports(
    files: Iterable[Path], out: Path, checking: Checking, outline: str = DEFAULT_OUTLINE
) -> Iterator[Drafted]:
    """Write the narrative report of each form of some files as out/<项目名称>绩效自评报告.docx, telling each.

    No file that is there is written over. Raises UsageError for an outline there is none of, and where nothing can be
    written.
    """
    plan, taken = read_outline(outline), set[str]()
    for file in files:
        found, forms = check_file(file, file.as_posix(), checking), forms_of(file, checking)
        reports = [one for one in found if one.kind != REPORT] or found
        for position, report in enumerate(reports):
            form = forms[position] if len(forms) == len(reports) else None
            if form is None:
                yield Drafted(file, report, refused=_refusal(report))
            else:
                yield _drafted(Drafted(file, report), form, plan, _free_path(out, report, file, taken))


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
    told = [one.message for one in report.findings if one.severity is Severity.ERROR]
    return f"{told[0] if told else '没有读到可用的自评表'}，没有起草报告"


def _free_path(out: Path, report: FormReport, file: Path, taken: set[str]) -> Path:
    """The path of a report; two projects of one name get a number."""
    stem = safe(f"{report.project_name or report.project_code or file.stem}{ENDING}")
    name, number = f"{stem}.docx", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}.docx"
    taken.add(name.casefold())
    return out / name


def _drafted(one: Drafted, form: FilledForm, outline: Outline, path: Path) -> Drafted:
    # python-docx is slow to import, and a batch of refusals never gets here.
    from perf_xlsx.report.narrative_docx import write_narrative  # noqa: PLC0415

    if path.exists():
        return Drafted(one.source, one.report, refused=f"{path} 已经有了，没有覆盖；请移走旧的，或换一个文件夹")
    data = write_narrative(narrative(form, outline), form.fiscal_year)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or path}：{reason_of(error)}") from error
    return Drafted(one.source, one.report, path)
