"""Files that are there whole or not at all: written beside, then renamed."""

import errno
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有写入权限，或文件正被 Excel、WPS 打开",
    errno.EPERM: "没有写入权限，或文件正被 Excel、WPS 打开",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EEXIST: "那里已有同名的文件，不是文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "那里已有同名的文件夹",
    errno.ENOENT: "那里不能建文件，请换一个文件夹",
    errno.ENAMETOOLONG: "路径太长，请换一个较短的输出文件夹",
}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, replacing what was there; raises OSError that names `path`."""
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same, part by part; what was there is replaced when the last is written."""
    beside = path.with_name(f"~{uuid.uuid4().hex}.tmp")
    try:
        try:
            rest = iter(parts)
            beside.write_bytes(next(rest, b""))
            with beside.open("ab") as out:
                out.writelines(rest)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def reason_of(error: OSError) -> str:
    """Why something could not be written, in words."""
    return _REASONS.get(error.errno or 0, f"系统没有允许（错误号{error.errno or '不详'}）")


def try_place(path: Path) -> None:
    """Find out before the work whether a file could be written there; raises OSError, leaves nothing behind."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(path))
    if path.exists():
        path.open("r+b").close()  # on Windows not while Excel has it open
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    tempfile.TemporaryFile(dir=folder).close()
