"""Mirrors read inputs through windows between locked cells, in which no formula stands."""

from dataclasses import replace

import pytest
from tools import at, catalog, national, project

from perf_xlsx.errors import UsageError
from perf_xlsx.form.arrange import Page
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.sheet import lay_out
from perf_xlsx.form.window import taken_by, window_of
from perf_xlsx.template.assemble import Template

INPUT = Cell(5, 3, Role.INPUT)


def page_of(*cells: Cell) -> Page:
    """A page with these cells and no list."""
    return Page(cells=list(cells))


def window(*others: Cell, cell: Cell = INPUT) -> str:
    """The window of an input among other cells."""
    page = page_of(cell, *others)
    return window_of(cell, page, taken_by(page))


def test_between_unused_cells() -> None:
    """Cells nobody uses are locked by their columns: they are ends."""
    assert window() == "INDEX($B5:$D5,1,2)"


def test_neighbouring_inputs_are_inside() -> None:
    """The ends are the first locked cells on both sides, spans taken whole."""
    label, merged = Cell(5, 1, Role.LABEL), Cell(5, 4, Role.INPUT, last_row=5, last_column=6)
    assert window(label, Cell(5, 2, Role.INPUT), merged) == "INDEX($A5:$G5,1,3)"


@pytest.mark.parametrize("column", [2, 4])
def test_beside_a_formula_the_window_goes_down(column: int) -> None:
    """A formula on either side may depend on the input: the column is used instead."""
    beside = Cell(5, column, Role.FORMULA)
    assert window(beside, Cell(4, 3, Role.LABEL), Cell(6, 3, Role.INPUT)) == "INDEX($C$4:$C$7,2,1)"


def test_at_the_edge_of_the_sheet_the_window_goes_down() -> None:
    """Column A has nothing left of it."""
    assert window(cell=Cell(5, 1, Role.INPUT)) == "INDEX($A$4:$A$6,2,1)"


@pytest.mark.parametrize(
    ("locked", "formulas", "expected"),
    [
        (Cell(5, 2, Role.LABEL), [Cell(5, 4, Role.FORMULA), Cell(4, 3, Role.FORMULA)], "INDEX($B$5:$C$6,1,2)"),
        (Cell(5, 4, Role.LABEL), [Cell(5, 2, Role.FORMULA), Cell(6, 3, Role.FORMULA)], "INDEX($C$4:$D$5,2,1)"),
    ],
)
def test_between_two_formulas_the_window_goes_slantwise(locked: Cell, formulas: list[Cell], expected: str) -> None:
    """Beside a rate and below a total: from the label on one side to the locked cell below or above."""
    assert window(locked, *formulas) == expected


def test_no_formula_stands_in_a_slantwise_window() -> None:
    """A formula in the corner between is as good as one beside."""
    around = (Cell(5, 4, Role.FORMULA), Cell(4, 3, Role.FORMULA), Cell(6, 3, Role.INPUT), Cell(6, 2, Role.FORMULA))
    with pytest.raises(UsageError, match="旁边没有固定的格子"):
        window(Cell(5, 2, Role.LABEL), *around)


def test_an_input_shut_in_by_formulas_is_refused() -> None:
    """An author who leaves no locked cell beside an input is told so."""
    with pytest.raises(UsageError, match="旁边没有固定的格子"):
        window(Cell(5, 2, Role.FORMULA), Cell(4, 3, Role.FORMULA))


def test_in_a_list_the_window_is_the_column() -> None:
    """From the header to the hidden row under the last indicator, whatever stands beside."""
    sheet = lay_out(national(), project().shape)
    cell = sheet.at[at("indicators.4.actual")]
    assert window_of(cell, sheet.page, taken_by(sheet.page)) == "INDEX($F$12:$F$22,5,1)"
    shut_in = replace(cell, column=7)
    assert window_of(shut_in, sheet.page, taken_by(sheet.page)) == "INDEX($G$12:$G$22,5,1)"


@pytest.mark.parametrize("template", tuple(catalog().all()), ids=lambda template: template.id)
def test_every_window_holds(template: Template) -> None:
    """On every shipped form both ends of every window are locked, and no formula stands between them."""
    levels = [(level.key, child.key) for level in template.definition.levels for child in level.children]
    sheet = lay_out(template, shape_of(levels, template))
    taken = taken_by(sheet.page)
    for cell in sheet.page.cells:
        if cell.role is Role.INPUT:
            squares = _squares(window_of(cell, sheet.page, taken))
            roles = [taken[square].role if square in taken else Role.LABEL for square in squares]
            assert (cell.row, cell.column) in squares
            assert Role.INPUT not in {roles[0], roles[-1]}
            assert Role.FORMULA not in roles


def _squares(text: str) -> list[tuple[int, int]]:
    first, last = (part.replace("$", "") for part in text.removeprefix("INDEX(").split(",")[0].split(":"))
    (left, top), (right, bottom) = ((ord(part[0]) - 64, int(part[1:])) for part in (first, last))
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
