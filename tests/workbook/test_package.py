"""What is no workbook, or is past a limit, is refused from the outside: each kind with its own reason."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import packages
import pytest
from containers import container

from perf_xlsx.workbook.book import Book, Refusal
from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits
from perf_xlsx.workbook.package import Package, open_package
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.refuse import RefusedError, shown

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
HTML = "<html><head><meta charset='utf-8'></head><table><tr><td>项目</td></tr></table></html>"
XML_2003 = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'


def good() -> bytes:
    """Write a small good workbook."""
    return zipped(packages.parts())


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip parts into bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "F01", "为空"),
        (b"\0" * 9000, "F01", "零字节"),
        (b"PK", "F01", "不完整"),
        (b"PK\x03\x04", "F01", "不完整"),
        (good()[:500], "F01", "不完整"),
        (good()[:-30], "F01", "不完整"),
        (b"PK\x05\x06" + b"\0" * 18, "F01", "空的压缩包"),
        (b"PK\x03\x04" + b"\0" * 300, "F01", "不完整"),
        (container({"EncryptedPackage": b""}), "F02", "加密"),
        (container({"WordDocument": b"doc"}), "F06", ".doc"),
        (container({"PowerPoint Document": b"ppt"}), "F06", ".ppt"),
        (container({"Contents": b"?"}), "F06", "旧版 Office"),
        (container({"Workbook": b"?" * 5000}), "F01", "损坏"),
        (OLE, "F01", "损坏"),
        (HTML.encode(), "F01", "HTML"),
        (b"\xef\xbb\xbf \r\n" + HTML.upper().encode(), "F01", "HTML"),
        (HTML.encode("utf-16"), "F01", "HTML"),
        (b"MIME-Version: 1.0\r\nX: y", "F01", "MHTML"),
        (XML_2003.encode(), "F06", "XML 表格"),
        (b"<?xml version='1.0'?><a/>", "F01", "XML 文本"),
        ("项目名称,全年预算数\n甲,1\n".encode(), "F01", "纯文本"),
        ("项目名称,全年预算数\n甲,1\n".encode("gb18030"), "F01", "纯文本"),
        ("项目名称\t甲\n".encode("utf-16"), "F01", "纯文本"),
        (b"%PDF-1.7\n", "F06", "PDF"),
        (b"{\\rtf1", "F06", "RTF"),
        (b"Rar!\x1a\x07\x00", "F06", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "F06", "7z"),
        (b"\x1f\x8b\x08", "F06", "gzip"),
        (b"\x89PNG\r\n", "F06", "图片"),
        (b"\x01\x02\x03\x00\xff" * 20, "F01", "改过扩展名"),
        (zipped({"a/表.xlsx": good()}), "F06", "压缩包（ZIP）"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), "F01", "XML"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "F06", ".odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.chart", "content.xml": ""}), "F06", "OpenDocument"),
    ],
)
def test_no_workbook(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    """A file of another kind is told by its first bytes, whatever its name says."""
    path = tmp_path / "回收.xlsx"
    path.write_bytes(content)
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert words in refusal.what


@pytest.mark.parametrize(
    ("main", "words"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", ".xlsb"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", ".pptx"),
    ],
)
def test_another_office_document(tmp_path: Path, main: str, words: str) -> None:
    """Slides or a binary workbook under the name .xlsx are called what they are."""
    types = packages.CONTENT_TYPES.replace(f"{packages.TYPES}.sheet.main+xml", main)
    refusal = read_book(packages.save(tmp_path / "a.xlsx", packages.parts(types=types)))
    assert isinstance(refusal, Refusal)
    assert (refusal.code, words in refusal.what) == ("F06", True)


def test_what_the_operating_system_refuses(tmp_path: Path) -> None:
    """A missing file, a folder, an impossible name and a lock file are F01, not exceptions."""
    lock = tmp_path / "~$自评表.xlsx"
    lock.write_bytes(b"\x05admin" + b" " * 159)
    for path, words in [
        (tmp_path / "没有.xlsx", "不存在"),
        (tmp_path, "普通文件"),
        (tmp_path / "a\0b.xlsx", "无法读取"),
        (tmp_path / ("长" * 300), "无法读取"),
        (lock, "临时锁文件"),
    ]:
        refusal = read_book(path)
        assert isinstance(refusal, Refusal)
        assert (refusal.code, words in refusal.what) == ("F01", True), path


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission, or held open by another program, is F01 with that reason."""
    path = packages.save(tmp_path / "a.xlsx", packages.parts())

    def locked(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", locked)
    assert read_book(path) == Refusal("F01", "没有读取权限，或文件正被其他程序占用")


def patched(content: bytes, part: str, **fields: int) -> bytes:
    """Rewrite fields of one entry of the zip's directory; `local_flags` those of its local header."""
    places = {
        "flags": (8, "<H"),
        "method": (10, "<H"),
        "crc": (16, "<I"),
        "packed": (20, "<I"),
        "size": (24, "<I"),
        "offset": (42, "<I"),
    }
    data = bytearray(content)
    for match in re.finditer(rb"PK\x01\x02", content):
        start = match.start()
        length = struct.unpack_from("<H", data, start + 28)[0]
        if data[start + 46 : start + 46 + length] == part.encode():
            for field, value in fields.items():
                offset, form = places[field]
                struct.pack_into(form, data, start + offset, value)
    return bytes(data)


SHEET = "xl/worksheets/sheet1.xml"


def lying() -> bytes:
    """Write a directory that declares 20 kB for a sheet that inflates to 300 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join([*(packer.compress(b" " * 1_000_000) for _ in range(300)), packer.flush()])
    name = SHEET.encode()
    rest = {key: value for key, value in packages.parts().items() if key != SHEET}
    content = zipped(rest)
    start = content.index(b"PK\x01\x02")
    body, tail = content[:start], content[start:]
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), 20_000, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    end = tail.index(b"PK\x05\x06")
    count = len(rest) + 1
    record = struct.pack("<HHHHIIH", 0, 0, count, count, end + len(entry), start + len(local), 0)
    return body + local + tail[:end] + entry + b"PK\x05\x06" + record


def with_entry(name: str) -> Callable[[], bytes]:
    """Write a good workbook with one more entry."""
    return lambda: zipped({**packages.parts(), name: "x"})


def twice(first: str, second: str) -> Callable[[], bytes]:
    """Write a good workbook with two entries whose names are one."""
    spare = "x" * len(second.encode())
    return lambda: zipped({**packages.parts(), first: "1", spare: "2"}).replace(spare.encode(), second.encode())


def overlapping() -> bytes:
    """Let two entries share one body."""
    content = good()
    first = content.index(b"xl/workbook.xml") - 30
    return patched(content, "xl/styles.xml", offset=first)


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "encrypted entry": (lambda: patched(good(), SHEET, flags=1), "F02", "加密"),
    "unknown compression": (lambda: zipped(packages.parts(), zipfile.ZIP_LZMA), "F01", "压缩方式"),
    "directory that lies about a size": (lying, "F01", "损坏"),
    "directory that declares too much": (lambda: patched(good(), SHEET, size=20_000), "F01", "损坏"),
    "part declared larger than allowed": (
        lambda: patched(good(), SHEET, size=2**30),
        "F03",
        "单个部件解压后大小为1073741824字节",
    ),
    "wrong checksum": (lambda: patched(good(), SHEET, crc=1), "F01", "损坏"),
    "compressed size past the next entry": (lambda: patched(good(), SHEET, packed=2000), "F01", "重叠"),
    "entries share one body": (overlapping, "F01", "重叠"),
    "offset past the end": (lambda: patched(good(), SHEET, offset=2**31), "F01", "重叠"),
    "absolute name": (with_entry("/etc/passwd"), "F01", "包外"),
    "name with a drive": (with_entry("C:\\a"), "F01", "包外"),
    "name that climbs": (with_entry("xl/../../a"), "F01", "包外"),
    "name that climbs with backslashes": (with_entry("xl\\..\\..\\a"), "F01", "包外"),
    "name with a zero": (lambda: with_entry("a#b")().replace(b"a#b", b"a\0b"), "F01", "包外"),
    "part twice": (twice("xl/a.xml", "xl/a.xml"), "F01", "重名"),
    "part twice in another case": (twice("xl/a.xml", "xl/A.xml"), "F01", "重名"),
    "20,000 parts": (lambda: zipped({**packages.parts(), **{f"x{n}": "" for n in range(20_000)}}), "F03", "部件数"),
    "1 GB of spaces": (lambda: zipped(packages.parts(b" " * 2**25)), "F03", "压缩比"),
    "stored parts past the total": (
        lambda: zipped(packages.parts(**{f"m{n}": b"\0" * 2**20 for n in range(70)})),
        "F03",
        "全部部件",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_zip(tmp_path: Path, kind: str) -> None:
    """A zip made to harm is refused with the right code before it can."""
    build, code, words = HOSTILE[kind]
    path = tmp_path / "a.xlsx"
    path.write_bytes(build())
    refusal = read_book(path)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert words in refusal.what


def test_the_real_size_of_what_lies_is_never_inflated(tmp_path: Path) -> None:
    """A part declared small is read no further than declared, so 300 MB behind it cost nothing."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(lying())
    package = open_package(path)
    with pytest.raises(RefusedError, match="损坏"):
        package.read(SHEET)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"file_bytes": 1000}, "大小为"),
        ({"parts": 6}, "压缩包内部件数为7，超出上限6"),
        ({"part_bytes": 500}, "单个部件解压后大小为"),
        ({"total_bytes": 1500}, "全部部件解压后大小为"),
        ({"ratio": 1, "ratio_from": 100}, "部件压缩比为"),
        ({"xml_bytes": 200}, "解压后大小为"),
        ({"small_bytes": 100, "xml_marks": 8}, "超出上限8"),
        ({"small_bytes": 100, "depth": 3}, "嵌套层数为4，超出上限3"),
        ({"sheets": 0}, "工作表数为1，超出上限0"),
        ({"cells": 0}, "单元格数为1个，超出上限0个"),
        ({"strings": 1}, "字符串数为2，超出上限1"),
        ({"text_length": 0}, "单个文本长度为1字，超出上限0字"),
        ({"styles": 0}, "单元格样式数为1，超出上限0"),
    ],
)
def test_every_limit_refuses_one_past_it(tmp_path: Path, limits: dict[str, int], words: str) -> None:
    """One more than a limit allows is F03, and the message names what, how many and the limit."""
    path = packages.save(tmp_path / "a.xlsx", packages.parts())
    refusal = read_book(path, replace(DEFAULT_LIMITS, **limits))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "F03"
    assert words in refusal.what


def test_just_within_the_limits(tmp_path: Path) -> None:
    """Exactly as many as a limit allows are read."""
    path = packages.save(tmp_path / "a.xlsx", packages.parts())
    limits = Limits(file_bytes=path.stat().st_size, parts=7, sheets=1, cells=1, strings=2, text_length=1, styles=1)
    assert isinstance(read_book(path, limits), Book)


def test_names_are_found_in_any_case_and_with_backslashes(tmp_path: Path) -> None:
    """Some programs write backslashes or capitals; the part is found nevertheless."""
    parts = {
        name.replace("/", "\\") if "sheet" in name else name.upper(): text for name, text in packages.parts().items()
    }
    assert isinstance(read_book(packages.save(tmp_path / "a.xlsx", parts)), Book)


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    """Asking for a missing part is a refusal that names it."""
    package = open_package(packages.save(tmp_path / "a.xlsx", packages.parts()))
    assert isinstance(package, Package)
    assert SHEET.upper() in package
    with pytest.raises(RefusedError, match="缺少部件"):
        package.read("xl/none.xml")


def test_names_in_messages_are_short_and_printable() -> None:
    """A name out of a hostile file brings no escape sequence into a message and does not fill the screen."""
    assert shown("表\x1b[31m\n") == "表?[31m?"
    assert shown("a" * 100) == "a" * 60 + "…"
