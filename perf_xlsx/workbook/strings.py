"""Texts as workbooks store them: plain, rich or phonetic, with escaped signs."""

import re

from perf_xlsx.workbook.known import Known
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.plain_text import NotPlainError, plain_start, plain_text, without_entities
from perf_xlsx.workbook.refuse import at_most
from perf_xlsx.workbook.xml_in import Element, main_namespace, parse

_DEPTH = 5  # sst, si, r, rPr, b

_ITEM = re.compile(r'<t(?: xml:space="preserve")?>([^<]*+)</t></si>')
# In Python 3.11.2 possessive repeats inside others do not match where they should (in 3.11.7 they do).
_LOOK = r'<rPr>(?:<[A-Za-z]+(?: [A-Za-z]+="[^"<>&]*")* ?/>)*</rPr>'
_RUNS = re.compile(rf'(?:<r>(?:{_LOOK})?<t(?: xml:space="preserve")?>[^<]*+</t></r>)++</si>')
_RUN = re.compile(r"<t[^>]*>([^<]*+)</t>")
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


def shared_strings(data: bytes, name: str, limits: Limits) -> list[str]:
    """Read the table of shared strings: off the text where that is plain, else from a tree."""
    try:
        texts = _plain(data, name, limits)
    except (NotPlainError, ValueError):
        texts = _parsed(parse(data, name, limits), name)
    at_most(limits.strings, len(texts), "字符串数")
    at_most(limits.text_length, max(map(len, texts), default=0), "单个文本长度", "字")
    return texts


def _plain(data: bytes, name: str, limits: Limits) -> list[str]:
    head, *items = data.split(b"<si>")
    end = b"</si></sst>"
    if not items or not items[-1].endswith(end) or plain_start(head, b"sst") != head or limits.depth < _DEPTH:
        raise NotPlainError
    main_namespace(parse(data, name, limits, head + b"</sst>"), "sst", name)
    items[-1] = items[-1].removesuffix(b"</sst>")
    return [_items[item] for item in items]


def _text_of_item(item: bytes) -> str:
    text = plain_text(item)
    if found := _ITEM.fullmatch(text):
        return unescape(without_entities(found[1]))
    if _RUNS.fullmatch(text):
        return unescape(without_entities("".join(_RUN.findall(text))))
    raise NotPlainError


_items = Known(_text_of_item, room=500_000)


def _parsed(root: Element, name: str) -> list[str]:
    space = main_namespace(root, "sst", name)
    return [text_of(item, space) for item in root if item.tag == space + "si"]
