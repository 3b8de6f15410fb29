"""Text of XML as it stands, where that takes no parser; what a parser might see otherwise raises NotPlainError."""

import re

# Signs no XML may hold or a parser changes, in ASCII; the others, U+FFFE and U+FFFF, begin as below.
_CONTROL = bytes({*range(0x20)} - {*b"\t\n"})
_LAST_SIGNS, _SECTION_END = b"\xef\xbf", b"]]>"
# The last begins the others.
_SIGNS = (("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&#10;", "\n"), ("&amp;", "&"))


_DECLARATION = rb'(?:<\?xml version="1\.0" encoding="UTF-8"[^<>]*\?>\s*)?'
_STARTS = {name: re.compile(_DECLARATION + rb"<" + name + rb"(?: [^<>]*)?>") for name in (b"worksheet", b"sst")}


class NotPlainError(Exception):
    """A part is spelled in a way that only a parser does justice to."""


def plain_start(data: bytes, root: bytes) -> bytes:
    """Give the beginning of a part up to and with the tag of its root, "worksheet" or "sst"; UTF-8 without a mark."""
    found = _STARTS[root].match(data)
    return found[0] if found else b""


def plain_text(data: bytes) -> str:
    """Decode a text that stands between two tags, entities left as they are."""
    if len(data.translate(None, _CONTROL)) < len(data) or _SECTION_END in data:
        raise NotPlainError
    text = data.decode("utf-8")
    if _LAST_SIGNS in data and ("\ufffe" in text or "\uffff" in text):
        raise NotPlainError
    return text


def without_entities(text: str) -> str:
    """Replace the entities every parser knows, and the line break programs write as a number."""
    left = text.count("&")
    if not left:
        return text
    for entity, sign in _SIGNS:
        count = text.count(entity)
        if count:
            left -= count
            text = text.replace(entity, sign)
            if not left:
                return text
    raise NotPlainError
