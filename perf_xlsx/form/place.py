"""Where a value lives: the one address used in formulas, rules, messages, JSON and tests."""

from typing import NamedTuple


class Place(NamedTuple):
    """A cell of a form: block, row ("" for a field), column; written `funds.total.annual_budget`."""

    block: str
    row: str
    column: str

    def __str__(self) -> str:
        block, row, column = self
        return f"{block}.{row}.{column}" if block and row and column else ".".join(filter(None, self))
