"""The keys of one issued form as they came back, and where they say that its cells stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.workbook.book import LAST_COLUMN, SheetGrid, Style
from perf_xlsx.workbook.meta_in import Meta


@dataclass(slots=True)
class Stamp:
    """The keys of one issued form on one sheet; rows and columns are where they stand now.

    `stated` is the identity of the key cell itself, None when that is gone; `copies` are rows whose key stands twice;
    `metas` are the sheets of facts of its book; `levels` what the row keys say, `issued_levels` what they said when
    issued, where that is known for certain; `rows_now` is for the function of that name.
    """

    grid: SheetGrid
    identity: Identity
    styles: tuple[Style, ...] = ()
    date1904: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    issued_levels: Mapping[int, str] = field(default_factory=dict)
    copies: list[int] = field(default_factory=list)
    key_column: int = 0
    stated: Identity | None = None
    signature: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    metas: Sequence[Meta] = ()
    rows_now: tuple[Sheet, Mapping[int, int]] | None = None


def rows_now(stamp: Stamp, sheet: Sheet) -> Mapping[int, int]:
    """From where rows were issued to where they stand now; made once, as every cell asks for its own."""
    if stamp.rows_now is None or stamp.rows_now[0] is not sheet:
        found = {row: stamp.rows[name] for row, name in sheet.page.row_ids.items() if name in stamp.rows}
        stamp.rows_now = sheet, found
    return stamp.rows_now[1]


def where_now(stamp: Stamp, sheet: Sheet, cell: Cell) -> tuple[int, int] | None:
    """Where a cell of the issued layout stands now; None when its row or column is gone."""
    row = rows_now(stamp, sheet).get(cell.row)
    if row is None:
        return None
    column = stamp.columns.get(cell.column)
    if column is None and stamp.columns and cell.column < sheet.hidden.key_column:
        return None
    if column is None:
        column = cell.column + stamp.key_column - sheet.hidden.key_column
    return (row, column) if 1 <= column <= LAST_COLUMN else None
