"""The mark a print form carries, so that nobody takes it for a return: a document property, which every save keeps."""

from perf_xlsx.workbook.book import Book

MADE, PRINT_FORM = "perf_made", "打印稿"
NO_RETURN = "是程序生成的打印稿，不是报送的表"


def is_print_form(book: Book) -> bool:
    """Whether a workbook is a print form this program made."""
    return book.properties.get(MADE) == PRINT_FORM
