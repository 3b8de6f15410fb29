"""Formulas as .ods spells them, in the spelling of workbooks: commas, and references without brackets."""

import re

_LONGEST_REFERENCE = 200

# A doubled quote reads as two quoted texts side by side, and no part can match one text in two ways: a pattern that
# can would take for ever over a text made for it.
_PREFIX = re.compile(r"(?:of|oooc|msoxl):=|=")
_TOKEN = re.compile(r"""("[^"]*")|\[((?:'[^']*'|[^\[\]'])*)\]|(\{[^{}"]*\})|(;)|(~)|COM\.MICROSOFT\.""")
_INSIDE = re.compile(r"((?:'[^']*'|[^.:'])*+)\.([^.:]*)")
_EXTERNAL = re.compile(r"'[^']*'#")


def excel_formula(text: str) -> str:
    """Respell one formula; what is not understood is left as it is."""
    found = _PREFIX.match(text)
    return _TOKEN.sub(_respelt, text[found.end() :] if found else text)


def excel_reference(text: str) -> str:
    """Respell a reference: $'自评 表'.$A$1:.$B$2 becomes $'自评 表'!$A$1:$B$2."""
    if len(text) > _LONGEST_REFERENCE:
        return text
    return _INSIDE.sub(lambda found: f"{found[1]}!{found[2]}" if found[1] else found[2], text)


def links_elsewhere(text: str) -> bool:
    """Tell whether a formula takes values from another file."""
    return "#" in text and _EXTERNAL.search(text) is not None


def _respelt(found: re.Match[str]) -> str:
    word, reference, array, semicolon, union = found.groups()
    if word is not None:
        return word
    if reference is not None:
        return excel_reference(reference)
    if array is not None:
        return array.replace(";", ",").replace("|", ";")
    return "," if semicolon or union else ""
