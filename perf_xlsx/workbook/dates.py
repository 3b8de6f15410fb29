"""Numbers a spreadsheet shows as dates: "3-5" typed into a cell is stored as a day count, and read back as 3月5日."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

LAST_DAY = 2_958_465

_GENERAL = "general"
# Texts, escaped signs, room for a sign, and what stands in brackets (colours, languages, lengths of time).
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MINUTES = re.compile(r"(h+[^a-z]*)m+|m+(?=[^a-z]*s)")
_EPOCH, _EARLY_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1899, 12, 31), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell's date has no zone
_MISSING_DAY = 60
_SECONDS = 86_400


@lru_cache(maxsize=256)
def date_parts(code: str) -> str:
    """Name the parts of a date a number format shows, out of "ymdhs"; empty for the format of a plain number."""
    shown = _ASIDE.sub("", code.partition(";")[0].lower())
    if shown == _GENERAL or not shown or set(shown) & set("0#?"):
        return ""
    without_minutes = _MINUTES.sub(r"\1", shown)
    clock = "h" if "h" in shown else ""
    return "".join(part for part in "ymd" if part in without_minutes) + clock + ("s" if clock and "s" in shown else "")


def spelled_date(number: Decimal, code: str, *, date1904: bool) -> str | None:
    """Write a number the way a date format shows it, in Chinese; None when the format, or the number, is no date's."""
    parts = date_parts(code)
    if not parts or not 0 <= number <= LAST_DAY:
        return None
    early = _EARLY_EPOCH if number < _MISSING_DAY else _EPOCH  # Excel counts 29 February 1900, which never was
    day, seconds = int(number), round(number % 1 * _SECONDS)
    try:
        at = (_EPOCH_1904 if date1904 else early) + timedelta(days=day, seconds=seconds)
    except OverflowError:
        return None
    words = {"y": f"{at.year}年", "m": f"{at.month}月", "d": f"{at.day}日"}
    date = "".join(words[part] for part in parts if part in words)
    clock = f"{at.hour}:{at.minute:02d}" + (f":{at.second:02d}" if "s" in parts else "") if "h" in parts else ""
    return " ".join(filter(None, (date, clock)))
