"""Which fiscal years a definition covers."""

import re

YEARS = re.compile(r"(\d{4})(-(\d{4})?)?")


def years_of(text: str) -> tuple[int, int | None] | None:
    """Read "2020", "2020-2022" or "2020-" as first and last year (None: open); None when it is no such text."""
    found = YEARS.fullmatch(text.strip())
    if not found:
        return None
    first = int(found[1])
    last = int(found[3]) if found[3] else (None if found[2] else first)
    return (first, last) if last is None or last >= first else None


def covers(text: str, year: int) -> bool:
    """Whether a definition that says `text` is valid for a fiscal year."""
    years = years_of(text)
    return years is not None and years[0] <= year and (years[1] is None or year <= years[1])
