"""填表说明 as a sheet of the issued workbook."""

import io
from typing import Any

import openpyxl
from returned import workbook

from perf_xlsx.form.guide import GUIDE_NAME, RULE_HEADINGS


def test_the_table_of_checks_keeps_its_heading_on_every_printed_page() -> None:
    """The row that repeats in print is the one with the headings of the rules."""
    page: Any = openpyxl.load_workbook(io.BytesIO(workbook()))[GUIDE_NAME]
    first, last = str(page.print_title_rows).replace("$", "").split(":")
    assert first == last
    assert [cell.value for cell in page[int(first)]] == list(RULE_HEADINGS)
