"""An actual value as it was written, where what is declared was brought to the scale of the target."""

from perf_xlsx.form.indicators import Indicator
from perf_xlsx.notation import Kind, Notation, read_notation


def as_written(row: Indicator) -> Notation:
    """The reading of the printed cell; the declared one where the print is no quantity."""
    printed = read_notation(row.actual_text)
    return printed if printed.kind is Kind.QUANTITY else row.actual
