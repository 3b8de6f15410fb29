"""CSV files as Chinese office programs save them: UTF-8 with or without mark, or GB18030."""

import codecs
import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from perf_xlsx.errors import UsageError

MOST_BYTES = 64 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
_PIECE = 64 * 1024


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a CSV file, blank ones too; raises UsageError when it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path.name} 超过{MOST_BYTES // 1024 // 1024}MB，请拆成几个文件")
    except OSError:
        pass  # what is wrong with it shows when it is opened
    return list(csv_rows(path))


def csv_rows(path: Path) -> Iterator[list[str]]:
    """The same one after the other: a file may be larger than memory."""
    try:
        with path.open(encoding=_encoding(path), newline="") as lines:
            yield from csv.reader(lines, strict=True)
    except FileNotFoundError:
        raise UsageError(f"找不到文件 {path}") from None
    except OSError:
        raise UsageError(f"无法读取 {path}，请确认它是文件、有读取权限且未被其他程序占用") from None
    except csv.Error as error:
        raise UsageError(f"{path.name} 不是有效的 CSV（{error}），请用 Excel 或 WPS 另存为 CSV") from None


def _encoding(path: Path) -> str:
    """The first encoding the whole file is in."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            try:
                for piece in iter(partial(file.read, _PIECE), b""):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
        return encoding
    raise UsageError(f"{path.name} 既不是 UTF-8 也不是 GB18030 编码的文本，请另存为“CSV UTF-8”")
