"""A day as people write it on a form, or as a spreadsheet counts it."""

import re
from datetime import date, timedelta
from decimal import Decimal

from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value

WRITTEN = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
# Day 0 of a spreadsheet's calendar, right for every day after February 1900.
FIRST_DAY = date(1899, 12, 30)
LAST_SERIAL = 80000


def date_of(value: Value) -> date | None:
    """A date as text or as a spreadsheet's day number; None when it is none."""
    try:
        if isinstance(value, Decimal):
            return FIRST_DAY + timedelta(days=int(value)) if 0 < value < LAST_SERIAL else None
        found = WRITTEN.search(strip_blanks(value or ""))
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
