"""The reader for plain text: a narrative report saved as .txt, each line with text a passage."""

import re
from pathlib import Path

from perf_xlsx.narrative.passage import Passage, line_place
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.ole import OLE
from perf_xlsx.workbook.refuse import at_most, damaged
from perf_xlsx.workbook.sniff import ZIP, is_plain, unlike_zip

SUFFIX = ".txt"
CANNOT_TELL = dict.fromkeys(("formulas", "locks", "numbers", "validations"), ".txt 里全是文字，没有公式和锁定")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


def is_text(path: Path, data: bytes) -> bool:
    """Whether a file is to be read as text: by its name, unless it holds a format that the other readers know."""
    return path.suffix.lower() == SUFFIX and not data.startswith((ZIP, OLE))


def read_text(data: bytes, limits: Limits) -> Book:
    """Read a text; what is no text, or HTML or XML, is refused as it is under any other name."""
    if not is_plain(data):
        raise unlike_zip(data)
    lines = _decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at_most(limits.cells, len(lines), "行数", "行")
    at_most(limits.text_length, max(map(len, lines)), "单个文本长度", "字")
    told = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    return Book(
        sheets=(),
        styles=(),
        properties={},
        names={},
        date1904=False,
        extras=(),
        cannot_tell=CANNOT_TELL,
        passages=tuple(Passage(line, line_place(number)) for number, line in told if line),
    )


def _decoded(data: bytes) -> str:
    """UTF-8 or, as Windows saves it, UTF-16 with mark or GB18030."""
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            raise damaged("内容不是纯文本，可能已损坏或改过扩展名")
        return text
    raise damaged("文字的编码不是 UTF-8 或 GB18030，请另存为 UTF-8")
