"""Plain text as a narrative report: encodings, limits, and what is no text."""

from pathlib import Path

import pytest

from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

TEXT = "某项目绩效自评报告\r\n\r\n一、项目概况\r\n预算50万元。\r\n"


def read(data: bytes, out: Path, name: str = "报告.txt", limits: Limits | None = None) -> Book | Refusal:
    """Read these bytes under a name."""
    path = out / name
    path.write_bytes(data)
    return read_book(path, limits or Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """Lines with text, each with its number in the file."""
    book = read(TEXT.encode(encoding), tmp_path)
    assert isinstance(book, Book)
    assert [(one.place, one.text) for one in book.passages] == [
        ("第1行", "某项目绩效自评报告"),
        ("第3行", "一、项目概况"),
        ("第4行", "预算50万元。"),
    ]


REFUSED = {
    "empty": (b"", "F01"),
    "binary": (bytes(range(256)) * 8, "F01"),
    "zero bytes": (b"\0" * 100, "F01"),
    "a bell in the text": ("报告\a".encode(), "F01"),
    "zero bytes later": (b"a" * 5000 + b"\0", "F01"),
    "no encoding": (("报告" * 2000).encode("utf-8") + b"\xff\xff", "F01"),
    "html": (b"<html><body>1</body></html>", "F01"),
    "pdf": (b"%PDF-1.4", "F06"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text(name: str, tmp_path: Path) -> None:
    """F01 or F06, never an exception."""
    data, code = REFUSED[name]
    found = read(data, tmp_path)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_text_under_another_name_is_refused_as_before(tmp_path: Path) -> None:
    """A text that says it is a workbook is none; a workbook that says it is a text is one."""
    assert isinstance(read(TEXT.encode(), tmp_path, "报告.xlsx"), Refusal)
    sample = next((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))
    book = read(sample.read_bytes(), tmp_path)
    assert isinstance(book, Book)
    assert book.sheets


def test_limits(tmp_path: Path) -> None:
    """Size, length of a line and number of lines are bounded: F03."""
    limits = Limits()
    for data in (
        b"a" * (limits.file_bytes + 1),
        b"a" * (limits.text_length + 1),
        b"a\n" * (limits.cells + 1),
    ):
        found = read(data, tmp_path)
        assert isinstance(found, Refusal)
        assert found.code == "F03"
