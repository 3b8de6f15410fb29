"""A filled form as it is printed: rows as high as their texts, spans cut at page ends, no row nobody used."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from perf_xlsx.form.arrange import INAPPLICABLE
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.form.texts import fill_text
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value
from perf_xlsx.template.spans import letters_of_number, span
from perf_xlsx.workbook.clean_text import clean
from perf_xlsx.workbook.heights import MOST_PIXELS, lines_in, text_parts, whole_pixels
from perf_xlsx.workbook.pages import Rows, fits_one_page, page_pixels, page_starts, pieces, scale_of
from perf_xlsx.workbook.style import font_size_of

# A row too high for one is spread over rows of at most this height.
PART_PIXELS = 200
MOST_ROUNDS = 4
_DRAWN = frozenset({Role.LABEL, Role.GIVEN, Role.INPUT, Role.FORMULA, Role.OMITTED})


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of the printed form, rows and columns 1-based.

    `flowing` is a part of a text that takes several rows; `opens` and `closes` say where such a part has rules.
    """

    cell: Cell
    value: Value
    rows: tuple[int, int]
    columns: tuple[int, int]
    flowing: bool = False
    opens: bool = True
    closes: bool = True


@dataclass
class Layout:
    """The printed form while it is laid out: heights in pixels row by row, and the rows, from 0, that begin a page.

    `lines` are the printed rows of each row of the form, `texts` the parts of texts that take several.
    """

    form: FilledForm
    sheet: Sheet
    heights: list[int] = field(default_factory=list)
    starts: Sequence[int] = (0,)
    lines: dict[int, tuple[int, int]] = field(default_factory=dict)
    texts: dict[tuple[int, int], Sequence[str]] = field(default_factory=dict)

    @cached_property
    def last_column(self) -> int:
        """The last column that is printed."""
        return (span(self.sheet.template.definition.sheet.printed) or (1, 1))[1]

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """Every cell that is printed, of rows nobody used too."""
        return [cell for cell in self.sheet.page.cells if cell.role in _DRAWN and cell.column <= self.last_column]

    @cached_property
    def widths(self) -> Mapping[int, int]:
        """The width in pixels of every printed column."""
        widths = self.sheet.template.definition.sheet.widths
        return {column: widths.get(letters_of_number(column), 72) for column in range(1, self.last_column + 1)}

    @property
    def one_page(self) -> bool:
        """Whether the form is made to fit one page."""
        return fits_one_page(sum(self.heights), landscape=self.landscape)

    @property
    def landscape(self) -> bool:
        """Whether the paper is turned."""
        return self.sheet.template.definition.sheet.landscape

    @property
    def scale(self) -> int:
        """The scale the columns are fitted to a page at, in hundredths."""
        return scale_of(sum(self.widths.values()), landscape=self.landscape)

    @property
    def repeated(self) -> int:
        """The first printed row, from 0, that later pages begin with; -1 when there is none."""
        header = self.lines.get(self.sheet.page.header_rows[0])
        return header[0] - 1 if header else -1

    @property
    def repeats(self) -> int:
        """How many rows later pages begin with."""
        first, last = self.sheet.page.header_rows
        return last - first + 1

    def width(self, cell: Cell) -> int:
        """The width of a cell in pixels, its span whole."""
        return sum(self.widths.get(column, 0) for column in range(cell.column, _last_column(cell) + 1))

    def value(self, cell: Cell) -> Value:
        """What a cell prints."""
        if cell.role in {Role.LABEL, Role.OMITTED}:
            form = self.form
            return fill_text(form.template, cell.text, form.fiscal_year or "", form.project_code or "")
        value = self.form.value(cell.place) if cell.place else None
        return clean(value) if isinstance(value, str) else value


def layout_of(form: FilledForm) -> Layout:
    """Lay a form that was issued and filled in out for printing; raises ValueError for one that was not issued."""
    if form.sheet is None:
        raise ValueError("only an issued form has a layout")
    sheet, layout = form.sheet, Layout(form, form.sheet)
    dropped, struck = _unused(layout)
    layout.cells = [_struck(cell) if cell.row in struck else cell for cell in layout.cells]
    for row in range(1, sheet.page.bottom + 1):
        if row not in sheet.page.hidden_rows and row not in dropped:
            _add_row(layout, row)
    for _ in range(MOST_ROUNDS):
        _break_pages(layout)
        if not _grow(layout):
            break
    return layout


def pieces_of(layout: Layout) -> Iterator[Piece]:
    """Every cell of the printed form, spans and texts cut where a page ends."""
    for cell in layout.cells:
        own = [layout.lines[row] for row in range(cell.row, max(cell.row, cell.last_row) + 1) if row in layout.lines]
        parts = layout.texts.get((cell.row, cell.column))
        if own and parts is not None:
            yield from _flow(layout, cell, own[0], parts)
        elif own:
            yield from _cut(layout, cell, (own[0][0], own[-1][1]))


def _flow(layout: Layout, cell: Cell, rows: tuple[int, int], parts: Sequence[str]) -> Iterator[Piece]:
    """A text that takes several rows, a part a row; rules only at its ends and where a page ends."""
    first, last = rows
    begins = {start + 1 for start in layout.starts} | {first}
    for number in range(first, last + 1):
        text = parts[number - first] if number - first < len(parts) else ""
        closes = number == last or number + 1 in begins
        columns = (cell.column, _last_column(cell))
        yield Piece(cell, text, (number, number), columns, flowing=True, opens=number in begins, closes=closes)


def _cut(layout: Layout, cell: Cell, rows: tuple[int, int]) -> Iterator[Piece]:
    """A span, one piece a page: a label stands on each, a value on the first."""
    value = layout.value(cell)
    label = cell.role is Role.LABEL or (cell.source is not None and cell.source.group)
    for number, (first, last) in enumerate(pieces(rows[0] - 1, rows[1] - 1, layout.starts)):
        shown = value if label or number == 0 else None
        yield Piece(cell, shown, (first + 1, last + 1), (cell.column, _last_column(cell)))


def _last_column(cell: Cell) -> int:
    return max(cell.column, cell.last_column)


def _unused(layout: Layout) -> tuple[set[int], set[int]]:
    """Indicator rows nobody used: those left out, and of a 二级指标 without any indicator the one that is struck."""
    first, last = layout.sheet.page.list_rows
    used = set()
    for cell in layout.cells:
        own = cell.role in {Role.GIVEN, Role.INPUT, Role.OMITTED} and cell.source is not None and not cell.source.group
        if own and first <= cell.row <= last and strip_blanks(str(layout.value(cell) or "")):
            used.add(cell.row)
    keys = [(row.level1_key, row.level2_key) for row in layout.sheet.shape]
    filled = {keys[row - first] for row in used}
    dropped: set[int] = set()
    struck: set[int] = set()
    for row in range(first, last + 1):
        key = keys[row - first]
        if row not in used:
            (dropped if key in filled else struck).add(row)
            filled.add(key)
    return dropped, struck


def _struck(cell: Cell) -> Cell:
    """A cell of a row nobody used as those of a 二级指标 that does not apply; its level stays."""
    level = cell.source is None or cell.source.group
    return cell if level else replace(cell, role=Role.OMITTED, text=INAPPLICABLE)


def _add_row(layout: Layout, row: int) -> None:
    """Give a row of the form as many printed rows as its texts need."""
    own = [cell for cell in layout.cells if cell.row == row and cell.last_row <= cell.row]
    needs = {cell: _need(layout, cell, layout.value(cell)) for cell in own}
    height = max(layout.sheet.page.heights[row], *needs.values(), 0)
    top = len(layout.heights) + 1
    if height <= MOST_PIXELS:
        layout.heights.append(height)
    else:
        layout.heights += _spread(layout, row, needs)
    layout.lines[row] = (top, len(layout.heights))


def _spread(layout: Layout, row: int, needs: Mapping[Cell, int]) -> Sequence[int]:
    """Cut the texts of a row that is too high, and return the heights of the rows they take."""
    heights: list[int] = []
    for cell, need in needs.items():
        text = layout.value(cell)
        if isinstance(text, str) and need > PART_PIXELS // 2:
            size = font_size_of(cell)
            parts = text_parts(text, layout.width(cell), size, lines_in(PART_PIXELS, size))
            layout.texts[row, cell.column] = parts
            heights += [0] * (len(parts) - len(heights))
            for number, part in enumerate(parts):
                heights[number] = max(heights[number], _need(layout, cell, part))
    return heights


def _need(layout: Layout, cell: Cell, value: Value) -> int:
    """The height in pixels a cell's text needs; numbers are made smaller rather than broken."""
    return whole_pixels(value, layout.width(cell), font_size_of(cell)) if isinstance(value, str) and value else 0


def _break_pages(layout: Layout) -> None:
    rows = Rows(layout.heights, _kept(layout), layout.repeated, layout.repeats)
    layout.starts = (
        (0,) if layout.one_page else page_starts(rows, page_pixels(layout.scale, landscape=layout.landscape))
    )


def _kept(layout: Layout) -> set[int]:
    """Printed rows, from 0, that no page may end with: headings, and all from the last indicator on."""
    speaking = {cell.row for cell in layout.cells if cell.role is not Role.LABEL}
    last = layout.sheet.page.list_rows[1]
    heads = {lines[1] - 1 for row, lines in layout.lines.items() if row not in speaking or row >= last}
    return heads - {len(layout.heights) - 1}


def _grow(layout: Layout) -> bool:
    """Make the last row of each span higher that is too low for what stands in it; whether any was."""
    grown = False
    for piece in pieces_of(layout):
        first, last = piece.rows
        missing = _need(layout, piece.cell, piece.value) - sum(layout.heights[first - 1 : last])
        if missing > 0 and layout.heights[last - 1] < MOST_PIXELS:
            layout.heights[last - 1] = min(MOST_PIXELS, layout.heights[last - 1] + missing)
            grown = True
    return grown
