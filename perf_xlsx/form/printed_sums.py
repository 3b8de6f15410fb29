"""Sums a hand-made form prints below some of its indicators, held against what these come to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perf_xlsx.expr.meaning import agrees
from perf_xlsx.form.as_found import PrintedSum
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place


class WrongSum(NamedTuple):
    """A printed sum, what it says, and what its rows come to."""

    printed: PrintedSum
    stated: Decimal
    expected: Decimal


def wrong_sums(form: FilledForm, column: str, places: int) -> Iterator[WrongSum]:
    """The sums of a column that fit no choice of rows; silent where the choices leave more than one answer."""
    for one in form.found.sums:
        stated = form.declared.get(one.place)
        sums = [total for rows in one.choices if (total := _sum(form, column, rows)) is not None]
        if one.column != column or not isinstance(stated, Decimal) or not sums:
            continue
        if not any(agrees(stated, total, places, 4) for total in sums) and len(set(sums[:2])) == 1:
            yield WrongSum(one, stated, sums[0])


def _sum(form: FilledForm, column: str, rows: tuple[str, ...]) -> Decimal | None:
    values = [value for row in rows if isinstance(value := form.value(Place("indicators", row, column)), Decimal)]
    return sum(values, Decimal(0)) if values else None
