"""Text from returned files made fit to be shown: one line, no escapes, no signs that turn its direction."""

import re

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
MOST_SIGNS = 32000  # a cell takes 32,767


def plain_text(text: str) -> str:
    """A text in one line without any sign that drives a terminal."""
    if text.isprintable():  # as nearly all are
        return text
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "�" for sign in text)


def cell_text(text: str | None) -> str:
    """A text as a spreadsheet cell takes it: a plain line, cut where a cell is full."""
    kept = plain_text(text or "").strip()
    return kept if len(kept) <= MOST_SIGNS else kept[:MOST_SIGNS] + "…"


def is_number(text: str) -> bool:
    """Whether a text is a plain decimal number, a negative one too: that can be no formula."""
    return _NUMBER.fullmatch(text) is not None
