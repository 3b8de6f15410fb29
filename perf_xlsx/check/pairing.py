"""Reports and their forms: paired by project when every file has been read, or by the one form that was named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.check.log import Log
from perf_xlsx.check.narratives import Document, check_report, document_of
from perf_xlsx.check.reread import reread
from perf_xlsx.errors import UsageError
from perf_xlsx.files.spilled import Spilled
from perf_xlsx.files.workbench import Workbench, packed, spelt, unpacked
from perf_xlsx.finding import PRINTED, REPORT, FormReport
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.returns import latest, return_of, spelling
from perf_xlsx.narrative.text import Narrative
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.read import read_book

SHORTEST_NAME, LONGEST_HEAD = 4, 600
TABLES = """
CREATE TABLE known (place INTEGER PRIMARY KEY, key TEXT, number INTEGER, data BLOB);
CREATE INDEX known_sorted ON known (key);
"""
OF_A_KEY = "SELECT number, data FROM known WHERE key = ? ORDER BY place"


@dataclass(frozen=True, slots=True)
class GivenForm:
    """The form every report of a run belongs to (--form)."""

    file: Path
    form: FilledForm


class _Known:
    """The forms of a run by code and by name, in short, and which in its file each is; on disk, they may be many."""

    def __init__(self) -> None:
        self._base, self._lengths = Workbench(TABLES), set[int]()

    def add(self, reports: Sequence[FormReport]) -> None:
        """Take the forms of one file."""
        for number, one in enumerate(reports):
            short = replace(return_of(one, aims=False), extract=replace(one.extract, said=(), aims=(), lines=()))
            # The department's own form is none of those of its projects, whose reports name it too.
            for key in {spelling(short.code), spelling(short.name)} - {"", spelling(short.department)}:
                self._lengths.add(len(key))
                self._base.put("known", None, spelt(key), number, packed(short))

    def of(self, report: Narrative, file: str) -> tuple[str, int] | None:
        """The file of the form of a report's project, and which form in it; of several returns the one that counts."""
        exact = (spelling(text or "") for text in (report.project_code, report.project_name))
        stem, head = spelling(PurePath(file).stem), spelling(report.head)[:LONGEST_HEAD]
        key = next((one for one in exact if one and self._has(one)), None) or self._longest(stem) or self._longest(head)
        if key is None:
            return None
        several = [(number, unpacked(data)) for number, data in self._base.rows(OF_A_KEY, spelt(key))]
        chosen = latest([one for _, one in several])
        return chosen.file, next(number for number, one in several if one is chosen)

    def _has(self, key: str) -> bool:
        return any(self._base.rows(OF_A_KEY, spelt(key)))

    def _longest(self, text: str) -> str | None:
        """The longest name that stands in a text."""
        lengths = sorted((length for length in self._lengths if length >= SHORTEST_NAME), reverse=True)
        spans = (text[at : at + length] for length in lengths for at in range(len(text) - length + 1))
        return next((one for one in spans if self._has(one)), None)


def given_form(file: Path, checking: Checking) -> GivenForm:
    """Read the form that was named; raises UsageError where it is none, or holds several."""
    found = [form for _, form in reread([file], checking)]
    forms = [form for form in found if isinstance(form, FilledForm)]
    if len(forms) != 1:
        why = f"有{len(forms)}张自评表，请另存为一张" if forms else "；".join(map(str, found)) or "没有读出自评表"
        raise UsageError(f"--form {file}：{why}")
    return GivenForm(file, forms[0])


def with_forms(
    found: Iterable[list[FormReport]], checking: Checking, given: GivenForm | None = None
) -> Iterator[list[FormReport]]:
    """The reports of each file; files with a narrative report come last, held against the form of their project."""
    known = _Known()
    with Spilled[list[FormReport]]() as held:
        for reports in found:
            if any(one.kind == REPORT for one in reports):
                held.add(reports)
            else:
                known.add([one for one in reports if one.sheet is not None and one.kind != PRINTED])
                yield reports
        for reports in held:
            try:
                yield _paired(reports, known, checking, given)
            except Exception:  # noqa: BLE001 - the file was checked by itself already; one file must not end a batch
                yield reports


def _paired(reports: list[FormReport], known: _Known, checking: Checking, given: GivenForm | None) -> list[FormReport]:
    """The same reports; where the form is known, the narrative anew, without the copy of the form it annexes."""
    file = reports[0].file
    document = _document(Path(file), checking)
    if document is None:
        return reports
    source, form = (given.file.as_posix(), given.form) if given else _form_of(document, file, known, checking)
    if form is None:
        return reports
    log = Log(local=checking.local)
    checked = check_report(file, document, log, checking.catalog, form)
    checked = checking.waivers.applied(replace(checked, assumptions=(f"与自评表 {source} 核对",)))
    own = {spelling(checked.project_name or ""), ""}
    return [*(one for one in reports if one.kind != REPORT and spelling(one.project_name or "") not in own), checked]


def _document(file: Path, checking: Checking) -> Document | None:
    book = read_book(file, checking.limits)
    return None if isinstance(book, Refusal) else document_of(book, read_hand_made(book, checking))


def _form_of(document: Document, file: str, known: _Known, checking: Checking) -> tuple[str, FilledForm | None]:
    """The form of a report's project, read again: a batch keeps no forms."""
    source, position = known.of(document.report, file) or ("", 0)
    forms = [form for _, form in reread([Path(source)], checking)] if source else []
    form = forms[position] if position < len(forms) else None
    return source, form if isinstance(form, FilledForm) else None
