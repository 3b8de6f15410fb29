"""What was imported, read as any returned workbook."""

from perf_xlsx.api import Imported, load_template
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book


def issued_form(one: Imported) -> FilledForm:
    """The imported workbook, read as any returned one."""
    assert one.path is not None
    book = read_book(one.path)
    assert isinstance(book, Book)
    [stamp] = stamps_of(book)
    return read_issued(stamp, load_template(one.template))
