"""Project lists as .xlsx, written with openpyxl: plain sheets that people type into."""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from perf_xlsx.issue.list_sheets import OutSheet
from perf_xlsx.numbers import Value

_REQUIRED, _OPTIONAL = "FFF2CC", "EDEDED"
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_TEXT_FORMAT = "@"


def list_bytes(sheets: Sequence[OutSheet]) -> bytes:
    """A workbook of plain sheets; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_times(buffer.getvalue())


def _write_sheet(page: Any, sheet: OutSheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        cell = page.cell(1, number)
        _write_value(cell, column.label)
        cell.font = Font(name="宋体", bold=True)
        cell.fill = PatternFill("solid", fgColor=_REQUIRED if column.required else _OPTIONAL)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        dimension = page.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        if not column.number:
            # Typed into a text cell, long codes keep their digits and 80% stays 80%.
            dimension.number_format = _TEXT_FORMAT
    for at, row in enumerate(sheet.rows, 2):
        for number, value in enumerate(row, 1):
            if value is not None and value != "":
                _write_value(page.cell(at, number), value)
    page.freeze_panes = "B2"


def _write_value(cell: Any, value: Value) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(name="宋体")
    if isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value
        # Or a text that begins with = would be a formula.
        cell.data_type = "s"
        cell.number_format = _TEXT_FORMAT


def _without_times(data: bytes) -> bytes:
    """The same package with fixed times, so that two builds are equal."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = _STAMP.sub(rb"\g<1>2020-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _FIXED_TIME), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
