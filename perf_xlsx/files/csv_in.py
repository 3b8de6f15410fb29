"""CSV files as Chinese office programs save them: UTF-8 with or without mark, or GB18030."""

import csv
import io
from pathlib import Path

from perf_xlsx.errors import UsageError

MOST_BYTES = 64 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a CSV file, blank ones too; raises UsageError when it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError(f"{path.name} 超过{MOST_BYTES // 1024 // 1024}MB，请拆成几个文件")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"找不到文件 {path}") from None
    except OSError:
        raise UsageError(f"无法读取 {path}，请确认它是文件、有读取权限且未被其他程序占用") from None
    try:
        return list(csv.reader(io.StringIO(_decoded(data, path.name), newline=""), strict=True))
    except csv.Error as error:
        raise UsageError(f"{path.name} 不是有效的 CSV（{error}），请用 Excel 或 WPS 另存为 CSV") from None


def _decoded(data: bytes, name: str) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{name} 既不是 UTF-8 也不是 GB18030 编码的文本，请另存为“CSV UTF-8”")
