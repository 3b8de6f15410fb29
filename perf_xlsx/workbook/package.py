"""The zip around a workbook: limits from its directory, and no part read past its declared size."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits
from perf_xlsx.workbook.refuse import RefusedError, at_most, damaged, shown
from perf_xlsx.workbook.sniff import ZIP, unlike_zip
from perf_xlsx.workbook.xml_in import Element, parse, parse_known, parse_on_the_way

_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_SMALL = 16 * 1024
_ENCRYPTED = 0x1
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\0|(?:^|/)\.\.(?:/|$)")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened zip whose directory passed the limits; parts are found by name, in any case of letters."""

    archive: zipfile.ZipFile
    parts: Mapping[str, zipfile.ZipInfo]
    limits: Limits

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def read(self, name: str) -> bytes:
        """Inflate one part, exactly as many bytes as the directory declares."""
        info = self.parts.get(name.lower())
        if info is None:
            raise damaged(f"缺少部件{shown(name)}")
        if info.file_size > self.limits.xml_bytes:
            at_most(self.limits.xml_bytes, info.file_size, f"部件{shown(name)}解压后大小", "字节")
        try:
            with self.archive.open(info) as stream:
                data = stream.read(info.file_size)
        except _ZIP_ERRORS as error:
            raise damaged(f"部件{shown(name)}已损坏，无法解压") from error
        if len(data) != info.file_size:
            raise damaged(f"部件{shown(name)}已损坏，长度与目录不符")
        return data

    def tree(self, name: str) -> Element:
        """Parse one part as XML under the limits; the tree must not be changed."""
        data = self.read(name)
        return (parse_known if len(data) <= _SMALL else parse)(data, name, self.limits)

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """What starts and ends in one part, as it is parsed under the limits."""
        return parse_on_the_way(self.read(name), name, self.limits)


def open_package(path: Path, limits: Limits = DEFAULT_LIMITS) -> Package:
    """Open a zip-based office file; what is none, or is past a limit, is refused with its own reason."""
    return package_of(bytes_of(path, limits), limits)


def package_of(data: bytes, limits: Limits) -> Package:
    """Open the bytes of a zip-based office file."""
    if not data.startswith(ZIP) or len(data) <= len(ZIP):
        raise unlike_zip(data)
    at_most(limits.parts, data.count(_ENTRY), "压缩包内部件数")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ZIP_ERRORS as error:
        raise damaged("文件不完整或已损坏，可能在下载、上传或复制时中断") from error
    infos = archive.infolist()
    _guard_sizes(infos, limits)
    _guard_places(infos, archive.start_dir)
    return Package(archive, _by_name(infos), limits)


def bytes_of(path: Path, limits: Limits) -> bytes:
    """Read a file whole, no further than its limit."""
    if path.name.startswith("~$"):
        raise damaged("这是打开文件时的临时锁文件（以 ~$ 开头），不是工作簿")
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise damaged("不是普通文件")
        at_most(limits.file_bytes, status.st_size, "大小", "字节")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise damaged("文件不存在") from error
    except PermissionError as error:
        raise damaged("没有读取权限，或文件正被其他程序占用") from error
    except (OSError, ValueError) as error:
        raise damaged("操作系统无法读取该文件") from error
    at_most(limits.file_bytes, len(data), "大小", "字节")
    return data


def _guard_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    at_most(limits.parts, len(infos), "压缩包内部件数")
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError("F02", "加密的压缩包")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged("压缩方式不是工作簿所用的")
        at_most(limits.part_bytes, info.file_size, "单个部件解压后大小", "字节")
        if info.file_size > limits.ratio_from:
            at_most(limits.ratio, info.file_size // max(info.compress_size, 1), "部件压缩比")
    at_most(limits.total_bytes, sum(info.file_size for info in infos), "全部部件解压后大小", "字节")


def _guard_places(infos: list[zipfile.ZipInfo], directory: int) -> None:
    starts = (info.header_offset for info in infos)
    ends = (info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size for info in infos)
    spans = [*sorted(zip(starts, ends, strict=True)), (directory, directory)]
    if any(end > following for (_, end), (following, _) in pairwise(spans)):
        raise damaged("压缩包内的部件互相重叠")


def _by_name(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.orig_filename.replace("\\", "/")
        if _UNSAFE.search(name):
            raise damaged("压缩包内的部件名指向包外")
        if name.lower() in parts:
            raise damaged(f"压缩包内的部件重名：{shown(name)}")
        parts[name.lower()] = info
    return parts
