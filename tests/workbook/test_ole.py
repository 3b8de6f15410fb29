"""The container of old office files: what is in it, and that no forged one is believed."""

import random
import struct
import time
from contextlib import suppress
from pathlib import Path

import pytest
from containers import container

from perf_xlsx.workbook.limits import DEFAULT_LIMITS
from perf_xlsx.workbook.ole import OLE, open_container
from perf_xlsx.workbook.refuse import RefusedError

BIG = bytes(range(256)) * 40

DATA = Path(__file__).parents[1] / "data"


def opened(data: bytes) -> object:
    """Open a container and read all that is in it."""
    found = open_container(data, DEFAULT_LIMITS)
    return [found.read(entry) for entry in found.entries if entry.kind == 2]


def test_streams_and_folders() -> None:
    """Streams are read whole, folders named; a stream is found by the first name that is there, in any case."""
    found = open_container(container({"workbook": BIG, "其他": b"x"}, ["_VBA_PROJECT_CUR"]), DEFAULT_LIMITS)
    assert [entry.name for entry in found.entries][:4] == ["Root Entry", "workbook", "其他", "_VBA_PROJECT_CUR"]
    stream = found.at_root("Book", "Workbook")
    assert stream is not None
    assert found.read(stream) == BIG
    assert found.at_root("Book") is None


def test_small_streams() -> None:
    """What is smaller than a sector stands with others in one stream, as programs write it."""
    found = open_container((DATA / "default_password.xls").read_bytes(), DEFAULT_LIMITS)
    stream = found.at_root("\1CompObj")
    assert stream is not None
    assert len(found.read(stream)) == stream.size
    assert b"Biff8" in found.read(stream)


def changed(data: bytes, place: int, value: int) -> bytes:
    """Forge four bytes."""
    return data[:place] + struct.pack("<I", value) + data[place + 4 :]


GOOD = container({"Workbook": BIG})
ENTRY = 512 + 128
TABLE = len(GOOD) - 512


@pytest.mark.parametrize(
    "data",
    [
        OLE,
        OLE + b"\0" * 504,
        GOOD[:700],
        GOOD[: len(GOOD) // 2],
        GOOD[:30] + b"\x14\0" + GOOD[32:],
        GOOD[:32] + b"\x0c\0" + GOOD[34:],
        changed(GOOD, 48, 9_999),
        changed(changed(GOOD, 68, 3), 72, 1),
        changed(changed(GOOD, 68, 9_999), 72, 1),
        changed(GOOD, 512 + 76, 9_999),
        changed(GOOD, ENTRY + 68, 1),
        changed(GOOD, ENTRY + 116, 9_999),
        changed(GOOD, ENTRY + 120, len(GOOD) - 10),
        changed(GOOD, TABLE + 4, 1),
        changed(GOOD, TABLE, 0),
        GOOD[: 512 + 66] + b"\2" + GOOD[512 + 67 :],
    ],
)
def test_forged_containers(data: bytes) -> None:
    """A chain that leaves the file or runs in a ring, a size or a tree that cannot be, is damaged: F01."""
    start = time.perf_counter()
    with pytest.raises(RefusedError) as error:
        opened(data)
    assert error.value.refusal.code == "F01"
    assert time.perf_counter() - start < 0.5


def test_a_stream_larger_than_the_file() -> None:
    """A stream that claims gigabytes is refused before anything is read."""
    with pytest.raises(RefusedError) as error:
        opened(changed(GOOD, ENTRY + 120, 0x7FFF_FFFF))
    assert error.value.refusal.code == "F03"


def test_random_damage() -> None:
    """Whatever stands in a container, it is read or refused, and quickly."""
    draw = random.Random(5)
    for _ in range(400):
        data = bytearray(GOOD)
        for _ in range(draw.randint(1, 12)):
            data[draw.choice([draw.randrange(8, 1024), draw.randrange(TABLE, len(data))])] = draw.choice(
                [0, 1, 255, 254]
            )
        start = time.perf_counter()
        with suppress(RefusedError):
            opened(bytes(data))
        assert time.perf_counter() - start < 0.5
