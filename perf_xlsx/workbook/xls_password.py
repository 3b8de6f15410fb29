"""The password that is none: Excel encrypts an .xls whose structure is locked with a word everybody knows.

Such a workbook opens without asking, so it is read; any other password is F02. What is done is set down in [MS-XLS]
2.2.10 and [MS-OFFCRYPTO] 2.3.5 and 2.3.6.
"""

import hashlib
import struct
from collections.abc import Callable, Iterator

KNOWN_WORD = "VelvetSweatshop"
LARGEST = 1024 * 1024
"""Bytes up to which a stream is deciphered, at about a second each; a form's has a hundred thousand."""

FILE_PASSWORD = 0x002F

_FEW = 8
_BLOCK = 1024
_VOID = 0x0EFE
_LISTED_SHEET = 0x85
# Never enciphered: beginnings, this record itself, and those about who has the file open.
_PLAIN = frozenset({0x809, FILE_PASSWORD, 0xE1, 0x194, 0x195, 0x196, 0x138})
_WEAK_KEY = 5

KeyOfBlock = Callable[[int], bytes]


def opened_stream(stream: bytes) -> bytes:
    """Decipher a stream that the known word opens; any other is given back as it is."""
    found = _password_record(stream)
    if found is None or len(stream) > LARGEST:
        return stream
    try:
        key_of = _key(stream[found[0] + 4 : found[0] + 4 + found[1]])
    except struct.error:
        return stream
    if key_of is None:
        return stream
    plain = bytearray(_deciphered(stream, key_of))
    for position, kind, length in _records(stream):
        kept = 4 if kind != _LISTED_SHEET else 8
        end = position + (4 + length if kind in _PLAIN else kept)
        plain[position:end] = stream[position:end]
    struct.pack_into("<H", plain, found[0], _VOID)
    return bytes(plain)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    position, unpack = 0, struct.Struct("<HH").unpack_from
    while position + 4 <= len(stream):
        kind, length = unpack(stream, position)
        yield position, kind, length
        position += 4 + length


def _password_record(stream: bytes) -> tuple[int, int] | None:
    """Where the record about the password stands, and how long it is: among the first, if anywhere."""
    for (position, kind, length), _ in zip(_records(stream), range(_FEW), strict=False):
        if kind == FILE_PASSWORD:
            return position, length
    return None


def _key(record: bytes) -> KeyOfBlock | None:
    """How the key of each block is made, when the known word is the password."""
    method, major, minor = struct.unpack_from("<3H", record)
    if method != 1:
        return None
    if (major, minor) == (1, 1):
        salt, verifier = record[6:22], record[22:54]
        return _checked(_weak_key(salt), verifier, hashlib.md5)
    (size,) = struct.unpack_from("<I", record, 10)
    (bits,) = struct.unpack_from("<I", record, 14 + 16)
    start = 14 + size + 4
    salt, verifier = record[start : start + 16], record[start + 16 : start + 32] + record[start + 36 : start + 56]
    return _checked(_strong_key(salt, bits), verifier, hashlib.sha1)


def _checked(key_of: KeyOfBlock, verifier: bytes, digest: Callable[..., "hashlib._Hash"]) -> KeyOfBlock | None:
    plain = bytes(one ^ other for one, other in zip(verifier, _stream_of(key_of(0)), strict=False))
    return key_of if digest(plain[:16], usedforsecurity=False).digest() == plain[16:] else None


def _weak_key(salt: bytes) -> KeyOfBlock:
    first = hashlib.md5(KNOWN_WORD.encode("utf-16-le"), usedforsecurity=False).digest()[:_WEAK_KEY]
    base = hashlib.md5((first + salt) * 16, usedforsecurity=False).digest()[:_WEAK_KEY]
    return lambda block: hashlib.md5(base + struct.pack("<I", block), usedforsecurity=False).digest()


def _strong_key(salt: bytes, bits: int) -> KeyOfBlock:
    base = hashlib.sha1(salt + KNOWN_WORD.encode("utf-16-le"), usedforsecurity=False).digest()
    size = (bits or 8 * _WEAK_KEY) // 8

    def key_of(block: int) -> bytes:
        key = hashlib.sha1(base + struct.pack("<I", block), usedforsecurity=False).digest()[:size]
        return key.ljust(16, b"\0") if size == _WEAK_KEY else key

    return key_of


def _deciphered(stream: bytes, key_of: KeyOfBlock) -> Iterator[int]:
    for block in range(-(-len(stream) // _BLOCK)):
        part = stream[block * _BLOCK : (block + 1) * _BLOCK]
        yield from (one ^ other for one, other in zip(part, _stream_of(key_of(block)), strict=False))


def _stream_of(key: bytes) -> Iterator[int]:
    """The endless stream of RC4 under a key."""
    state, other = list(range(256)), 0
    for number in range(256):
        other = (other + state[number] + key[number % len(key)]) & 255
        state[number], state[other] = state[other], state[number]
    number = other = 0
    while True:
        number = (number + 1) & 255
        one = state[number]
        other = (other + one) & 255
        two = state[number] = state[other]
        state[other] = one
        yield state[(one + two) & 255]
