"""Text that a spreadsheet program does not take for a formula when it opens a CSV, and back again."""

import re

# Full-width signs too: some East Asian editions of Excel take them for the plain ones.
_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """A text with an apostrophe before it where it could become a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text
