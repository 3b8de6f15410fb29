"""F06: formats that are not read."""

from pathlib import Path

import packages
import pytest
from containers import container
from returned import codes, report, returned, the_one

from perf_xlsx.finding import Verdict

FORMATS = {
    "自评表.pdf": (b"%PDF-1.7\n", "不支持PDF 文件，请另存为 .xlsx"),
    "自评表.wps": (
        container({"WordDocument": b"wps"}),
        "不支持旧版文字文档（.doc、.wps），请另存为 .xlsx",
    ),
    "自评表.odt": (
        packages.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
        "不支持OpenDocument 文档（.odt），请另存为 .xlsx",
    ),
    "自评表.xlsx": (b"\x89PNG\r\n", "不支持图片，请另存为 .xlsx"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_names_the_format(tmp_path: Path, name: str) -> None:
    """The content counts, not the ending; the message names the format and the way out."""
    data, message = FORMATS[name]
    file = tmp_path / name
    file.write_bytes(data)
    assert the_one(file, "F06").message == message
    assert codes(file) == ["F06"]
    assert report(file).verdict is Verdict.UNCHECKED


def test_workbook_under_a_wrong_ending(tmp_path: Path) -> None:
    """A workbook that is called something else is read as what it is."""
    assert codes(returned(tmp_path, name="自评表.et")) == []
