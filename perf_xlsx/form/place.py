"""Where a value lives: the one address used in formulas, rules, messages, JSON and tests."""

from functools import lru_cache
from typing import NamedTuple


class Place(NamedTuple):
    """A cell of a form: block, row ("" for a field), column; written `funds.total.annual_budget`."""

    block: str
    row: str
    column: str

    def __str__(self) -> str:
        return _written(self)


@lru_cache(maxsize=8192)
def _written(place: tuple[str, str, str]) -> str:
    """Remembered, as digests and reports write the same places form after form."""
    return ".".join(filter(None, place))
