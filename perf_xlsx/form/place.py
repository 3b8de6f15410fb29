"""Where a value lives: the one address used in formulas, rules, messages, JSON and tests."""

from typing import NamedTuple


class Place(NamedTuple):
    """A cell of a form: block, row ("" for a field), column; written `funds.total.annual_budget`."""

    block: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)
