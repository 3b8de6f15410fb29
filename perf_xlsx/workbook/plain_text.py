"""Text of XML as it stands, where that takes no parser; what a parser might see otherwise raises NotPlainError."""

import re

# Signs no XML may hold, those a parser changes, and the one sequence no text may hold.
_NOT_PLAIN = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|]]>")
# The last begins the others.
_SIGNS = {"&quot;": '"', "&lt;": "<", "&gt;": ">", "&apos;": "'", "&#10;": "\n", "&amp;": "&"}


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
    text = data.decode("utf-8")
    if _NOT_PLAIN.search(text):
        raise NotPlainError
    return text


def without_entities(text: str) -> str:
    """Replace the entities every parser knows, and the line break programs write as a number."""
    if "&" not in text:
        return text
    if text.count("&") != sum(map(text.count, _SIGNS)):
        raise NotPlainError
    for entity, sign in _SIGNS.items():
        text = text.replace(entity, sign)
    return text
