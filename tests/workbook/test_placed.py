"""Where the cells of a returned form stand: as issued while nothing was moved, where they went otherwise."""

from pathlib import Path

from returned import from_on, rearranged, returned, still

from perf_xlsx.form.cells import Role
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.placed import as_issued, is_still, placed
from perf_xlsx.workbook.read import read_book
from perf_xlsx.workbook.stamp import Stamp


def found(file: Path) -> tuple[Stamp, Sheet]:
    """The one issued form of a file, and its layout."""
    book = read_book(file)
    assert isinstance(book, Book)
    [stamp] = stamps_of(book)
    form = read_issued(stamp, catalog_of().get(stamp.identity.template))
    assert form.sheet is not None
    return stamp, form.sheet


def test_an_untouched_form_goes_by_the_layout_itself(tmp_path: Path) -> None:
    """The lists are those of the layout, the same object for every form of it, and hold all that is asked about."""
    stamp, sheet = found(returned(tmp_path))
    assert is_still(stamp, sheet)
    assert placed(stamp, sheet) is as_issued(sheet) is as_issued(lay_out(sheet.template, sheet.shape))
    now = as_issued(sheet)
    visible = {place for place, cell in sheet.at.items() if cell.column < sheet.hidden.key_column}
    assert now.addresses.keys() == visible
    assert {place for place, _ in now.stored} == {place for place in visible if sheet.at[place].role is Role.FORMULA}
    assert {place for place in visible if sheet.at[place].role is not Role.FORMULA} <= dict(now.declared).keys()
    assert len(now.flags) == len(sheet.flags)
    assert len(now.mirrors) == len(sheet.hidden.mirrors)


def test_a_form_whose_rows_moved_goes_by_where_they_stand(tmp_path: Path) -> None:
    """Two rows inserted on top move every cell, visible and hidden, by two; nothing is lost."""
    file = rearranged(returned(tmp_path), from_on(1, 2), still)
    stamp, sheet = found(file)
    assert not is_still(stamp, sheet)
    now, issued = placed(stamp, sheet), as_issued(sheet)
    for lists in ("declared", "stored", "echoes", "mirrors", "flags", "statuses"):
        moved = [(one, (row + 2, column)) for one, (row, column) in getattr(issued, lists)]
        assert list(getattr(now, lists)) == moved
    assert now.starts == {(row + 2, column) for row, column in issued.starts}
    assert [text.at for text in now.texts] == [(text.at[0] + 2, text.at[1]) for text in issued.texts]


def test_a_form_that_lost_a_row_key_does_not_go_by_the_layout(tmp_path: Path) -> None:
    """What stood in that row is left out, the rest stays."""
    stamp, sheet = found(returned(tmp_path))
    del stamp.rows["signature.1"]
    stamp.rows_now = stamp.placed = None
    assert not is_still(stamp, sheet)
    gone = {place.block for place in as_issued(sheet).addresses.keys() - placed(stamp, sheet).addresses.keys()}
    assert gone == {"signature"}
