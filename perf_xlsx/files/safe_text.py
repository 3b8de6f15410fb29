"""Signs nobody sees; texts that a spreadsheet program does not take for formulas when it opens a CSV, and back."""

import re

# Signs that drive a terminal or turn the direction of a line and are no blanks, nor forbidden in XML or JSON.
UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# Full-width signs too: some East Asian editions of Excel take them for the plain ones.
_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """A text with an apostrophe before it where it could become a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
