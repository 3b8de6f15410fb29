"""What a file is by its first bytes, when it is no zip: each kind refused with its own reason."""

from collections.abc import Iterable

from perf_xlsx.workbook.refuse import RefusedError, damaged

HEAD = 4096
ZIP = b"PK\x03\x04"

_IN_CONTAINER = (
    ("EncryptedPackage", "F02", "加密的文件"),
    ("WordDocument", "F06", "旧版文字文档（.doc、.wps）"),
    ("PowerPoint Document", "F06", "旧版演示文稿（.ppt、.dps）"),
)
_SIGNATURES = (
    (b"%PDF", "F06", "PDF 文件"),
    (b"{\\rtf", "F06", "RTF 文档"),
    (b"Rar!", "F06", "压缩包（RAR）"),
    (b"7z\xbc\xaf\x27\x1c", "F06", "压缩包（7z）"),
    (b"\x1f\x8b", "F06", "压缩包（gzip）"),
    (b"\x89PNG", "F06", "图片"),
    (b"\xff\xd8\xff", "F06", "图片"),
    (b"GIF8", "F06", "图片"),
    (b"PK\x05\x06", "F01", "内容是空的压缩包"),
    (b"PK\x07\x08", "F06", "分卷压缩包"),
    (b"MIME-Version:", "F01", "内容是网页（MHTML），不是工作簿"),
)
_HTML = ("<!doctype html", "<html", "<head", "<meta", "<table", "<style", "<script", "<body", "<div", "<center")
_PLAIN_TEXT = "内容是纯文本（如 CSV），不是工作簿"
_PLAIN = frozenset(range(32, 256)) | frozenset(b"\t\n\r\f\x1a\x1b")


def unlike_zip(data: bytes) -> RefusedError:
    """Say what a file that does not begin as a zip is, or seems to be."""
    if not data:
        return damaged("文件为空，0字节")
    head = data[:HEAD]
    for signature, code, what in _SIGNATURES:
        if head.startswith(signature):
            return RefusedError(code, what)
    if not head.strip(b"\0"):
        return damaged("内容全为零字节，可能是存储设备或传输出错")
    if data == ZIP[: len(data)]:
        return damaged("文件不完整，可能在下载、上传或复制时中断")
    return _text(head)


def is_plain(data: bytes) -> bool:
    """Whether a file is text and nothing more: no HTML, no XML, no format with a signature."""
    return unlike_zip(data).refusal.what == _PLAIN_TEXT


def other_container(names: Iterable[str]) -> RefusedError:
    """Say what an OLE container without a workbook is, by the names of the streams in it."""
    found = set(names)
    refusals = (RefusedError(code, what) for stream, code, what in _IN_CONTAINER if stream in found)
    return next(refusals, RefusedError("F06", "旧版 Office 格式"))


def other_zip(kind: str) -> RefusedError:
    """Say what a zip that is no office file of ours is, by the media type it declares."""
    if "opendocument" not in kind:
        return RefusedError("F06", "压缩包（ZIP）")
    return RefusedError("F06", "OpenDocument 文档（.odt）" if kind.endswith("text") else "OpenDocument 文件")


def _text(head: bytes) -> RefusedError:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "ignore")
    elif _PLAIN.issuperset(head):
        text = head.decode("utf-8-sig", "ignore")
    else:
        return damaged("文件开头不是工作簿的格式，可能已损坏或改过扩展名")
    text = text.lstrip().lower()
    if text.startswith(_HTML) or "<html" in text:
        return damaged("内容是网页（HTML），不是工作簿")
    if "mso-application" in text or "office:spreadsheet" in text:
        return RefusedError("F06", "XML 表格 2003 格式")
    if text.startswith("<"):
        return damaged("内容是 XML 文本，不是工作簿")
    return damaged(_PLAIN_TEXT)
