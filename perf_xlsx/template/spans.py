"""Sheet columns by letter: "D", "D:I"."""

import re
from functools import lru_cache

SPAN = re.compile(r"([A-Z]{1,2})(?::([A-Z]{1,2}))?")


def number_of_letters(letters: str) -> int:
    """Column letters as a number, A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def letters_of_number(number: int) -> str:
    """A column number as letters, 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def span(text: str) -> tuple[int, int] | None:
    """First and last column of a span, 1-based; None when the text is none."""
    found = SPAN.fullmatch(text)
    if not found:
        return None
    first, last = number_of_letters(found[1]), number_of_letters(found[2] or found[1])
    return (first, last) if first <= last else None
