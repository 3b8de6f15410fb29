"""Last year's returned files read as forms again, for what is taken over into this year's."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.check.held import held_form
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import SHORT
from perf_xlsx.form.trust import Trust
from perf_xlsx.template.model import Flavour
from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.issued_in import stamps_of
from perf_xlsx.workbook.made_mark import NO_RETURN, is_print_form
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.review_in import without_review
from perf_xlsx.workbook.stamp import Stamp

Reread = tuple[str, FilledForm | str]
"""A file's name, and a form of it or why there is none."""


def reread(files: Iterable[Path], checking: Checking) -> Iterator[Reread]:
    """Every form of some files; nothing a file contains raises."""
    for file in files:
        try:
            yield from ((file.as_posix(), one) for one in _forms(file, checking))
        except Exception as error:  # noqa: BLE001 - one file must not end the run
            yield file.as_posix(), f"读取时出错（{type(error).__name__}），没有取"


def _forms(file: Path, checking: Checking) -> Iterator[FilledForm | str]:
    opened = read_book(file, checking.limits)
    if isinstance(opened, Refusal):
        yield f"打不开（{opened.code}），没有取"
        return
    book = without_review(opened)
    stamps = list(stamps_of(book))
    if stamps:
        yield from (_issued((book, stamps), stamp, checking) for stamp in stamps)
        return
    if is_print_form(book):
        yield f"{NO_RETURN}，没有取"
        return
    yield from _hand_made(book, checking)


def _issued(around: tuple[Book, Sequence[Stamp]], stamp: Stamp, checking: Checking) -> FilledForm | str:
    identity, catalog = stamp.identity, checking.catalog
    if identity.template not in catalog.files:
        return f"程序没有它的模板 {identity.template}，没有取；是自己的模板，请写上 --templates"
    template = catalog.get(identity.template, blank=identity.flavour is Flavour.BLANK)
    if template.digest[:SHORT] != identity.template_digest:
        return f"模板 {identity.template} 与下发时不一致，没有取"
    return held_form(around, stamp, template, Trust(register=checking.register))


def _hand_made(book: Book, checking: Checking) -> Iterator[FilledForm | str]:
    read = read_hand_made(book, checking)
    if not read.forms:
        yield "没有读出自评表，没有取"
    yield from (form for _, form in read.forms)
