"""Actual values as written."""

from decimal import Decimal

from consistent import form_of

from perf_xlsx.form.as_written import as_written
from perf_xlsx.form.indicators import indicators_of


def test_the_print_before_what_was_declared() -> None:
    """28万元 stands as 28 万元, whatever scale the declared number was brought to; words leave it as declared."""
    form = form_of(
        "| 成本 | 制作费 | 300000元 | 28万元 |\n| 社会 | 能力 | 有效 | 有效 |", {"indicators.1.actual": 280_000}
    )
    first, second = indicators_of(form)
    assert first.actual.number == 280_000
    assert (as_written(first).number, as_written(first).unit) == (Decimal(28), "万元")
    assert as_written(second) == second.actual
