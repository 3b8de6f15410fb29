"""Ways to change a file by lot: bytes, the zip around it, the tree of one of its parts, the records of an old one.

What comes of a changed tree is still well-formed, in a zip whose checksums fit: it gets past the door.
"""

import copy
import io
import json
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from containers import container
from lxml import etree

from perf_xlsx.workbook.limits import DEFAULT_LIMITS
from perf_xlsx.workbook.ole import open_container

Parts = dict[str, bytes]
Lot = random.Random
Change = Callable[[Any, Any, Lot], None]

ODD = (
    *("", " ", "-1", "0", "1", "1E999", "NaN", "99999999999999999999", "1.7976931348623157E308", "1e-400", "Infinity"),
    *("1E+300", "-1E+300", "0.1", "100", "1,000", "50%", "≥50人次", "≥1E+300次", "/", "—", "无", "TRUE", "#REF!"),
    *("XFD1048576", "A0", "A1", "$B$2:$C$9", "A1:XFD1048576", "ROW:", "ROW:indicators.99999:a/b/1", "COL:99999"),
    *("KEY:{}", 'KEY:{"template":1}', "ISSUED:indicators.1", "SIG:", "META:digest", "NOTE:S02", "[" * 3000),
    *('{"":["' + "9" * 400, "=1+1", "\u202e", "\u3000", "_x0000_", "_xD83D_", "😀", "甲" * 40_000, "../../x", "on"),
    *("veryHidden", "hidden", "s", "n", "b", "e", "d", "str", "inlineStr", "shared", "array", "lines", "default"),
    *("2020-13-45", "yyyy年m月", '"100"', "0;0;0;", ";;;", "@", "General", "单位：元", "项目支出绩效自评表"),
)
ODD_NUMBERS = (float("inf"), float("nan"), -0.0, 1e300, -1e300, 5e-324, 1e15, 0.1, 2958466.0, -1.0)
BEGIN, LISTED = 0x809, 0x85
SHORT_KEY = 3  # r, s, t: where, how and what a cell is
PLACE, SMALL = re.compile(r"[A-Z]{1,2}[1-9][0-9]{0,4}"), re.compile(r"[1-9]?[0-9]")
KEYED = re.compile(r"^(KEY:|\{|\[)")


def parts_of(data: bytes) -> Parts:
    """The parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(parts: Parts, twice: str = "") -> bytes:
    """The parts as a zip again, one of them two times where asked for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in parts.items():
            target.writestr(name, data)
        if twice:
            target.writestr(twice, parts[twice])
    return out.getvalue()


def mutated_bytes(data: bytes, lot: Lot) -> bytes:
    """Some bytes changed, taken out or put in, or the end cut off."""
    changed = bytearray(data)
    for _ in range(lot.choice((1, 1, 2, 8, 50))):
        at = lot.randrange(len(changed))
        match lot.randrange(4):
            case 0:
                changed[at] = lot.randrange(256)
            case 1:
                del changed[at : at + lot.randrange(1, 20)]
            case 2:
                changed[at:at] = lot.randbytes(lot.randrange(1, 20))
            case _:
                changed[at : at + 4] = lot.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"PK\x01\x02", b"\x01\0\0\0"))
    return bytes(changed[: lot.randrange(1, len(changed))] if lot.random() < 0.1 else changed)


def mutated_structure(data: bytes, lot: Lot) -> bytes:
    """A part dropped, emptied, doubled, renamed, or exchanged with another."""
    parts = parts_of(data)
    one, other = lot.sample(sorted(parts), 2)
    match lot.randrange(6):
        case 0:
            del parts[one]
        case 1:
            parts[one] = b""
        case 2:
            parts[one], parts[other] = parts[other], parts[one]
        case 3:
            parts[lot.choice((one.upper(), "../" + one, "/" + one, one + "/x", "xl/vbaProject.bin"))] = parts.pop(one)
        case 4:
            parts[one] = parts[one][: lot.randrange(len(parts[one]) + 1)]
        case _:
            return packed(parts, twice=one)
    return packed(parts)


def mutated_trees(data: bytes, lot: Lot) -> bytes:
    """Elements, attributes and texts of some parts changed, the parts well-formed all the time."""
    parts = parts_of(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    words = ("sheet1", "Strings", "content", "document.xml")
    likely = [name for name in names if any(word in name for word in words)] or names
    for name in {lot.choice(likely if lot.random() < 0.8 else names) for _ in range(lot.choice((1, 1, 2, 3)))}:
        root = etree.fromstring(parts[name])
        elements = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
        for _ in range(lot.choice((1, 1, 2, 5, 20, 60)) if elements else 0):
            _one_change(elements, lot)
        if lot.random() < 0.9:
            _sound_again(root)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def _one_change(elements: Sequence[Any], lot: Lot) -> None:
    if lot.random() < 0.4:  # rare elements as often as cells
        tag = lot.choice(sorted({one.tag for one in elements}))
        elements = [one for one in elements if one.tag == tag]
    lot.choice(CHANGES)(lot.choice(elements), elements, lot)


def _sound_again(root: Any) -> None:
    """Take out of a sheet what would have the whole file refused: cells of a place twice, references to nothing."""
    seen: set[str] = set()
    for one in [one for one in root.iter() if isinstance(one.tag, str)]:
        tag = one.tag.rpartition("}")[2]
        if tag == "row":
            if not (one.get("r") or "1").isdecimal() or f"row {one.get('r')}" in seen:
                one.getparent().remove(one)
            seen.add(f"row {one.get('r')}")
        elif tag == "c":
            place, kind = one.get("r") or "", one.get("t")
            if place in seen or not PLACE.fullmatch(place):
                one.getparent().remove(one)
                continue
            seen.add(place)
            if kind == "s" and len(one) and not SMALL.fullmatch(one[-1].text or ""):
                one[-1].text = "7"
            if one.get("s") is not None and not SMALL.fullmatch(one.get("s")):
                del one.attrib["s"]


def _text(one: Any, alike: Sequence[Any], lot: Lot) -> None:
    """Another text: an odd one, that of an element alike, or the same with something changed inside."""
    texts = [other for other in (one, *one.iter()) if isinstance(other.tag, str) and other.text]
    if not texts:
        return
    found = lot.choice(texts)
    if KEYED.match(found.text) and lot.random() < 0.7:
        found.text = _json_changed(found.text, lot)
        return
    others = [other.text for other in alike if other.tag == found.tag and other.text]
    parent = found.getparent()
    if parent is not None and parent.get("t") == "s" and others and lot.random() < 0.95:
        found.text = lot.choice(others)  # the number of another shared string
        return
    found.text = _xml_text(lot.choice([_odd(lot), _odd(lot), _near(found.text, lot), lot.choice(others or [""])]))


def _attribute(one: Any, alike: Sequence[Any], lot: Lot) -> None:
    """Another value of an attribute: an odd one, one that stands elsewhere, one near it, none at all."""
    if not one.attrib:
        return
    key = lot.choice(sorted(one.attrib))
    others = [other.get(key) for other in alike if other.get(key) is not None] or [""]
    # What refers to something else mostly goes on referring to something that is there.
    again = len(key) < SHORT_KEY and lot.random() < 0.9
    new = lot.choice(others) if again else lot.choice([_odd(lot), _near(one.get(key), lot), lot.choice(others), None])
    if new is None:
        del one.attrib[key]
    else:
        one.set(key, _xml_text(new))


def _removed(one: Any, _alike: Sequence[Any], _lot: Lot) -> None:
    if one.getparent() is not None:
        one.getparent().remove(one)


def _twice(one: Any, _alike: Sequence[Any], lot: Lot) -> None:
    if one.getparent() is not None:
        for _ in range(lot.choice((1, 1, 3, 30))):
            one.addnext(copy.deepcopy(one))


def _exchanged(one: Any, alike: Sequence[Any], lot: Lot) -> None:
    """What stands in two elements exchanged: two cells, two rows, two sheets."""
    other = lot.choice(alike)
    inside = {*one.iterancestors(), *other.iterancestors(), one}
    if other not in inside and one not in {*other.iterancestors()}:
        mine, theirs = list(one), list(other)
        one.text, other.text = other.text, one.text
        one[:], other[:] = theirs, mine


def _retyped(one: Any, _alike: Sequence[Any], lot: Lot) -> None:
    """A cell of another kind, its content fitting or not."""
    for cell in (one, *one.iter()):
        if isinstance(cell.tag, str) and cell.tag.rpartition("}")[2] == "c" and len(cell):
            cell.set("t", lot.choice(("n", "str", "b", "e", "d", "inlineStr")))
            cell[-1].text = _xml_text(_odd(lot))
            return


CHANGES: tuple[Change, ...] = (_text, _text, _text, _attribute, _attribute, _removed, _twice, _exchanged, _retyped)


def _odd(lot: Lot) -> str:
    return lot.choice(ODD)


def _near(text: str, lot: Lot) -> str:
    """A text with something small changed in it."""
    match lot.randrange(6):
        case 0:
            return text + lot.choice(("0", "9", "%", " ", "万元", "\u3000", "'", "\n"))
        case 1:
            return text[1:]
        case 2:
            return "-" + text
        case 3:
            return text.replace("1", "7").replace("0", "5")
        case 4:
            return text * 2
        case _:
            return text[::-1]


def _xml_text(text: str) -> str:
    """What XML can hold of a text."""
    return "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign < "\ud800" or sign > "\udfff")


def _json_changed(text: str, lot: Lot) -> str:
    """A keyed text whose JSON holds something else at one place."""
    head = "KEY:" if text.startswith("KEY:") else ""
    try:
        held = json.loads(text.removeprefix(head))
    except ValueError:
        return _xml_text(_near(text, lot))
    odd: object = lot.choice((_odd(lot), 0, -1, 10**400, None, [], {}, ["1E999"], [[]], True, 1.5, "甲"))
    if isinstance(held, dict) and held:
        key = lot.choice(sorted(held))
        held[lot.choice((key, key, key, _odd(lot)))] = odd
    elif isinstance(held, list):
        held[lot.randrange(len(held) + 1) :] = [odd]
    return _xml_text(head + json.dumps(held, ensure_ascii=False))


def mutated_records(data: bytes, lot: Lot) -> bytes:
    """Records of an old workbook changed, taken out, doubled, exchanged or told to be of another kind."""
    ole = open_container(data, DEFAULT_LIMITS)
    stream = ole.at_root("Workbook")
    if stream is None:
        return data
    records = _records(ole.read(stream))
    for _ in range(lot.choice((1, 1, 2, 8, 30))):
        at = lot.randrange(len(records))
        kind, body = records[at]
        match lot.randrange(7):
            case 0 if body:
                place = lot.randrange(len(body))
                body = body[:place] + bytes([lot.randrange(256)]) + body[place + 1 :]
            case 1:
                body = body[: lot.randrange(len(body) + 1)]
            case 2:
                kind = lot.choice(records)[0]
            case 3:
                body = lot.choice(records)[1]
            case 4 if len(body) >= 14:
                body = body[:6] + struct.pack("<d", lot.choice(ODD_NUMBERS)) + body[14:]
            case 5:
                records.insert(at, lot.choice(records))
            case _:
                body += lot.randbytes(lot.randrange(1, 40))
        records[at] = kind, body
    if lot.random() < 0.9:
        _sheets_told(records)
    return container({"Workbook": b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)})


def _sheets_told(records: list[tuple[int, bytes]]) -> None:
    """Let the list of sheets say again where each begins."""
    starts, at = [], 0
    for kind, body in records:
        starts += [at] if kind == BEGIN else []
        at += 4 + len(body)
    listed = [number for number, (kind, body) in enumerate(records) if kind == LISTED and len(body) >= 4]
    for number, start in zip(listed, starts[1:], strict=False):
        records[number] = LISTED, struct.pack("<I", start) + records[number][1][4:]


def _records(stream: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        found.append((kind, stream[at + 4 : at + 4 + size]))
        at += 4 + size
    return found
