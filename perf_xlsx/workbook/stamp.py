"""The keys of one issued form as they came back, and where they say that its cells stand now (worked out in placed)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.flags import Flag
from perf_xlsx.form.hidden import Mirror
from perf_xlsx.form.identity import Identity
from perf_xlsx.form.place import Place
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import Value
from perf_xlsx.workbook.book import LAST_COLUMN, SheetGrid, Style
from perf_xlsx.workbook.meta_in import Meta
from perf_xlsx.workbook.report_in import Found as TextKey

At = tuple[int, int]
Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class FixedText:
    """A cell whose text nobody changes; `issued` None where it names the year or the project."""

    at: At
    issued: str | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class Placed:
    """The cells of a form by what is asked of them; those whose row or column is gone are left out.

    `declared` are the values that are believed, `stored` the visible results, `locked` what was issued locked,
    `validated` the inputs that were issued with a validation, `starts` the printed cells a merge may swallow, `spans`
    those of them that were merged as issued, `shown` all printed cells but the statuses, `echoes` the mirrors of
    inputs as they are typed, `helpers` all mirrors and flags, `labels` what the row keys say of each row's levels,
    `idle` the rows issued as "/".
    """

    declared: tuple[tuple[Place, At], ...]
    stored: tuple[tuple[Place, At], ...]
    addresses: Mapping[Place, str]
    given: Mapping[Place, str]
    texts: tuple[FixedText, ...]
    locked: tuple[At, ...]
    validated: frozenset[At]
    starts: frozenset[At]
    spans: frozenset[Area]
    shown: tuple[tuple[Cell, At], ...]
    statuses: tuple[tuple[Cell, At], ...]
    mirrors: tuple[tuple[Mirror, At], ...]
    echoes: tuple[tuple[Place, At], ...]
    flags: tuple[tuple[Flag, At], ...]
    helpers: tuple[At, ...]
    labels: Mapping[Place, Value]
    idle: frozenset[str]


@dataclass(slots=True)
class Stamp:
    """The keys of one issued form on one sheet; rows and columns are where they stand now.

    `stated` is the identity of the key cell itself, None when that is gone; `copies` are rows whose key stands twice;
    `metas` are the sheets of facts of its book; `levels` what the row keys say, `issued_levels` what they said when
    issued, where that is known for certain; `rows_now` and `placed` are for the functions of those names.
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
    text_keys: Sequence[TextKey] = ()
    metas: Sequence[Meta] = ()
    rows_now: tuple[Sheet, Mapping[int, int]] | None = None
    placed: tuple[Sheet, Placed] | None = None


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
