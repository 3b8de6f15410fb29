"""Files that are no returns and are known for what they are: a 汇总表 to hold the forms against, a print form."""

from collections.abc import Iterable

from perf_xlsx.check.log import Log
from perf_xlsx.check.summary_in import summary_of_book
from perf_xlsx.extract import Extract
from perf_xlsx.finding import PRINTED, SUMMARY, FormReport
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.made_mark import NO_RETURN, is_print_form

IS_SUMMARY = "是汇总表，与各表核对（B03）"


def print_report(shown: str, book: Book, log: Log, codes: Iterable[str]) -> FormReport | None:
    """The report of a print form; None for any other workbook."""
    if not is_print_form(book):
        return None
    return FormReport(shown, (), log.closed(codes, NO_RETURN), sheet=book.sheets[0].name, kind=PRINTED)


def summary_report(shown: str, book: Book, log: Log, codes: Iterable[str]) -> FormReport | None:
    """The report of a 汇总表, with its lines; None for any other workbook."""
    summary = summary_of_book(book)
    if summary is None:
        return None
    sheet, lines = summary
    return FormReport(shown, (), log.closed(codes, IS_SUMMARY), sheet=sheet, kind=SUMMARY, extract=Extract(lines=lines))
