"""A template laid out for a project: where every cell stands, how rows grow, what formulas are called."""

import pytest
from tools import ROWS, at, national, project

from perf_xlsx.form.arrange import RowShape
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.sheet import Sheet, lay_out

TWO = [("output", "quantity"), ("output", "quantity"), ("satisfaction", "beneficiary_satisfaction")]


def sheet() -> Sheet:
    """The national form of the five indicators."""
    return lay_out(national(), project().shape)


def cell(address: str) -> Cell:
    """A cell of that form."""
    return sheet().at[at(address)]


def test_a_class_without_indicators_keeps_one_row() -> None:
    """Rows stand in the template's order, whatever the order in the list; idle classes are printed once."""
    shape = shape_of(list(reversed(TWO)), national())
    assert [row.level2_key for row in shape] == [
        "quantity", "quantity", "quality", "timeliness", "cost",
        "economic_benefit", "social_benefit", "ecological_benefit", "sustained_impact", "beneficiary_satisfaction",
    ]  # fmt: skip
    assert [row.applies for row in shape] == [True, True, *[False] * 7, True]


@pytest.mark.parametrize(
    ("address", "role", "where"),
    [
        ("header.project_name", Role.GIVEN, "D3:I3"),
        ("funds.total.annual_budget", Role.FORMULA, "E6:E6"),
        ("funds.total.points", Role.GIVEN, "G6:G6"),
        ("funds.other.annual_spending", Role.INPUT, "F9:F9"),
        ("goal.achieved", Role.INPUT, "F11:I11"),
        ("indicators.1.actual", Role.INPUT, "F13:F13"),
        ("indicators.1.score", Role.FORMULA, "H13:H13"),
        ("indicators.1.level1", Role.GIVEN, "B13:B16"),
        ("indicators.5.level1", Role.GIVEN, "B17:B20"),
        ("indicators.3.actual", Role.OMITTED, "F15:F15"),
        ("total.grade", Role.FORMULA, "I23:I23"),
        ("signature.filled_by", Role.INPUT, "C27:D27"),
    ],
)
def test_where_a_cell_stands(address: str, role: Role, where: str) -> None:
    """Top to bottom as the definition says; level labels are merged over their rows."""
    found = cell(address)
    first, last = where.split(":")
    assert found.role is role
    assert (_a1(found.row, found.column), _a1(found.last_row, found.last_column)) == (first, last)


def test_dashes_and_idle_rows_hold_no_input() -> None:
    """A source of money has no weight, a class without indicators nothing to fill in."""
    omitted = [one for one in sheet().cells if one.role is Role.OMITTED]
    assert {one.text for one in omitted} == {"—", "/", ""}
    assert not any(
        one.role is Role.INPUT for one in sheet().cells if one.place and one.place[:2] == ("indicators", "3")
    )


def test_no_two_cells_share_a_place() -> None:
    """Visible cells, hidden cells, mirrors and flags each have a square of their own."""
    squares: list[tuple[int, int]] = []
    for one in sheet().cells:
        rows, columns = (
            range(one.row, max(one.row, one.last_row) + 1),
            range(one.column, max(one.column, one.last_column) + 1),
        )
        squares += [(row, column) for row in rows for column in columns]
    squares += [(mirror.row, mirror.column) for mirror in sheet().hidden.mirrors]
    squares += [(flag.row, flag.column) for flag in sheet().flags]
    assert len(squares) == len(set(squares))


def test_every_printed_row_has_a_key() -> None:
    """The reader finds a row by its key wherever it has been moved to."""
    page = sheet().page
    assert page.row_ids[13] == "indicators.1"
    assert page.row_ids[6] == "funds.total"
    assert page.row_ids[page.sentinel] == "END"
    visible = {one.row for one in page.cells if one.row != page.sentinel}
    assert visible <= set(page.row_ids)
    assert len(set(page.row_ids.values())) == len(page.row_ids)


def test_a_layout_is_made_once() -> None:
    """Projects of one shape share a sheet, another shape has its own."""
    assert lay_out(national(), project().shape) is lay_out(national(), project(ROWS).shape)
    assert lay_out(national(), shape_of(TWO, national())) is not sheet()


def test_a_form_without_indicators_is_laid_out() -> None:
    """A project of which no class applies still has its columns: sums over nothing are sums of idle rows."""
    empty = lay_out(national(), shape_of([], national()))
    assert empty.shape[0] == RowShape("output", "quantity", applies=False)
    texts = set(empty.formula_texts.values())
    assert any("SUM($G$13:$G$21" in text for text in texts)


def test_formulas_name_the_cells_of_their_row() -> None:
    """The same formula in the next row looks at the next row, sums look at the whole column."""
    texts = sheet().formula_texts
    first, fourth = texts[13, 8], texts[16, 8]
    assert first.replace("13", "16") == fourth
    total = cell("total.points")
    assert texts[total.row, total.column] == '=IF(ROUND(COUNT($G$13:$G$21),6)=0,"",ROUND(SUM($G$13:$G$21,G6),6))'


def _a1(row: int, column: int) -> str:
    return f"{chr(64 + column)}{row}"
