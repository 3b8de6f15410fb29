"""An issued form that came back, with all that it is held against."""

from collections.abc import Sequence
from dataclasses import replace

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.trust import Trust
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.evidence_in import evidence_of
from perf_xlsx.workbook.issued_in import read_issued
from perf_xlsx.workbook.stamp import Stamp


def held_form(around: tuple[Book, Sequence[Stamp]], stamp: Stamp, template: Template, trust: Trust) -> FilledForm:
    """Read one issued form of a book and all its stamps; `trust` is what is known besides the file."""
    (book, stamps), form = around, read_issued(stamp, template)
    form.trust = replace(trust, evidence=evidence_of(book, stamp, form, stamps))
    return form
