"""The hidden columns beside the form: keys, helper columns, mirrors of what is filled in, flags of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from perf_xlsx.expr.nodes import Sort
from perf_xlsx.expr.pattern import Face, Slot
from perf_xlsx.form.arrange import Page, RowShape, Shape, role_of
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.flags import Flag, lay_out_flags
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Block, BlockKind
from perf_xlsx.template.spans import number_of_letters, span
from perf_xlsx.template.words import Spot

FIRST_STACKED_ROW = 3
ROW, COLUMN = "ROW:", "COL:"


class Mirror(NamedTuple):
    """A hidden cell that repeats a visible one; `source` None repeats a merged label as a constant."""

    row: int
    column: int
    place: Place
    face: Face
    source: Cell | None


@dataclass(slots=True)
class Hidden:
    """Everything right of the panel."""

    key_column: int
    cells: list[Cell] = field(default_factory=list)
    mirrors: list[Mirror] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    mirror_at: dict[tuple[Place, Face], Mirror] = field(default_factory=dict)
    range_columns: dict[tuple[str, str], int] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)
    last_column: int = 0

    def new_column(self) -> int:
        """The next column nothing stands in."""
        self.last_column += 1
        return self.last_column


def lay_out_hidden(template: Template, shape: Shape, page: Page) -> Hidden:
    """Lay out the hidden columns for a page."""
    widths = template.definition.sheet.widths
    spans = [span(column.at) or (0, 0) for block in template.blocks for column in block.columns if column.at]
    key_column = max([number_of_letters(letters) for letters in widths] + [last for _, last in spans]) + 1
    hidden = Hidden(key_column, last_column=key_column + 1)
    _keys(page, shape, hidden)
    _helpers(template, shape, page, hidden)
    _mirrors(template, page, hidden)
    _flags(template, shape, page, hidden)
    return hidden


def faces_needed(template: Template) -> Mapping[tuple[str, str], set[Face]]:
    """Which faces of which columns formulas and flags look at."""
    needed: dict[tuple[str, str], set[Face]] = {}
    bound = [formula.pattern for formula in template.formulas.values()] + [case.pattern for case in template.cases]
    for pattern in bound:
        for part in pattern:
            if isinstance(part, Slot):
                needed.setdefault((part.block, part.column), set()).add(part.face)
    return needed


def _keys(page: Page, shape: Shape, hidden: Hidden) -> None:
    """ROW: and COL: keys, by which the checker finds every cell again wherever it has been moved to."""
    first, last = page.list_rows
    for row, name in page.row_ids.items():
        levels = level_text(shape[row - first]) if first <= row <= last else ""
        hidden.cells.append(Cell(row, hidden.key_column, Role.KEY, text=f"{ROW}{name}{levels}"))
    for column in range(1, hidden.key_column):
        hidden.cells.append(Cell(page.sentinel, column, Role.KEY, text=f"{COLUMN}{column}"))


def level_text(shape: RowShape) -> str:
    """What a row key says of an indicator row besides its number: levels by key, and whether it is in use."""
    return f":{shape.level1_key}/{shape.level2_key}/{int(shape.applies)}"


def read_level_text(text: str) -> RowShape | None:
    """Read `level_text` back; None when it is none."""
    parts = text.split("/")
    if len(parts) != len(RowShape._fields) or parts[2] not in {"0", "1"}:
        return None
    return RowShape(parts[0], parts[1], applies=parts[2] == "1")


def _helpers(template: Template, shape: Shape, page: Page, hidden: Hidden) -> None:
    """Hidden columns of the list row by row, hidden fields and grids stacked in a column of their own."""
    stack: list[tuple[Block, str, str]] = []
    for block in template.blocks:
        for column in block.columns:
            if not column.hidden:
                continue
            if block.kind is BlockKind.LIST:
                number = hidden.range_columns[block.key, column.key] = hidden.new_column()
                role = role_of(template, column, Spot(block.key, None, column.key))
                for row, row_shape in enumerate(shape, 1):
                    if row_shape.applies or role is Role.GIVEN:
                        place = Place(block.key, str(row), column.key)
                        hidden.cells.append(
                            Cell(page.list_rows[0] + row - 1, number, role, column.kind, place, source=column)
                        )
            elif block.kind is BlockKind.GRID:
                rows = [row for row in block.rows if column.key not in (*row.omit, *row.blank)]
                stack += [(block, row.key, column.key) for row in rows]
            else:
                stack.append((block, "", column.key))
    number = hidden.new_column()
    for offset, (block, row_key, key) in enumerate(stack):
        column_of = next(column for column in block.columns if column.key == key)
        role = role_of(template, column_of, Spot(block.key, row_key, key))
        hidden.cells.append(
            Cell(
                FIRST_STACKED_ROW + offset,
                number,
                role,
                column_of.kind,
                Place(block.key, row_key, key),
                source=column_of,
            )
        )


def _mirrors(template: Template, page: Page, hidden: Hidden) -> None:
    needed = faces_needed(template)
    list_key = template.indicators.key if template.indicators else ""
    for block in template.blocks:
        for column in block.columns:
            faces = needed.get((block.key, column.key), set())
            for face in (Face.RAW, Face.NUMBER) if faces else ():
                cells = [
                    cell
                    for cell in (hidden.cells if column.hidden else page.cells)
                    if cell.place and (cell.place.block, cell.place.column) == (block.key, column.key)
                ]
                needs = _may_be_blank if column.hidden else _needs_mirror
                wanted = [cell for cell in cells if needs(template, cell, face, faces)]
                if column.group and face is Face.RAW:
                    _mirror_labels(block, column.key, page, hidden)
                elif wanted and block.key == list_key:
                    number = hidden.new_column()
                    for cell in wanted:
                        _add_mirror(hidden, cell, face, number)
                    if face is Face.RAW:
                        hidden.range_columns[block.key, column.key] = number
                else:
                    for cell in wanted:
                        _add_mirror(hidden, cell, face, _free_column(hidden, cell.row))


def _may_be_blank(template: Template, cell: Cell, face: Face, faces: set[Face]) -> bool:
    """Whether a hidden cell needs a mirror: its formula gives blank, too, where a number is needed."""
    if cell.place is None or cell.role is not Role.FORMULA or cell.kind.sort is not Sort.NUMBER:
        return False
    row = None if template.indicators and cell.place.block == template.indicators.key else cell.place.row
    formula = template.formulas[Spot(cell.place.block, row, cell.place.column)]
    return face is Face.NUMBER and face in faces and not formula.never_blank


def _needs_mirror(_template: Template, cell: Cell, face: Face, faces: set[Face]) -> bool:
    if cell.place is None or cell.role is Role.OMITTED:
        return False
    number = cell.kind.sort is Sort.NUMBER
    if face is Face.NUMBER and face in faces:
        return cell.role in {Role.INPUT, Role.FORMULA}
    if face is Face.RAW:
        return cell.role is Role.INPUT or (cell.role is Role.GIVEN and not number)
    return False


def _mirror_labels(block: Block, key: str, page: Page, hidden: Hidden) -> None:
    """Level labels are merged on the form; formulas need them in every row."""
    number = hidden.new_column()
    hidden.range_columns[block.key, key] = number
    for row in range(page.list_rows[0], page.list_rows[1] + 1):
        place = Place(block.key, str(row - page.list_rows[0] + 1), key)
        mirror = Mirror(row, number, place, Face.RAW, None)
        hidden.mirrors.append(mirror)
        hidden.mirror_at[place, Face.RAW] = mirror
        hidden.taken.add((row, number))


def _add_mirror(hidden: Hidden, cell: Cell, face: Face, column: int) -> None:
    if cell.place is None:
        return
    mirror = Mirror(cell.row, column, cell.place, face, cell)
    hidden.mirrors.append(mirror)
    hidden.mirror_at[cell.place, face] = mirror
    hidden.taken.add((cell.row, column))


def _free_column(hidden: Hidden, row: int) -> int:
    """The first hidden column in which a row is free; helper columns keep their rows to themselves."""
    taken = hidden.taken | {(cell.row, cell.column) for cell in hidden.cells}
    column = hidden.key_column + 2
    while (row, column) in taken:
        column += 1
    hidden.last_column = max(hidden.last_column, column)
    return column


def _flags(template: Template, shape: Shape, page: Page, hidden: Hidden) -> None:
    cells = {cell.place: cell for cell in (*page.cells, *hidden.cells) if cell.place}
    flags = lay_out_flags(template, (page, shape), cells, hidden.taken, hidden.new_column)
    hidden.flags += flags.all
    hidden.cells += [Cell(1, column, Role.KEY, text=code) for column, code in flags.codes.items()]
