"""An issued workbook that came back: found by the keys in its cells, wherever they have been moved to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.hidden import COLUMN, ROW, read_level_text
from perf_xlsx.form.identity import KEY, Identity, read_key
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import constants_of
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.numbers import Value
from perf_xlsx.template.assemble import Template
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, a1, cell_value

MOST_ROWS = 2000


@dataclass(slots=True)
class Stamp:
    """The keys of one issued form on one sheet; rows and columns are where they stand now."""

    grid: SheetGrid
    identity: Identity
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    levels: dict[int, str] = field(default_factory=dict)
    key_column: int = 0


def stamps_of(book: Book) -> Iterator[Stamp]:
    """Every issued form of a workbook."""
    for grid in book.sheets:
        keys = {at: cell.text for at, cell in grid.cells.items() if cell.kind == "s" and cell.text[:4] in _KEYS}
        if not any(text.startswith(ROW) for text in keys.values()):
            continue
        identity = next((read_key(text) for text in keys.values() if text.startswith(KEY)), None)
        identity = identity or _identity_from_properties(book)
        if identity is None:
            continue
        stamp = Stamp(grid, identity)
        for (row, column), text in keys.items():
            _note_key(stamp, (row, column), text)
        yield stamp


_KEYS = frozenset({KEY, ROW, COLUMN})


def _note_key(stamp: Stamp, at: tuple[int, int], text: str) -> None:
    row, column = at
    if text.startswith(ROW):
        name, _, levels = text.removeprefix(ROW).partition(":")
        stamp.rows.setdefault(name, row)
        stamp.key_column = stamp.key_column or column
        number = name.rpartition(".")[2]
        if levels and number.isdecimal() and 0 < int(number) <= MOST_ROWS:
            stamp.levels[int(number)] = levels
    elif text.startswith(COLUMN) and text.removeprefix(COLUMN).isdecimal():
        stamp.columns.setdefault(int(text.removeprefix(COLUMN)), column)


def _identity_from_properties(book: Book) -> Identity | None:
    """The custom properties, when the key cell is gone."""
    facts = book.properties
    year = facts.get("perf_fiscal_year", "")
    if not facts.get("perf_template") or not year.isdecimal():
        return None
    return Identity(
        facts["perf_template"],
        facts.get("perf_template_digest", ""),
        int(year),
        facts.get("perf_project_code", ""),
        facts.get("perf_digest", ""),
        facts.get("perf_signature", ""),
    )


def read_issued(stamp: Stamp, template: Template) -> FilledForm:
    """Read the values of an issued form: what was given and filled in as declared, results apart."""
    shapes = [read_level_text(stamp.levels.get(number, "")) for number in range(1, max(stamp.levels, default=0) + 1)]
    shape = tuple(one for one in shapes if one is not None)
    sheet = lay_out(template, shape)
    declared: dict[Place, Value] = dict(constants_of(template))
    stored: dict[Place, tuple[Value, str | None]] = {}
    addresses: dict[Place, str] = {}
    for place, cell in sheet.at.items():
        at = _where(stamp, sheet, cell)
        if at is None:
            continue
        raw = stamp.grid.cells.get(at)
        visible = cell.column < sheet.hidden.key_column
        if visible:
            addresses[place] = a1(*at)
        if cell.role is Role.FORMULA:
            if visible:
                stored[place] = (cell_value(raw), _formula(raw))
        elif visible or (template.indicators is not None and place.block == template.indicators.key):
            declared[place] = cell_value(raw)
    declared |= _labels(template, sheet)
    idle = frozenset(row for row, one in zip(sheet.indicator_rows, shape, strict=True) if not one.applies)
    return FilledForm(
        template,
        sheet.indicator_rows,
        declared,
        issued=True,
        idle_rows=idle,
        addresses=addresses,
        stored=stored,
        sheet=sheet,
        fiscal_year=stamp.identity.fiscal_year,
        project_code=stamp.identity.project_code,
    )


def _where(stamp: Stamp, sheet: Sheet, cell: Cell) -> tuple[int, int] | None:
    """Where a cell of the issued layout stands now; None when its row is gone."""
    row_id = sheet.page.row_ids.get(cell.row)
    row = stamp.rows.get(row_id) if row_id is not None else None
    if row is None:
        return None
    column = stamp.columns.get(cell.column)
    if column is None:
        column = cell.column + stamp.key_column - sheet.hidden.key_column
    return row, column


def _formula(raw: RawCell | None) -> str | None:
    return raw.formula if raw is not None else None


def _labels(template: Template, sheet: Sheet) -> Mapping[Place, Value]:
    """Level labels and keys of every row, from the row keys: on the sheet they stand in the first merged cell only."""
    labels: dict[Place, Value] = {}
    block = template.indicators
    for row, shape in zip(sheet.indicator_rows, sheet.shape, strict=True) if block else ():
        level = next((one for one in template.definition.levels if one.key == shape.level1_key), None)
        child = next((one for one in level.children if one.key == shape.level2_key), None) if level else None
        for column, text in (
            ("level1", level.label if level else None),
            ("level2", child.label if child else None),
            ("level1_key", shape.level1_key),
            ("level2_key", shape.level2_key),
        ):
            labels[Place(block.key if block else "", row, column)] = text
    return labels
