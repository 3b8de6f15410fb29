"""A row of the execution rate that a template prints among the indicators, in a block of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from perf_xlsx.form.place import Place
from perf_xlsx.recognise.grid import At, Box, address
from perf_xlsx.recognise.notebook import Notebook
from perf_xlsx.recognise.own_fields import value_of
from perf_xlsx.recognise.printed import RATE, printed_columns
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind, Column

FUNDS, TOTAL = "funds", "total"
SCORED = ("points", "score")


@dataclass(frozen=True, slots=True)
class ExecutionRow:
    """The block of one row that goes on with the table; `columns` are its own by those of the indicators."""

    block: Block
    row: str
    columns: Mapping[str, Column]

    def read(self, book: Notebook, cells: Mapping[str, tuple[At, Box | None]]) -> None:
        """Note the cells of the row, given by the indicators' columns; what it scores is said of the funds too."""
        for key, (at, box) in cells.items():
            column = self.columns.get(key)
            if column is None:
                book.labels([box] if box else [])
                continue
            value = value_of(column, box, book.money_unit)
            book.note(Place(self.block.key, self.row, column.key), at, value, box.seen if box else None)
            of_funds = Place(FUNDS, TOTAL, column.key)
            if column.key in SCORED and of_funds not in book.declared:
                book.declared[of_funds] = value
                book.addresses[of_funds] = address(at)


def execution_row_of(template: Template) -> ExecutionRow | None:
    """The block of a template that is such a row; None where it has none."""
    indicators = template.indicators
    if indicators is None:
        return None
    own = {column.at: column.key for column in printed_columns(template.definition, indicators)}
    for block in template.blocks:
        one_row = block.kind is BlockKind.GRID and not block.hidden and len(block.rows) == 1
        goes_on = not block.header or not indicators.header
        if one_row and goes_on and block.column(RATE) is not None:
            columns = printed_columns(template.definition, block)
            shared = {own[column.at]: column for column in columns if column.at in own}
            return ExecutionRow(block, block.rows[0].key, shared)
    return None
