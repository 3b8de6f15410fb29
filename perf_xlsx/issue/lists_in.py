"""The sheets of a project list in an .xlsx, read with openpyxl."""

import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from perf_xlsx.errors import Fault, ProjectListError
from perf_xlsx.issue.lines import Table, is_blank
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import ErrorText, Value, decimal_of, percent, plain
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.package import open_package
from perf_xlsx.workbook.refuse import RefusedError

MOST_ROWS, MOST_COLUMNS = 200_000, 200
_MIB = 1024 * 1024
_LIMITS = Limits(file_bytes=5 * _MIB, part_bytes=128 * _MIB, total_bytes=160 * _MIB)
_QUOTED = re.compile(r'"[^"]*"|\\.')


def read_workbook(path: Path, names: Sequence[str]) -> list[Table]:
    """The sheets of these names, formulas with the values that were saved with them.

    Raises ProjectListError when the file cannot be opened, lacks a sheet, or is too large.
    """
    try:
        open_package(path, _LIMITS)
    except RefusedError as error:
        raise ProjectListError(f"{path.name} 打不开：{error.refusal.what}，请另存为 .xlsx 后再试") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _tables(path, names)
        except ProjectListError:
            raise
        except Exception as error:  # noqa: BLE001 - on a faulty file openpyxl may raise anything
            kind = type(error).__name__
            raise ProjectListError(f"{path.name} 内容已损坏（{kind}），请用 Excel 或 WPS 打开另存后再试") from None


def _tables(path: Path, names: Sequence[str]) -> list[Table]:
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        sheets = {strip_blanks(sheet.title): sheet for sheet in book.worksheets}
        missing = [name for name in names if name not in sheets]
        if missing:
            found = "、".join(sheets) or "无"
            raise ProjectListError([Fault(path.name, f"缺少工作表“{name}”（现有：{found}）") for name in missing])
        return [Table(name, list(_rows(sheets[name], name))) for name in names]
    finally:
        book.close()


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, Sequence[Value]]]:
    # The size a file states is not always true.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), 1):
        values = [_value(cell) for cell in row]
        if all(map(is_blank, values)):
            continue
        if number > MOST_ROWS or not all(map(is_blank, values[MOST_COLUMNS:])):
            raise ProjectListError([Fault(name, f"超过{MOST_ROWS}行或{MOST_COLUMNS}列，请拆成几份清单")])
        yield number, values[:MOST_COLUMNS]


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or cell.data_type == "e":
        return None if value is None else ErrorText(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = decimal_of(repr(value))
        return ErrorText(str(value)) if number is None else _as_shown(number, cell.number_format)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def _as_shown(number: Decimal, number_format: str) -> Value:
    """A number that is shown as a percentage is the text of it: that is what was meant by typing 80%."""
    if "%" in _QUOTED.sub("", number_format):
        return percent(number)
    return plain(number) + "%" if "%" in number_format else number
