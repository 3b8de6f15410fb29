"""The program that reads .xls in a process of its own, run as a script: streams come in, what they hold goes out.

It imports nothing of perf_xlsx, so that it starts fast. One line of JSON says how to begin: where modules are found and
how much memory may be used; the answer is an empty object: ready. Each order after it is a line with a length, then so
many bytes of a stream; the answer is one line of JSON, `error` in it when the stream could not be read, `memory`
when that took too much.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

_STATES = ("visible", "hidden", "veryHidden")
_WHOLE = 1e15


def read(stream: bytes) -> dict[str, Any]:
    """Read one stream with xlrd into plain lists; texts are listed once, however many cells show them."""
    import xlrd  # noqa: PLC0415 - where modules are found is only known now

    with open("/dev/null" if sys.platform != "win32" else "nul", "w", encoding="utf-8") as log:  # noqa: PTH123
        book = xlrd.open_workbook(file_contents=stream, logfile=log, formatting_info=True, ragged_rows=True)
    texts: dict[str, int] = {}
    return {
        "date1904": bool(book.datemode),
        "styles": [_style(book, one) for one in book.xf_list],
        "sheets": [_sheet(sheet, texts, xlrd.error_text_from_code.get) for sheet in book.sheets()],
        "texts": list(texts),
    }


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer orders until there are no more; whatever xlrd makes of a stream, the next one is read."""
    begin = json.loads(orders.readline())
    sys.path[:] = begin["path"]
    _bound(begin["memory"])
    import xlrd  # noqa: F401, PLC0415 - now, so that the first order is not charged for it

    answers.write(b"{}\n")
    answers.flush()
    while line := orders.readline():
        try:
            answer = read(orders.read(int(line)))
        except MemoryError:
            answer = {"memory": True}
        except Exception as error:  # noqa: BLE001 - xlrd raises whatever its code runs into
            answer = {"error": type(error).__name__}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def _bound(memory: int) -> None:
    """Bound the memory where the system can; elsewhere the counts made before are the bound."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _style(book: Any, one: Any) -> list[Any]:
    shown = book.format_map.get(one.format_key)
    code = shown.format_str if shown is not None else None
    # What a built-in number stands for depends on the language, so xlrd has no text for those of Chinese dates.
    return [code or one.format_key, bool(one.protection.cell_locked), bool(one.protection.formula_hidden)]


def _sheet(sheet: Any, texts: dict[str, int], error_text: Callable[[int], str | None]) -> dict[str, Any]:
    cells: list[list[Any]] = []
    blanks: list[list[int]] = []
    for row, kinds in enumerate(sheet._cell_types):  # noqa: SLF001 - half the time of asking cell by cell
        if not kinds:
            continue
        styles = sheet._cell_xf_indexes[row]  # noqa: SLF001
        for column, kind in enumerate(kinds):
            at = [row + 1, column + 1]
            if kind == 6:  # noqa: PLR2004 - xlrd's number of a blank cell
                blanks.append([*at, styles[column]])
            elif kind:
                value = sheet._cell_values[row][column]  # noqa: SLF001
                cells.append([*at, *_content(kind, value, texts, error_text), styles[column]])
    rows = sheet.rowinfo_map.items()
    return {
        "name": sheet.name,
        "state": _STATES[min(sheet.visibility, 2)],
        "cells": cells,
        "blanks": blanks,
        "rows": [[row + 1, one.xf_index] for row, one in rows if one.has_default_xf_index],
        "hidden_rows": [row + 1 for row, one in rows if one.hidden or not one.height],
        "columns": [
            [column + 1, one.xf_index, bool(one.hidden or not one.width)]
            for column, one in sorted(sheet.colinfo_map.items())
        ],
        "merges": [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells],
    }


def _content(
    kind: int, value: Any, texts: dict[str, int], error_text: Callable[[int], str | None]
) -> tuple[str, int | str]:
    """Give a cell's kind and text, a text as its number in the list: 1 text, 2 and 3 number, 4 boolean, 5 error."""
    if kind == 1:
        return "s", texts.setdefault(value, len(texts))
    if kind == 4:  # noqa: PLR2004 - see above
        return "b", str(int(value))
    if kind == 5:  # noqa: PLR2004 - see above
        return "e", error_text(value) or "#N/A"
    whole = abs(value) < _WHOLE and value == int(value)
    return "n", str(int(value)) if whole else repr(value)


if __name__ == "__main__":
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing but answers may go out
    serve(sys.stdin.buffer, output)
