"""The container around .xls, .doc and encrypted office files (OLE): its directory, and one stream of it, guarded."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most, damaged

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_NONE = 0xFFFFFFFF
_LAST = 0xFFFFFFFA  # from here on numbers are signs: the end, free, a table
_SECTOR_SIZES = {9: 512, 12: 4096}
_SHORT = 64
_IN_HEADER = 109


@dataclass(frozen=True, slots=True)
class Entry:
    """A storage (folder) or stream (file) of the container; `inside` is the number of the storage it stands in."""

    name: str
    kind: int
    start: int
    size: int
    inside: int


@dataclass(frozen=True, slots=True)
class Container:
    """What a container holds: its entries, and how to read the bytes of one."""

    entries: tuple[Entry, ...]
    read: Callable[[Entry], bytes]

    def at_root(self, *names: str) -> Entry | None:
        """Find a stream that stands in no folder, by the first of some names that is there."""
        found = {entry.name.lower(): entry for entry in self.entries if entry.kind == _STREAM and not entry.inside}
        return next((found[name.lower()] for name in names if name.lower() in found), None)


def open_container(data: bytes, limits: Limits) -> Container:
    """Read the directory; what contradicts itself is refused as damaged."""
    try:
        return _opened(data, limits)
    except (struct.error, LookupError, UnicodeError) as error:
        raise damaged("文件不完整或已损坏，可能在下载、上传或复制时中断") from error


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Sectors of one size, and which follows which."""

    data: bytes
    size: int
    offset: int
    following: tuple[int, ...]

    def at(self, number: int) -> bytes:
        start = self.offset + number * self.size
        found = self.data[start : start + self.size]
        if not found:
            raise IndexError(number)
        return found

    def chain(self, start: int, size: int | None = None) -> bytes:
        """Join a chain of sectors; one that runs in a ring or ends too early is refused."""
        parts: list[bytes] = []
        seen: set[int] = set()
        wanted = _NONE if size is None else -(-size // self.size)
        while start < _LAST and len(parts) < wanted:
            if start in seen:
                raise IndexError(start)
            seen.add(start)
            parts.append(self.at(start))
            start = self.following[start]
        joined = b"".join(parts)
        if size is not None and len(joined) < size:
            raise IndexError(size)
        return joined if size is None else joined[:size]


def _opened(data: bytes, limits: Limits) -> Container:
    shift, short_shift = struct.unpack_from("<HH", data, 30)
    size = _SECTOR_SIZES[shift]
    if short_shift != 6:  # noqa: PLR2004 - 64 bytes, the only one
        raise IndexError(short_shift)
    _, directory, _, cutoff, short_start, _, more, further = struct.unpack_from("<8I", data, 44)
    big = _Sectors(data, size, size, _table(data, size, more if further else _NONE))
    entries = _entries(big.chain(directory), limits)
    root = entries[0]
    if root.kind != _ROOT:
        raise IndexError(root.kind)
    short_table = big.chain(short_start) if short_start < _LAST else b""
    short_data = big.chain(root.start, root.size) if root.size else b""
    small = _Sectors(short_data, _SHORT, 0, struct.unpack(f"<{len(short_table) // 4}I", short_table))

    def read(entry: Entry) -> bytes:
        at_most(len(data), entry.size, "文件内一部分的大小", "字节")
        try:
            return (small if entry.size < cutoff else big).chain(entry.start, entry.size)
        except IndexError as error:
            raise damaged("文件不完整或已损坏，可能在下载、上传或复制时中断") from error

    return Container(entries, read)


def _table(data: bytes, size: int, more: int) -> tuple[int, ...]:
    """Which sector follows which: the table's own sectors are listed in the header, and in sectors of their own."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    each, most = size // 4, len(data) // size + 1
    plain = _Sectors(data, size, size, ())
    steps = 0
    while more < _LAST:
        steps += 1
        if steps > most:
            raise IndexError(more)
        *numbers, more = struct.unpack(f"<{each}I", plain.at(more))
        listed += numbers
    sectors = [number for number in listed if number < _LAST]
    if len(sectors) > most:
        raise IndexError(most)
    table = b"".join(plain.at(number) for number in sectors)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _entries(directory: bytes, limits: Limits) -> tuple[Entry, ...]:
    count = len(directory) // _ENTRY
    at_most(limits.parts, count, "文件内部件数")
    raw = [directory[number * _ENTRY : (number + 1) * _ENTRY] for number in range(count)]
    inside = _folders(raw)
    return tuple(_entry(one, inside.get(number, 0)) for number, one in enumerate(raw))


def _entry(raw: bytes, inside: int) -> Entry:
    (length,) = struct.unpack_from("<H", raw, 64)
    name = raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", raw, 116)
    return Entry(name, raw[66], start, size, inside)


def _folders(raw: list[bytes]) -> dict[int, int]:
    """The folder of each entry: a folder's entries are a tree of left and right neighbours; 0 is the root."""
    inside: dict[int, int] = {}
    left = [(struct.unpack_from("<I", raw[0], 76)[0], 0)]
    while left:
        number, folder = left.pop()
        if number == _NONE:
            continue
        if number in inside or not 0 < number < len(raw):
            raise IndexError(number)
        inside[number] = folder
        before, after, child = struct.unpack_from("<III", raw[number], 68)
        left += [(before, folder), (after, folder)]
        if raw[number][66] == _STORAGE:
            left.append((child, number))
    return inside
