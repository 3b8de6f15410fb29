"""T06: protection or validation is gone, which hides nothing: a note."""

import re
from pathlib import Path

import pytest
from returned import SHEET, edited, found, report, resaved, returned, the_one

from perf_xlsx.finding import Severity, Verdict


def test_unprotected_sheet(tmp_path: Path) -> None:
    """The note says what was taken off, and the form passes."""
    file = edited(returned(tmp_path), {SHEET: lambda xml: re.sub(r"<sheetProtection[^>]*/>", "", xml)})
    finding = the_one(file, "T06")
    assert finding.message == "“自评表”的工作表保护已取消（不影响审核）"
    assert finding.severity is Severity.INFO
    assert report(file).verdict is Verdict.PASS


@pytest.mark.parametrize("what", ["password", "structure"])
def test_what_programs_drop_is_nothing(tmp_path: Path, what: str) -> None:
    """A password lost in saving, or the workbook's structure no longer protected, is nobody's deed."""
    name = SHEET if what == "password" else "xl/workbook.xml"
    drop = r' password="[^"]*"' if what == "password" else r"<workbookProtection[^>]*/>"
    assert found(edited(returned(tmp_path), {name: lambda xml: re.sub(drop, "", xml)}), "T06") == []


def test_validation_of_some_cells(tmp_path: Path) -> None:
    """Cells whose validation an ordinary paste took away are counted."""

    def paste(xml: str) -> str:
        return re.sub(r'<dataValidation [^>]*sqref="F13"[^>]*>.*?</dataValidation>', "", xml)

    file = edited(returned(tmp_path), {SHEET: paste})
    assert the_one(file, "T06").message == "1个填报格的数据有效性已取消（不影响审核）"


def test_a_plain_save(tmp_path: Path) -> None:
    """Another program's own way of writing locks and validations is no loss."""
    assert found(resaved(returned(tmp_path)), "T06") == []
