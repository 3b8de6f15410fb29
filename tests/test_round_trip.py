"""What is issued comes back through other programs and clumsy hands, and is read as if nothing had happened."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
from openpyxl.comments import Comment
from returned import (
    codes,
    from_on,
    key_column,
    rearranged,
    report,
    reports,
    resaved,
    returned,
    still,
    store,
    the_one,
)
from tools import COST, FILLED, QUALITY, QUANTITY, SATISFACTION, SOCIAL, Changes

from perf_xlsx.finding import FormReport, Severity
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.results import one_formula_spelling
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.template.spans import letters_of_number, number_of_letters
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.read import read_book

FILLINGS: Mapping[str, Changes] = {
    "clean": {},
    "faulty": {
        f"indicators.{SATISFACTION}.actual": "0.8",
        f"indicators.{SATISFACTION}.adjusted_score": 10,
        f"indicators.{QUANTITY}.actual": 30,
        "funds.other.annual_budget": "15.8",
        "funds.appropriation.annual_spending": "68.43",
    },
    "empty": dict.fromkeys(FILLED),
    "words": {
        f"indicators.{QUANTITY}.actual": "约70",
        f"indicators.{COST}.actual": "９．５",
        f"indicators.{SOCIAL}.actual": "好",
        "funds.other.annual_budget": "无",
        "funds.appropriation.annual_spending": "95万元",
    },
    "percents": {
        f"indicators.{QUALITY}.actual": "1.2",
        f"indicators.{SATISFACTION}.actual": "0.899999",
        "funds.appropriation.annual_spending": "33.333333",
        "funds.carryover.annual_budget": "0.1",
        "funds.other.annual_budget": "0.2",
    },
    "full width": {
        "goal.achieved": "全角\u3000空格，“引号”＆《书名》\n第二行",
        f"indicators.{QUANTITY}.deviation_explanation": "\u3000因疫情影响，\u3000培训推迟。\u3000",
        f"indicators.{SOCIAL}.actual": "达成\u3000预期指标",
    },
    "no money": {"funds.appropriation.annual_budget": 0, "funds.appropriation.annual_spending": 0},
    "much money": {
        "funds.appropriation.annual_budget": "123456789012345.67",
        "funds.appropriation.annual_spending": "98765432109876.54",
    },
}


def form_in(file: Path) -> FilledForm:
    """The first form of a file, read."""
    book = read_book(file)
    assert isinstance(book, Book)
    stamp = next(stamps_of(book))
    return read_issued(stamp, catalog_of().get(stamp.identity.template))


def same_values(before: FilledForm, after: FilledForm) -> None:
    """Every value is where it was in the form, wherever it is on the sheet."""
    assert after.indicator_rows == before.indicator_rows
    assert after.idle_rows == before.idle_rows
    assert after.declared == before.declared
    assert after.stored.keys() == before.stored.keys()


def serious(one: FormReport) -> set[tuple[str, str | None, str | None, str]]:
    """What is found above a note, without where on the sheet."""
    noted = [finding for finding in one.findings if finding.severity is not Severity.INFO]
    return {(finding.rule, finding.field, finding.value, finding.message) for finding in noted}


def about_content(one: FormReport) -> set[tuple[str, str | None, str | None, str]]:
    """What is found above a note, without what was done to rows, columns and sheets."""
    return {finding for finding in serious(one) if finding[0] != "T05"}


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("filling", FILLINGS)
def test_saved_by_an_office_program(tmp_path: Path, filling: str, via: Any) -> None:
    """A save by LibreOffice, as xlsx or through ods or xls, changes no value and adds no finding above a note."""
    file = returned(tmp_path, FILLINGS[filling], f"{filling}.xlsx")
    again = office.resave(file, tmp_path / via, via)
    before, after = report(file), report(again)
    assert (after.template, after.issued, after.project_code) == (before.template, True, "B001")
    same_values(form_in(file), form_in(again))
    assert serious(after) == serious(before)
    assert after.verdict is before.verdict
    assert (after.execution_rate, after.score.sum) == (before.execution_rate, before.score.sum)
    respelt = form_in(again)
    for place, (_, formula) in respelt.stored.items():
        assert one_formula_spelling(formula or "") == one_formula_spelling(respelt.issued_formula(place)), place


@pytest.mark.parametrize("filling", FILLINGS)
def test_saved_by_a_program_that_does_not_calculate(tmp_path: Path, filling: str) -> None:
    """Openpyxl keeps everything but the results: one note says so, nothing else is new."""
    file = returned(tmp_path, FILLINGS[filling])
    before, form = report(file), form_in(file)
    after = report(resaved(file))
    same_values(form, form_in(file))
    assert serious(after) == serious(before)
    assert after.verdict is before.verdict
    notes = [[one.rule for one in found.findings if one.severity is Severity.INFO] for found in (before, after)]
    assert sorted(notes[1]) == sorted([*notes[0], "T04"])


@pytest.mark.office
def test_saved_twice_by_different_programs(tmp_path: Path) -> None:
    """LibreOffice, then openpyxl, then LibreOffice again: still the same form."""
    file = returned(tmp_path, FILLINGS["faulty"])
    before = report(file)
    again = office.resave(resaved(office.resave(file, tmp_path / "1", "xls")), tmp_path / "2", "xlsx")
    assert serious(report(again)) == serious(before)
    assert [one.severity for one in report(again).findings if one.rule in {"T03", "T04"}] == []


@pytest.mark.office
def test_a_changed_result_is_still_seen_after_a_save(tmp_path: Path) -> None:
    """A formula respelt by LibreOffice is known as its own: a stale result is T04, not T03."""
    again = office.resave(returned(tmp_path), tmp_path / "again", "xls")
    assert the_one(store(again, "total.score", "90"), "T04").field == "total.score"
    assert codes(again) == ["T04"]


def _wide(book: Any) -> None:
    for letters in "ABCDEFGHI":
        book.worksheets[0].column_dimensions[letters].width = 40
    book.worksheets[0].row_dimensions[13].height = 200


def _note_sheet(book: Any) -> None:
    book.create_sheet("说明", 0)["A1"] = "请领导审阅 ROW:1 KEY:"


def _commented(book: Any) -> None:
    book.worksheets[0]["F13"].comment = Comment("已核对", "张三")


def _unprotected(book: Any) -> None:
    book.worksheets[0].protection.disable()
    book.worksheets[0].freeze_panes = "A3"


def _shown_columns(book: Any) -> None:
    for dimension in book.worksheets[0].column_dimensions.values():
        dimension.hidden = False


HARMLESS = [_wide, _note_sheet, _commented, _unprotected, _shown_columns]


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_harmless_handling(tmp_path: Path, change: Callable[[Any], None]) -> None:
    """What people do to a sheet that is not the form's business changes neither values nor findings."""
    file = returned(tmp_path, FILLINGS["faulty"])
    before, form = report(file), form_in(file)
    resaved(file, change)
    same_values(form, form_in(file))
    assert serious(report(file)) == serious(before)


def test_renamed_file(tmp_path: Path) -> None:
    """The file's name says nothing about the form."""
    file = returned(tmp_path).rename(tmp_path / "最终版 (3) - 副本.XLSX")
    assert codes(file) == []


def test_sheet_copied_to_the_end(tmp_path: Path) -> None:
    """A copy of the sheet is another form of the file: both are read, each under its own sheet's name."""
    file = resaved(returned(tmp_path, FILLINGS["faulty"]), lambda book: book.copy_worksheet(book.worksheets[0]))
    first, copy = reports(file)
    assert first.sheet != copy.sheet
    assert serious(first) == about_content(copy)


ROOM = {
    "above the form": (from_on(1, 2), still),
    "between indicators": (from_on(15), still),
    "a column in front": (still, from_on(1)),
    "a column inside": (still, from_on(6)),
    "both": (from_on(7, 3), from_on(4, 2)),
}


@pytest.mark.parametrize("where", ROOM)
def test_rows_and_columns_inserted(tmp_path: Path, where: str) -> None:
    """The keys lead to every cell wherever it went, and findings name the cells where they are now."""
    down, right = ROOM[where]
    file = returned(tmp_path, FILLINGS["faulty"])
    before, form = report(file), form_in(file)
    after = report(rearranged(file, down, right))
    same_values(form, form_in(file))
    assert about_content(after) == serious(before)
    for old, new in zip(before.findings, [one for one in after.findings if one.rule != "T05"], strict=True):
        place = re.fullmatch(r"([A-Z]+)(\d+)", old.cell or "")
        assert place is not None
        assert new.cell == f"{letters_of_number(right(number_of_letters(place[1])))}{down(int(place[2]))}"


@pytest.mark.parametrize("where", ROOM)
def test_formulas_that_moved_are_known_as_their_own(tmp_path: Path, where: str) -> None:
    """After an insertion a stale result is T04; one saved without results is a note; neither is T03."""
    file = store(returned(tmp_path), "total.score", "90")
    assert [code for code in codes(rearranged(file, *ROOM[where])) if code != "T05"] == ["T04"]
    noted = [(one.rule, one.severity) for one in report(resaved(file)).findings if one.rule != "T05"]
    assert noted == [("T04", Severity.INFO)]


def test_columns_without_their_keys(tmp_path: Path) -> None:
    """Where the row of column keys is gone the key column tells how far the columns moved."""
    file = rearranged(returned(tmp_path), still, from_on(1, 3))
    form = form_in(file)

    def cleared(book: Any) -> None:
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if str(cell.value).startswith("COL:"):
                    cell.value = None

    resaved(file, cleared)
    same_values(form, form_in(file))


def test_deleted_indicator_row_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    """A row whose key is gone keeps its number: no other row is taken for it."""
    file = returned(tmp_path)
    column = key_column(file)
    form = form_in(file)

    def change(book: Any) -> None:
        page = book.worksheets[0]
        for row in range(1, page.max_row + 1):
            if str(page.cell(row, column).value).startswith("ROW:indicators.2"):
                page.cell(row, column).value = None

    after = form_in(resaved(file, change))
    assert after.indicator_rows == form.indicator_rows
    others = {place: value for place, value in form.declared.items() if place.row != "2"}
    assert {place: value for place, value in after.declared.items() if place.row != "2"} == others


def test_text_that_looks_like_a_key_is_text(tmp_path: Path) -> None:
    """Only the column of keys counts: a key typed into an explanation moves no row."""
    typed = {f"indicators.{QUANTITY}.deviation_explanation": "ROW:indicators.9:a/b/1", "goal.achieved": "KEY:{}"}
    file = returned(tmp_path, typed)
    form = form_in(file)
    assert form.addresses[next(place for place in form.addresses if place.row == "9")].endswith("21")
    assert form.declared[next(p for p in form.declared if str(p) == "goal.achieved")] == "KEY:{}"


def test_issued_workbook_is_read_by_others_without_recalculation(tmp_path: Path) -> None:
    """Openpyxl reads right values from a workbook nothing has recalculated."""
    page = openpyxl.load_workbook(returned(tmp_path), data_only=True).worksheets[0]
    assert page["H23"].value == 99.5
    assert page["I23"].value == "优"
