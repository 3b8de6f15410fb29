"""Long sheets of a report: the same links as XlsxWriter writes, and memory that stays as it is."""

import io
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest

from perf_xlsx.report import sheets
from perf_xlsx.report.sheets import Heading, Link, new_book

HEADINGS = (Heading("名称", 100), Heading("位置", 50), Heading("打开", 50))
ADDRESS = "external:回收/第 {}组/甲&\"乙'.xlsx"


def written(rows: int, *, long: bool = True, cells: int = sheets.MANY_CELLS) -> bytes:
    """A workbook with one sheet of so many rows, two links each."""
    book = new_book("", datetime(2026, 1, 1, tzinfo=UTC), cells)
    page = book.sheet("表", HEADINGS, long=long)
    links = (ADDRESS.format(number) for number in range(rows))
    book.table(
        page,
        0,
        HEADINGS,
        (("很长的一段话" * 9, Link(f"{one}#'自评''表'!H7", "H7"), Link(one, "打开")) for one in links),
    )
    return b"".join(book.done())


def told(data: bytes) -> list[tuple[Any, ...]]:
    """What every cell holds and where it leads, and how high the rows are."""
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert page is not None
    cells = (cell for row in page.iter_rows() for cell in row)
    links = [
        (one.coordinate, one.value, one.hyperlink and (one.hyperlink.target, one.hyperlink.location)) for one in cells
    ]
    return [*links, *((number, page.row_dimensions[number].height) for number in range(1, page.max_row + 1))]


@pytest.mark.parametrize("cells", [0, sheets.MANY_CELLS])
def test_as_xlsxwriter_writes_it(cells: int) -> None:
    """Cells, heights, targets and places in them are the same, kept in memory or on disk."""
    assert told(written(5, cells=cells)) == told(written(5, long=False, cells=0))
    assert any(link == ("回收\\第%204组\\甲&%22乙'.xlsx", "'自评''表'!H7") for *_, link in told(written(5))[:18])


def test_memory_stays_as_it_is() -> None:
    """Ten times the rows, in the same memory: what XlsxWriter keeps of a row and of a link would be a kilobyte."""
    written(5)
    most = []
    for rows in (300, 3000):
        tracemalloc.start()
        assert written(rows)
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most[1] - most[0] < 3000 * 100
