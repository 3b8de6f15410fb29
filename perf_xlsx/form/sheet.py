"""A template laid out for a number of indicator rows: every cell, visible and hidden, and what formulas call it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from perf_xlsx.expr.evaluate import Values
from perf_xlsx.expr.excel import emit_mirror
from perf_xlsx.expr.pattern import Face, Pattern, Slot, fill
from perf_xlsx.form.arrange import Page, Shape, arrange
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.demand import Demand
from perf_xlsx.form.flags import Flag
from perf_xlsx.form.hidden import Hidden, Mirror, lay_out_hidden
from perf_xlsx.form.place import Place
from perf_xlsx.form.status import row_flags, status_formula, status_of
from perf_xlsx.form.window import Taken, taken_by, window_of
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.bound import BoundFormula
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.template.words import Spot

IN_USE = "applicable"


class Sheet:
    """The layout of one template for one shape; shared by all projects of that shape."""

    def __init__(self, template: Template, shape: Shape) -> None:
        self.template = template
        self.shape = shape
        self.page: Page = arrange(template, shape)
        self.hidden: Hidden = lay_out_hidden(template, shape, self.page)
        self.cells: tuple[Cell, ...] = (*self.page.cells, *self.hidden.cells)
        self.at: Mapping[Place, Cell] = {
            cell.place: cell
            for cell in self.cells
            if cell.place and cell.role in {Role.GIVEN, Role.INPUT, Role.FORMULA, Role.OMITTED}
        }
        self.indicator_rows: tuple[str, ...] = tuple(str(number + 1) for number in range(len(shape)))

    @cached_property
    def _taken(self) -> Taken:
        return taken_by(self.page)

    @cached_property
    def named(self) -> Mapping[str, Place]:
        """Every cell that holds a value by its address as it is written."""
        return {str(place): place for place in self.at}

    @cached_property
    def order(self) -> Mapping[Place, int]:
        """The number of every such cell, from top to bottom."""
        return {place: number for number, place in enumerate(self.at, 1)}

    @cached_property
    def flags(self) -> Sequence[Flag]:
        """Every instance of a declared rule, with the cell its flag stands in."""
        return self.hidden.flags

    @cached_property
    def demands(self) -> Sequence[Demand]:
        """Every instance of a declared rule."""
        return [flag.demand for flag in self.hidden.flags]

    @cached_property
    def formula_texts(self) -> Mapping[tuple[int, int], str]:
        """Excel text of every formula, mirror and flag, by row and column."""
        texts: dict[tuple[int, int], str] = {}
        for cell in self.cells:
            if cell.role is Role.FORMULA and cell.place:
                texts[cell.row, cell.column] = self.formula_text(cell.place)
            elif cell.role is Role.STATUS:
                in_use = self.in_use(cell.place) if cell.place else None
                address = _address(in_use.row, in_use.column) if in_use else ""
                texts[cell.row, cell.column] = status_formula(self.status_flags(cell), address)
        for mirror in self.hidden.mirrors:
            text = self._mirror_text(mirror)
            if text:
                texts[mirror.row, mirror.column] = text
        for flag in self.hidden.flags:
            texts[flag.row, flag.column] = self._flag_text(flag)
        return texts

    def formula_text(self, place: Place) -> str:
        """Excel text of one formula cell."""
        return self._filled(self.formula_of(place).pattern, place.row)

    @cached_property
    def shown_formulas(self) -> Mapping[Place, str]:
        """The text of every visible formula cell as a workbook stores it, without the equals sign."""
        shown = (place for place, cell in self.at.items() if cell.column < self.hidden.key_column)
        formulas = (place for place in shown if self.at[place].role is Role.FORMULA)
        return {place: self.formula_text(place).removeprefix("=") for place in formulas}

    def status_flags(self, cell: Cell) -> Sequence[Flag]:
        """The flags a status cell is read off."""
        return row_flags(self.flags, cell.place.block, cell.place.row) if cell.place else ()

    def in_use(self, place: Place) -> Cell | None:
        """The hidden cell that says whether anything stands in a cell's row; only rows of the list have one."""
        return self.at.get(place._replace(column=IN_USE))

    def status_value(self, form: Values, cell: Cell) -> str:
        """What a status cell shows, as Python sees it."""
        in_use = self.in_use(cell.place) if cell.place else None
        return status_of(form, self.status_flags(cell), in_use.place if in_use else None)

    def _flag_text(self, flag: Flag) -> str:
        text = self._filled(flag.demand.case.pattern, flag.demand.row)
        if not flag.earlier:
            return text
        spoken = ",".join(f"{_address(one.row, one.column)}=1" for one in flag.earlier)
        return f"=IF(OR({spoken}),0,{text.removeprefix('=')})"

    def formula_of(self, place: Place) -> BoundFormula:
        """The bound formula of a cell."""
        return self.template.formulas[self.spot(place)]

    def spot(self, place: Place) -> Spot:
        """The spot of the template a cell comes from."""
        indicators = self.template.indicators
        if indicators is not None and place.block == indicators.key:
            return Spot(place.block, None, place.column)
        return Spot(*place)

    def places(self) -> Iterator[Place]:
        """Every cell that holds a value, in the order of the form."""
        return iter(self.at)

    def _filled(self, pattern: Pattern, row: str) -> str:
        return fill(pattern, lambda slot: self._locate(slot, row))

    def _locate(self, slot: Slot, row: str) -> str:
        if slot.face is Face.RANGE:
            return self._range(slot)
        place = Place(slot.block, row if slot.row is None else slot.row, slot.column)
        mirror = self.hidden.mirror_at.get((place, slot.face))
        if mirror is None:
            cell = self.at[place]
            return _address(cell.row, cell.column)
        return _address(mirror.row, mirror.column)

    def _range(self, slot: Slot) -> str:
        first, last = self.page.list_rows
        number = self.hidden.range_columns.get((slot.block, slot.column))
        if number is None:
            block = self.template.block(slot.block)
            column = block.column(slot.column) if block else None
            number, _ = (span(column.at) if column else None) or (1, 1)
        letters = letters_of_number(number)
        return f"${letters}${first}:${letters}${last}"

    def _mirror_text(self, mirror: Mirror) -> str:
        source = mirror.source
        if source is None:
            return ""
        if mirror.face is Face.NUMBER:
            raw = self.hidden.mirror_at.get((mirror.place, Face.RAW))
            return emit_mirror(_address(*(raw[:2] if raw else (source.row, source.column))), Face.NUMBER)
        if source.role is Role.INPUT:
            return emit_mirror(window_of(source, self.page, self._taken), Face.RAW)
        return emit_mirror(_address(source.row, source.column), Face.RAW)


def _address(row: int, column: int) -> str:
    return f"{letters_of_number(column)}{row}"


@lru_cache(maxsize=64)
def lay_out(template: Template, shape: Shape) -> Sheet:
    """Lay out a template; the same template and shape give the same sheet, made once."""
    return Sheet(template, shape)
