"""The reader for .xls and old .et: the container and its records checked here, the cells read by a helper process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perf_xlsx.form.filled import UNREAD_FORMULA
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, Style, range_text
from perf_xlsx.workbook.extras import EMBEDDED, MACRO, in_order
from perf_xlsx.workbook.helper import DiedError, Helper, TooSlowError
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.made_mark import MADE, PRINT_FORM
from perf_xlsx.workbook.ole import Container, Entry
from perf_xlsx.workbook.refuse import RefusedError, damaged
from perf_xlsx.workbook.styles_in import BUILT_IN_FORMATS
from perf_xlsx.workbook.xls_password import opened_stream
from perf_xlsx.workbook.xls_records import SheetRecords, checked_records

BOOK_STREAMS = ("Workbook", "Book")
CANNOT_TELL = {"formulas": "从 .xls、.et 读不出公式的内容，只能看出公式被改成数值，或存的结果与应得的不同"}

_PROPERTIES = "\x05DocumentSummaryInformation"
_MEMORY = 256 * 1024 * 1024
_MACRO_FOLDERS = frozenset({"_vba_project_cur", "macros", "_vba_project"})
_EMBEDDED_FOLDER = "mbd"
_HELPER = Helper(Path(__file__).with_name("xls_worker.py"), _MEMORY)


def read_xls(container: Container, stream: Entry, limits: Limits) -> Book:
    """Read a workbook in the old binary format from its stream in a container."""
    records = checked_records(opened_stream(container.read(stream)), limits)
    found = _asked(records.stream, limits)
    if len(found["sheets"]) != len(records.sheets):
        raise damaged("旧版表格的工作表目录与内容不符")
    texts = found["texts"]
    styles = tuple(_style(*one) for one in found["styles"])
    return Book(
        sheets=tuple(_sheet(one, said, texts) for one, said in zip(found["sheets"], records.sheets, strict=True)),
        styles=styles or (Style("General", locked=True, hidden=False),),
        properties={MADE: PRINT_FORM} if _marked(container) else {},
        names={},
        date1904=found["date1904"],
        extras=in_order({*records.extras, *_beside(container)}),
        cannot_tell=CANNOT_TELL,
    )


def _marked(container: Container) -> bool:
    """Whether the document properties name the mark of a print form; in this format nothing else is read of them."""
    entry = container.at_root(_PROPERTIES)
    try:
        stored = container.read(entry) if entry is not None else b""
    except RefusedError:  # the workbook stands in another stream
        return False
    return any(MADE.encode(encoding) in stored for encoding in ("ascii", "utf-16-le"))


def _style(code: str | int, locked: bool, hidden: bool) -> Style:  # noqa: FBT001 - as they come
    """A cell format; one the file only names the number of is one of those every workbook has."""
    return Style(BUILT_IN_FORMATS.get(code, "General") if isinstance(code, int) else code, locked=locked, hidden=hidden)


def _asked(stream: bytes, limits: Limits) -> Mapping[str, Any]:
    """Let the helper read a checked stream; a helper that is lost over it is this file's fault."""
    try:
        found: dict[str, Any] = _HELPER.ask(stream, limits.seconds)
    except TooSlowError as error:
        raise RefusedError("F03", f"读取用时超过{limits.seconds:g}秒") from error
    except DiedError as error:
        raise damaged("旧版表格的内容无法读取，可能已损坏") from error
    if "memory" in found:
        raise RefusedError("F03", f"读取所需内存超过{_MEMORY}字节")
    if "error" in found:
        raise damaged("旧版表格的内容前后矛盾，可能已损坏")
    return found


def _sheet(found: Mapping[str, Any], records: SheetRecords, texts: list[str]) -> SheetGrid:
    formulas = records.formulas
    cells = {
        (row, column): RawCell(
            kind,
            texts[text] if kind == "s" else text,
            UNREAD_FORMULA if (row - 1, column - 1) in formulas else None,
            style,
        )
        for row, column, kind, text, style in found["cells"]
    }
    columns = found["columns"]
    return SheetGrid(
        name=found["name"],
        state=found["state"],
        cells=cells,
        blanks={(row, column): style for row, column, style in found["blanks"]},
        row_styles=dict(found["rows"]),
        column_styles=tuple((column, column, style) for column, style, _ in columns if style),
        protection={"sheet": "1"} if records.protected else None,
        merges=tuple(range_text(*corners) for corners in found["merges"]),
        validations=tuple(records.validations),
        hidden_rows=frozenset(found["hidden_rows"]),
        hidden_columns=tuple((column, column) for column, _, hidden in columns if hidden),
    )


def _beside(container: Container) -> set[str]:
    """What stands in the container beside the workbook."""
    names = {entry.name.lower() for entry in container.entries}
    found = {MACRO} if names & _MACRO_FOLDERS else set()
    return found | ({EMBEDDED} if any(name.startswith(_EMBEDDED_FOLDER) for name in names) else set())
