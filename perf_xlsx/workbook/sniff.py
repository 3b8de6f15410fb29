"""What a file is by its first bytes, when it is no zip: each kind refused with its own reason."""

from perf_xlsx.workbook.refuse import RefusedError, damaged

HEAD = 4096
ZIP = b"PK\x03\x04"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", "F02", "加密的工作簿"),
    ("Workbook", "F06", "旧版表格格式（.xls、.et）"),
    ("Book", "F06", "旧版表格格式（.xls）"),
    ("WordDocument", "F06", "旧版文字文档（.doc、.wps）"),
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
_PLAIN = frozenset(range(32, 256)) | frozenset(b"\t\n\r\f\x1a\x1b")


def unlike_zip(data: bytes) -> RefusedError:
    """Say what a file that does not begin as a zip is, or seems to be."""
    if not data:
        return damaged("文件为空，0字节")
    head = data[:HEAD]
    if head.startswith(_OLE):
        return _ole(data)
    for signature, code, what in _SIGNATURES:
        if head.startswith(signature):
            return RefusedError(code, what)
    if not head.strip(b"\0"):
        return damaged("内容全为零字节，可能是存储设备或传输出错")
    if data == ZIP[: len(data)]:
        return damaged("文件不完整，可能在下载、上传或复制时中断")
    return _text(head)


def _ole(data: bytes) -> RefusedError:
    for stream, code, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return RefusedError(code, what)
    return RefusedError("F06", "旧版 Office 格式")


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
    return damaged("内容是纯文本（如 CSV），不是工作簿")
