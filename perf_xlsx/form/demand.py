"""A declared rule bound to one cell of a form."""

from typing import NamedTuple

from perf_xlsx.form.place import Place
from perf_xlsx.template.bound import BoundCase


class Demand(NamedTuple):
    """One instance of a declared rule: its case and the row it is about ("" outside grids and lists)."""

    case: BoundCase
    row: str

    @property
    def place(self) -> Place:
        """The cell the rule is about."""
        return Place(self.case.scope.block, self.row, self.case.scope.column)
