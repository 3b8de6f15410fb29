"""Texts as workbooks store them: plain, rich or phonetic, with escaped signs."""

import re

from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.xml_in import Element, main_namespace

_LOOK = re.compile(rb'<rPr>(?:<[A-Za-z]+(?: [A-Za-z]+="[^"<>&]*")* ?/>)*</rPr>')
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Decode _xHHHH_, the way signs that XML cannot hold are stored."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may be the halves of one sign; a half alone cannot be printed.
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text_of(item: Element, space: str) -> str:
    """Join the runs of a string item, leaving out how it is pronounced."""
    plain, run = space + "t", space + "r"
    texts: list[str] = []
    for child in item:
        if child.tag == plain:
            texts.append(child.text or "")
        elif child.tag == run:
            for part in child:
                if part.tag == plain:
                    texts.append(part.text or "")  # noqa: PERF401 - twice as fast as a generator for one run
    return unescape("".join(texts))


def without_looks(data: bytes) -> bytes:
    """Leave out how runs of a string table look, where that is spelled plainly: it is most of what some programs write.

    Within a comment or the like nothing is what it seems, and nothing is left out.
    """
    return data if b"<!" in data else _LOOK.sub(b"", data)


def shared_strings(root: Element, name: str, limits: Limits) -> list[str]:
    """Read the table of shared strings."""
    space = main_namespace(root, "sst", name)
    item_tag, plain = space + "si", space + "t"
    texts: list[str] = []
    for item in root:
        if item.tag != item_tag:
            continue
        if len(item) == 1 and item[0].tag == plain:
            text = item[0].text or ""
            texts.append(unescape(text) if "_x" in text else text)
        else:
            texts.append(text_of(item, space))
    at_most(limits.strings, len(texts), "字符串数")
    at_most(limits.text_length, max(map(len, texts), default=0), "单个文本长度", "字")
    return texts
