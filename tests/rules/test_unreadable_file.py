"""F01: what cannot be read as a workbook."""

import io
import zipfile
from pathlib import Path

import pytest
from returned import codes, returned, the_one, workbook

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import Verdict


def _without(part: str) -> bytes:
    """A workbook that lacks a part."""
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            if name != part:
                made.writestr(name, source.read(name))
    return target.getvalue()


UNREADABLE = {
    "empty": (b"", "文件为空，0字节"),
    "cut short": (workbook()[: len(workbook()) // 2], "文件不完整或已损坏"),
    "web page": (b"<html><table></table></html>", "内容是网页"),
    "plain text": ("项目,得分\n甲,1".encode(), "内容是纯文本"),
    "zero bytes": (b"\0" * 5000, "全为零字节"),
    "no sheet": (_without("xl/worksheets/sheet1.xml"), "工作表“自评表”的内容缺失"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_says_why_and_what_to_do(tmp_path: Path, kind: str) -> None:
    """One finding without a place that says what is wrong with the file; the form is unchecked."""
    data, why = UNREADABLE[kind]
    file = tmp_path / "坏.xlsx"
    file.write_bytes(data)
    finding = the_one(file, "F01")
    assert codes(file) == ["F01"]
    assert finding.message.startswith("文件无法读取（")
    assert why in finding.message
    assert finding.message.endswith("），请重新导出后报送")
    assert finding.cell is finding.field is finding.value is None
    [report] = check_file(file, "坏.xlsx", Checking())
    assert (report.sheet, report.verdict, report.opened) == (None, Verdict.UNCHECKED, False)


def test_readable_file_is_silent(tmp_path: Path) -> None:
    """A whole workbook yields nothing."""
    assert codes(returned(tmp_path)) == []
