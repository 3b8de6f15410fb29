"""Texts from returned forms as a printed form can hold them."""

import re

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MANY_LINES = re.compile(r"\n\s*\n\s*\n\s*")


def clean(text: str) -> str:
    """A text from a returned form without signs no workbook can hold, and without runs of empty lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _MANY_LINES.sub("\n\n", _UNPRINTABLE.sub("", text)).strip()
