"""The reader for returned files: by its content each goes to the reader of its format, or is refused with a reason."""

from pathlib import Path

from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.docx_in import is_document, read_docx
from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits
from perf_xlsx.workbook.ods_in import OPEN_SHEET, media_type, read_ods
from perf_xlsx.workbook.ole import OLE, open_container
from perf_xlsx.workbook.package import bytes_of, package_of
from perf_xlsx.workbook.refuse import RefusedError
from perf_xlsx.workbook.relations import CONTENT_TYPES, content_types, relations_of
from perf_xlsx.workbook.sniff import other_container, other_zip
from perf_xlsx.workbook.text_in import is_text, read_text
from perf_xlsx.workbook.xls_in import BOOK_STREAMS, read_xls
from perf_xlsx.workbook.xlsx_in import read_xlsx


def read_book(path: Path, limits: Limits = DEFAULT_LIMITS) -> Book | Refusal:
    """Read a returned file, or say why not; nothing a file contains makes this raise."""
    try:
        data = bytes_of(path, limits)
        return read_text(data, limits) if is_text(path, data) else _read(data, limits)
    except RefusedError as error:
        return error.refusal


def _read(data: bytes, limits: Limits) -> Book:
    if data.startswith(OLE):
        return _in_container(data, limits)
    package = package_of(data, limits)
    kind = media_type(package)
    if OPEN_SHEET in kind:
        return read_ods(package, limits)
    if CONTENT_TYPES not in package:
        raise other_zip(kind)
    types = content_types(package)
    roots = relations_of(package, "")
    reader = read_docx if is_document(types) else read_xlsx
    return reader(package, types, roots, limits)


def _in_container(data: bytes, limits: Limits) -> Book:
    container = open_container(data, limits)
    stream = container.at_root(*BOOK_STREAMS)
    if stream is None:
        raise other_container(entry.name for entry in container.entries if not entry.inside)
    return read_xls(container, stream, limits)
