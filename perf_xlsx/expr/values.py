"""What a formula is evaluated on, and what a compiled formula is."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Protocol

from perf_xlsx.numbers import Value

Address = tuple[str, str, str]


class Known(Protocol):
    """Values by address."""

    def __getitem__(self, place: Address, /) -> Value:
        """Give the value of a cell."""


class Values(Protocol):
    """What a formula looks at: a filled form."""

    @property
    def known(self) -> "Known":
        """Every cell's value by its address; what is not declared is computed when it is asked for."""

    def computed(self, place: Address) -> Value:
        """Give the value the template computes for a cell."""

    def column(self, block: str, column: str) -> Sequence[Value]:
        """Give the values of a whole column of a list block."""


Reader = Callable[[Values, str], Value]
NumberReader = Callable[[Values, str], Decimal]
TruthReader = Callable[[Values, str], bool]
