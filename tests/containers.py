"""OLE containers and .xls streams built record by record, for what no program would write."""

import struct
from collections.abc import Mapping, Sequence

from perf_xlsx.workbook.ole import OLE

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Records = Sequence[tuple[int, bytes]]


def container(streams: Mapping[str, bytes], folders: Sequence[str] = ()) -> bytes:
    """Write a container: every stream in sectors of its own, small ones too (the limit for small ones is 0)."""
    count = len(streams) + len(folders) + 1
    directory_sectors = -(-count // 4)
    bodies = list(streams.values())
    sizes = [-(-len(body) // SECTOR) for body in bodies]
    used = directory_sectors + sum(sizes)
    tables = next(number for number in range(1, 110) if number * 128 >= used + number)
    chain: list[int] = []
    starts: list[int] = []
    for size in [directory_sectors, *sizes]:
        starts.append(len(chain) if size else END)
        chain += [*range(len(chain) + 1, len(chain) + size), END] if size else []
    chain += [TABLE] * tables + [FREE] * (tables * 128 - used - tables)
    header = OLE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, tables, 0, 0, 0, END, 0, END, 0)
    header += struct.pack("<109I", *range(used, used + tables), *[FREE] * (109 - tables))
    entries = [_entry("Root Entry", 5, END, 0, child=1 if count > 1 else FREE)]
    names = [(name, 2, starts[number + 1], len(streams[name])) for number, name in enumerate(streams)]
    names += [(name, 1, 0, 0) for name in folders]
    for number, (name, kind, start, size) in enumerate(names, 1):
        entries.append(_entry(name, kind, start, size, after=number + 1 if number + 1 < count else FREE))
    parts = [b"".join(entries), *bodies]
    filled = (part.ljust(-(-len(part) // SECTOR) * SECTOR, b"\0") for part in parts)
    return header + b"".join(filled) + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, start: int, size: int, *, after: int = FREE, child: int = FREE) -> bytes:
    """Write one entry of the directory: each is its predecessor's right neighbour."""
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, FREE, after, child)
    return head + b"\0" * 36 + struct.pack("<III", start, size, 0)


def record(kind: int, data: bytes = b"") -> bytes:
    """Write one record."""
    return struct.pack("<HH", kind, len(data)) + data


def old_text(text: str) -> bytes:
    """Write a text as a record holds it: its length, that it is wide, its signs."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def stream_of(*sheets: Records, ahead: Records = ()) -> bytes:
    """Write the stream of a workbook: `ahead` among the records of the whole, one list of records a sheet."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0x1BB8, 1997, 0, 6)
    formats = b"".join(record(0xE0, b"\0" * 4 + b"\1" + b"\0" * 15) for _ in range(16))
    fonts = b"".join(record(0x31, b"\xc8" + b"\0" * 13 + b"\1\0A") for _ in range(4))
    start = record(0x809, begin) + record(0x42, b"\xb0\x04") + fonts + formats
    start += b"".join(record(*one) for one in ahead)
    names = [f"表{number}" for number in range(1, len(sheets) + 1)]
    length = len(start) + sum(len(_listed(0, name)) for name in names) + len(record(0x0A))
    bodies = [_sheet(records) for records in sheets]
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += _listed(length, name)
        length += len(body)
    return start + listed + record(0x0A) + b"".join(bodies)


def old_workbook(*sheets: Records, ahead: Records = (), folders: Sequence[str] = ()) -> bytes:
    """Write a whole .xls."""
    return container({"Workbook": stream_of(*sheets, ahead=ahead)}, folders)


def _listed(place: int, name: str) -> bytes:
    return record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name), 1) + name.encode("utf-16-le"))


def _sheet(records: Records) -> bytes:
    inner = b"".join(record(*one) for one in records)
    return record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1BB8, 1997, 0, 6)) + inner + record(0x0A)


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    """Write a cell with a number; row and column count from 0."""
    return 0x203, struct.pack("<HHHd", row, column, 15, value)


def text(row: int, column: int, value: str) -> tuple[int, bytes]:
    """Write a cell with a text of its own."""
    return 0x204, struct.pack("<HHH", row, column, 15) + old_text(value)


def formula(row: int, column: int, value: float) -> tuple[int, bytes]:
    """Write a cell with a formula and its result."""
    return 0x06, struct.pack("<HHHdHIH", row, column, 15, value, 0, 0, 0)
