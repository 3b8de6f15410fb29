"""How messages say what stands in cells: two texts side by side, long ones cut; rates as people write them."""

import re
from decimal import Decimal

from perf_xlsx.files.safe_text import UNSEEN
from perf_xlsx.numbers import Value, excel_round, percent
from perf_xlsx.template.model import Column, Kind

# A rate nobody wrote as one: without a percent sign, or with all the digits of a division.
_UNROUNDED = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?|[-+]?[0-9]+\.[0-9]{3,}%")
RATE_PLACES, PER_CENT = 4, "%"
LONGEST, BEFORE = 60, 15
UNSEEN_WORDS = "〔看不见的字符〕"


def apart(one: str, other: str) -> tuple[str, str]:
    """Both texts on one line each, shown from shortly before their first difference; signs nobody sees are named."""
    one, other = (UNSEEN.sub(UNSEEN_WORDS, " ".join(text.split())) for text in (one, other))
    pairs = zip(one, other, strict=False)
    same = next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
    start = max(0, same - BEFORE) if max(len(one), len(other)) > LONGEST else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    if not text:
        return "（空白）"
    shown = text[start : start + LONGEST]
    return f"{'…' if start else ''}{shown}{'…' if start + LONGEST < len(text) else ''}"


def rate_in_percent(text: str, value: Value, column: Column | None, unit: Value) -> str:
    """A printed cell as a message says it: 0.8 and 59.0932642487047 of a rate as 80% and 59.09%, the rest as printed.

    `unit` is that of the row, where the column holds targets or actual values.
    """
    is_rate = column is not None and (column.kind is Kind.PERCENT or (column.kind is Kind.MEASURE and unit == PER_CENT))
    return bare_in_percent(text, value) if is_rate and isinstance(value, Decimal) else text


def bare_in_percent(text: str, value: Decimal) -> str:
    """A text that is but a rate, to two decimals of a percent; other words stay."""
    return percent(excel_round(value, RATE_PLACES)) if _UNROUNDED.fullmatch(text.strip()) else text
