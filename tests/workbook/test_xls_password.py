"""The word everybody knows opens what Excel enciphers by itself; a password of one's own stays F02."""

import hashlib
import struct
import time
from decimal import Decimal
from pathlib import Path

import pytest
from containers import container, number, record, stream_of, text

from perf_xlsx.workbook.book import Book, Refusal, cell_value
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.xls_password import KNOWN_WORD, LARGEST, opened_stream

DATA = Path(__file__).parents[1] / "data"
HEADS = 4


def test_saved_by_an_office_program() -> None:
    """A workbook LibreOffice enciphered with that word is read whole, past the first blocks too."""
    book = read_book(DATA / "default_password.xls")
    assert isinstance(book, Book)
    [grid] = book.sheets
    assert grid.name == "自评表"
    assert cell_value(grid.cells[1, 1]) == "项目支出绩效自评表"
    assert cell_value(grid.cells[2, 2]) == Decimal("9.41")
    assert [cell_value(grid.cells[row, 1]) for row in (5, 59)] == ["指标5", "指标59"]


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher, as its definition has it."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for one in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(one ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def enciphered(word: str, bits: int) -> tuple[bytes, bytes]:
    """A stream as Excel 2007 saves it under a word, and the plain one."""
    salt, verifier = bytes(range(16)), bytes(range(50, 66))
    base = hashlib.sha1(salt + word.encode("utf-16-le"), usedforsecurity=False).digest()

    def key(block: int) -> bytes:
        found = hashlib.sha1(base + struct.pack("<I", block), usedforsecurity=False).digest()[: bits // 8]
        return found + b"\0" * 11 if bits == 40 else found

    checked = rc4(key(0), verifier + hashlib.sha1(verifier, usedforsecurity=False).digest())
    head = struct.pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + "CSP\0".encode("utf-16-le")
    body = struct.pack("<3HII", 1, 2, 2, 4, len(head)) + head + struct.pack("<I", 16) + salt
    body += checked[:16] + struct.pack("<I", 20) + checked[16:]
    plain = stream_of([text(row, 0, "甲" * 40) for row in range(60)], [number(0, 0, 9.41)], ahead=[(0x2F, body)])
    # The record comes first in real files, and the reader looks among the first records only.
    first = 4 + 16
    place = plain.index(record(0x2F, body))
    moved = plain[:first] + record(0x2F, body) + plain[first:place] + plain[place + 4 + len(body) :]
    return sealed(moved, key), moved


def sealed(plain: bytes, key: object) -> bytes:
    """Encipher a stream in blocks, but for heads of records and what stays plain."""
    assert callable(key)
    blocks = (rc4(key(start // 1024), plain[start : start + 1024]) for start in range(0, len(plain), 1024))
    out = bytearray(b"".join(blocks))
    place = 0
    while place < len(plain):
        kind, length = struct.unpack_from("<HH", plain, place)
        kept = HEADS + (length if kind in {0x809, 0x2F} else 4 if kind == 0x85 else 0)
        out[place : place + kept] = plain[place : place + kept]
        place += HEADS + length
    return bytes(out)


@pytest.mark.parametrize("bits", [40, 128])
def test_as_later_editions_save_it(tmp_path: Path, bits: int) -> None:
    """The stronger cipher of Excel 2003 and 2007, with keys of either length."""
    data, plain = enciphered(KNOWN_WORD, bits)
    assert data != plain
    assert opened_stream(data).replace(b"\xfe\x0e", b"\x2f\0") == plain
    path = tmp_path / "a.xls"
    path.write_bytes(container({"Workbook": data}))
    book = read_book(path)
    assert isinstance(book, Book)
    assert cell_value(book.sheets[1].cells[1, 1]) == Decimal("9.41")


def test_a_password_of_ones_own(tmp_path: Path) -> None:
    """Another word is not guessed at: F02."""
    path = tmp_path / "a.xls"
    path.write_bytes(container({"Workbook": enciphered("财政局", 128)[0]}))
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "F02"


@pytest.mark.parametrize("body", [b"", b"\1\0", b"\0\0\1\2\3\4", b"\1\0\2\0\2\0" + b"\xff" * 60, b"\1\0\1\0\1\0"])
def test_a_record_that_makes_no_sense(tmp_path: Path, body: bytes) -> None:
    """An older cipher, or a record cut short, is F02 like any other password."""
    path = tmp_path / "a.xls"
    path.write_bytes(container({"Workbook": record(0x809, b"\0\6\5\0" + b"\0" * 12) + record(0x2F, body)}))
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "F02"


def test_a_large_stream_is_left_alone() -> None:
    """Deciphering is slow: past its limit a stream stays as it is, and is refused for its password."""
    data, _ = enciphered(KNOWN_WORD, 128)
    large = data + record(0x1234, b"\0" * 8000) * (LARGEST // 8000)
    start = time.perf_counter()
    assert opened_stream(large) is large
    assert time.perf_counter() - start < 0.2
