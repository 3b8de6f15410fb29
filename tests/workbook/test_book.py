"""Cell values and addresses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perf_xlsx.numbers import ErrorText, PastReckoning, Value
from perf_xlsx.template.spans import letters_of_number
from perf_xlsx.workbook.book import Book, RawCell, SheetGrid, Style, a1, cell_value, split_a1, split_area


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("n", "7.60", Decimal("7.6")),
        ("n", "0.1000000000000000055511151231257827", Decimal("0.1")),
        ("n", "1.5E-3", Decimal("0.0015")),
        ("n", "45000", Decimal(45000)),
        ("n", "1E999", PastReckoning("1E999")),
        ("n", "1E9999999999999999999", PastReckoning("1E9999999999999999999")),
        ("n", "NaN", PastReckoning("NaN")),
        ("n", "INF", PastReckoning("INF")),
        ("n", "9" * 1_000_000, PastReckoning("9" * 24)),
        ("s", "达标", "达标"),
        ("s", " ", " "),
        ("s", "", None),
        ("s", "#REF!", "#REF!"),
        ("b", "1", "TRUE"),
        ("b", "true", "TRUE"),
        ("b", "0", "FALSE"),
        ("e", "#DIV/0!", ErrorText("#DIV/0!")),
        ("", "", None),
    ],
)
def test_a_cell_has_the_value_a_formula_sees(kind: str, text: str, value: Value) -> None:
    """Numbers are decimals, blanks are None, and an error value is told from the same words typed as text."""
    found = cell_value(RawCell(kind, text, None, 0))
    assert found == value
    assert type(found) is type(value)


def test_no_cell_has_no_value() -> None:
    """A place without a cell is blank."""
    assert cell_value(None) is None


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [(1, 1, "A1"), (12, 28, "AB12"), (9, 26, "Z9"), (9, 27, "AA9"), (3, 702, "ZZ3"), (1_048_576, 16_384, "XFD1048576")],
)
def test_addresses(row: int, column: int, address: str) -> None:
    """Row and column are written as a spreadsheet names them, and read back."""
    assert a1(row, column) == address
    assert split_a1(address) == (row, column)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_every_address_reads_back(row: int, column: int) -> None:
    """Whatever cell of a sheet, its address leads back to it, in small letters and with dollar signs too."""
    assert split_a1(a1(row, column).lower()) == (row, column)
    assert split_a1(f"${letters_of_number(column)}${row}") == (row, column)


@pytest.mark.parametrize(
    "address", ["", "A", "1", "A0", "A01", "XFE1", "A1048577", "AAAA1", "A1:B2", " A1", "Ａ1", "A１", "A1\n"]
)
def test_no_such_address(address: str) -> None:
    """What no cell can be called is None."""
    assert split_a1(address) is None


def _style(number_format: str, *flags: str) -> Style:
    return Style(number_format, locked="locked" in flags, hidden="hidden" in flags)


def test_a_blank_cell_has_the_style_of_itself_then_row_then_column() -> None:
    """Whether a cell is locked is known for blank ones too."""
    cells = {(1, 1): RawCell("n", "1", None, 1)}
    grid = SheetGrid("表", "visible", cells, {(1, 2): 2}, {2: 1}, ((3, 4, 2),), None, (), (), frozenset(), ())
    styles = (_style("General", "locked"), _style("0.00"), _style("@", "hidden"))
    book = Book((grid,), styles, {}, {}, date1904=False, extras=())
    assert [
        grid.style_at(1, 1),
        grid.style_at(1, 2),
        grid.style_at(2, 4),
        grid.style_at(3, 4),
        grid.style_at(3, 5),
    ] == [1, 2, 1, 2, 0]
    assert not book.locked(grid, 1, 1)
    assert book.locked(grid, 3, 5)
    assert book.style_of(grid, 3, 3) == styles[2]


def test_ranges() -> None:
    """Two corners, or one cell; nothing past the sheet."""
    assert split_area("B2:C9") == (2, 2, 9, 3)
    assert split_area("$AB$12") == (12, 28, 12, 28)
    assert [split_area(text) for text in ("", "A0", "A:A", "A1:XFE1", "A1:B2:C3")] == [None] * 5
