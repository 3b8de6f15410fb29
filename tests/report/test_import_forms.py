"""Hand-made forms come out as issued workbooks with the same content; what differs is listed, cell by cell."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import case_book
import documents
import office
import openpyxl
import pytest
from imported import issued_form

from perf_xlsx.api import Checking, Fate, Imported, PlacedCell, check_file, import_forms
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.errors import UsageError
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import PLACEHOLDERS
from perf_xlsx.numbers import Value, same_number
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.read import read_book

SIX = [name for name in case_book.NAMES if name.startswith("002-")]
ANNEX, SHANXI = "003-annex1", "shanxi/2020/project_self_evaluation"
EXECUTION = "预算执行率"
NATIONAL = "national/2020/project_self_evaluation"
TEMPLATES = {**dict.fromkeys(SIX, NATIONAL), ANNEX: SHANXI}
KINDS = ("xlsx", "xls", "docx")
# What the issued form works out by itself, or keeps as a part of the target.
HIDDEN = frozenset({"level1", "level2", "measure_unit"})


@pytest.fixture(scope="module")
def hand_made(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """The seven forms in every format, by name and format."""
    folder = tmp_path_factory.mktemp("hand-made")
    made: dict[tuple[str, str], Path] = {}
    for name in TEMPLATES:
        book = openpyxl.Workbook()
        case_book.write_case(case_book.case(name), book.worksheets[0])
        book.save(folder / f"{name}.xlsx")
        typed = openpyxl.Workbook().worksheets[0]
        case_book.write_case(case_book.case(name), typed, case_book.Style(as_text=True))
        (folder / f"{name}.docx").write_bytes(documents.word(documents.word_of_sheet(typed)))
        made |= {(name, kind): folder / f"{name}.{kind}" for kind in ("xlsx", "docx")}
    saved = office.converted([made[name, "xlsx"] for name in TEMPLATES], folder / "xls", "xls")
    return made | {(name, "xls"): file for name, file in zip(TEMPLATES, saved, strict=True)}


def source_form(file: Path, template: str) -> FilledForm:
    """The one hand-made form of a file, read."""
    book = read_book(file)
    assert isinstance(book, Book)
    [(_, form)] = read_hand_made(book, Checking(template=template)).forms
    return form


def values(form: FilledForm) -> Iterator[tuple[Place, Value]]:
    """What stands on a form; indicator rows by the name of their indicator, which no form has twice."""
    names = {row: str(form.declared.get(Place("indicators", row, "level3"))) for row in form.indicator_rows}
    for place, value in form.declared.items():
        if place.block != "indicators":
            yield place, value
        elif names[place.row] not in PLACEHOLDERS:
            yield place._replace(row=names[place.row]), value


def same(before: Value, after: Value) -> bool:
    """Whether two values are one; a mark for nothing is nothing."""
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return same_number(before, after)
    return before == after or (before in PLACEHOLDERS and after in {None, "", *PLACEHOLDERS})


def in_new_rows(place: Place, form: FilledForm) -> Place:
    """A place by name of the indicator in the rows of an issued form."""
    if place.block != "indicators":
        return place
    if place.row == EXECUTION and form.template.id == SHANXI:  # there it stands in the funds block
        return Place("funds", "total", {"actual": "execution_rate"}.get(place.column, place.column))
    rows = [row for row in form.indicator_rows if form.value(Place("indicators", row, "level3")) == place.row]
    return place._replace(row=rows[0]) if rows else place


def differing(source: FilledForm, issued: FilledForm) -> dict[str, Place]:
    """The cells of the hand-made form whose value is not that of the issued one, with the place they were read to."""
    rows = {str(source.declared.get(Place("indicators", row, "level3"))): row for row in source.indicator_rows}
    printed = {place._replace(row=EXECUTION) for place in source.addresses if place.row == rows.get(EXECUTION)}
    found = {}
    for place, value in values(source):
        if value is None or place.column in HIDDEN or place.block == "levels":
            continue
        if place.row == EXECUTION and place not in printed:
            continue
        before, after = value, issued.value(in_new_rows(place, issued))
        if place.column == "actual" and not isinstance(after, Decimal):
            before = source.printed.get(place._replace(row=rows[place.row]), str(value))
        if place.column == "comparator" and after == "定性":
            continue
        if not same(before, after):
            own = place._replace(row=rows.get(place.row, place.row))
            found[source.addresses[own]] = own
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_content(name: str, kind: str, hand_made: Mapping[tuple[str, str], Path], tmp_path: Path) -> None:
    """Every value read from the hand-made form is read from the imported workbook; the others are in the list.

    A check finds the imported workbook as it was issued, its stored results those the formulas give.
    """
    file, template = hand_made[name, kind], TEMPLATES[name]
    [one] = import_forms([file], tmp_path / "out", Checking(template=template))
    source, issued = source_form(file, template), issued_form(one)
    listed = {cell.cell: cell for cell in one.cells if cell.fate is not Fate.PLACED}
    differences = differing(source, issued)
    assert set(differences) <= set(listed)
    computed = {"execution_rate", "score", "completion_rate", "actual"}
    assert {place.column for place in differences.values()} <= computed
    assert source.fiscal_year == issued.fiscal_year
    assert one.path is not None
    [report] = check_file(one.path)
    assert {finding.rule for finding in report.findings if finding.rule[0] in "FT"} == set()
    assert (report.issued, report.rules.crashed) == (True, {})


def test_what_the_form_computes_otherwise(tmp_path: Path) -> None:
    """疫情防控: 68.43÷115.8 is 59.09%, 10 of it 5.91, a cost saved has full marks, 80% of 85% is 9.41 of 10 points."""
    file = tmp_path / "表.xlsx"
    case_book.workbook_of(SIX[5], file)
    [one] = import_forms([file], tmp_path / "out", Checking(template=NATIONAL))
    assert {cell.text: (cell.fate, cell.why) for cell in one.cells if cell.why and cell.label.endswith("得分")} == {
        "5.9": (Fate.DOUBTED, "原填5.9，本表按公式为10；原填的数放在“自评调整得分”"),
        "10": (Fate.DOUBTED, "原填10，本表按公式为9.41；原填的数放在“自评调整得分”"),
        "15": (Fate.PLACED, "本表按公式算不出，原填的数放在“自评调整得分”"),
    }
    by_cell = {cell.cell: cell for cell in one.cells}
    assert by_cell["G6"].why == "原填59%，本表按公式为59.09%（四舍五入）"
    assert by_cell["H6"].why == "原填5.9，本表按公式为5.91（四舍五入）"
    assert not by_cell["H6"].fate.serious
    issued = issued_form(one)
    assert issued.value(in_new_rows(Place("indicators", "群众对疫情防控宣传工作的满意度（%）", "score"), issued)) == 10


def test_six_forms_of_one_document(tmp_path: Path) -> None:
    """One document, six workbooks and one register; codes are made up and said to be."""
    file, out = tmp_path / "自评情况.docx", tmp_path / "out"
    file.write_bytes(documents.seed_002_document())
    made = import_forms([file], out, Checking(template=NATIONAL))
    assert [one.code for one in made] == [f"2020-00{number}" for number in range(1, 7)]
    assert all("表上没有项目编码，编为" in one.notes[0] for one in made)
    assert made[0].path == out / "昌吉州党委宣传部" / "2020-001_访惠聚经费.xlsx"
    register = (out / "register.csv").read_text("utf-8-sig")
    assert "2020-006,疫情防控宣传补助经费,昌吉州党委宣传部,昌吉州党委宣传部,2020,national/2020" in register


def book_with(tmp_path: Path, change: Any = None, name: str = SIX[0], file: str = "表.xlsx") -> Path:
    """A workbook with one form, changed."""
    path = tmp_path / file
    case_book.workbook_of(name, path)
    book = openpyxl.load_workbook(path)
    if change:
        change(book)
    book.save(path)
    return path


def fates(one: Imported) -> dict[str, PlacedCell]:
    """What became of each cell, by its address."""
    return {cell.cell: cell for cell in one.cells}


def test_every_cell_is_placed_or_listed(tmp_path: Path) -> None:
    """Cells beside and below the form, and sheets without one, are told too."""

    def change(book: Any) -> None:
        book.worksheets[0]["N2"] = "经办人自己的算式"
        book.worksheets[0]["A60"] = "=1+1"
        book.create_sheet("台账")["A1"] = "明细"

    file = book_with(tmp_path, change)
    [one] = import_forms([file], tmp_path / "out", Checking(template=NATIONAL))
    source = source_form(file, NATIONAL)
    labels = {cell.address for cell in source.found.cells if cell.place is None}
    sheet = openpyxl.load_workbook(file).worksheets[0]
    content = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert content - labels == set(fates(one)) - labels
    assert fates(one)["N2"].why == "表外文字"
    assert "工作表“台账”没有自评表，没有导入" in one.notes


def test_lists(tmp_path: Path) -> None:
    """未能放入.csv has what needs eyes, 导入对照.csv every cell with where it went; no text becomes a formula."""

    def change(book: Any) -> None:
        book.worksheets[0]["N2"] = "'=HYPERLINK(1)"

    [one] = import_forms([book_with(tmp_path, change)], tmp_path / "out")
    every = (tmp_path / "out" / "导入对照.csv").read_text("utf-8-sig")
    left = (tmp_path / "out" / "未能放入.csv").read_text("utf-8-sig")
    assert every.count("\n") > len(one.cells)
    assert "N2,''=HYPERLINK(1),未能放入,表外文字" in left
    assert "B3,访惠聚经费,已放入,,昌吉州党委宣传部/2020-001_访惠聚经费.xlsx,D3,项目名称" in every


def test_one_project_once(tmp_path: Path) -> None:
    """The same form in two files is imported once, and said so."""
    files = [book_with(tmp_path, file="甲.xlsx"), book_with(tmp_path, file="乙.xlsx")]
    first, second = import_forms(files, tmp_path / "out")
    assert first.path is not None
    assert (second.path, second.opened) == (None, True)
    assert second.refused == "与 甲.xlsx 的项目名称、主管部门相同，是同一个项目，没有再导入；请只留一份"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that has a register already is refused before anything is written; the files stay as they are."""
    file, out = book_with(tmp_path), tmp_path / "out"
    [one] = import_forms([file], out)
    assert one.path is not None
    (out / "register.csv").write_text("旧")
    with pytest.raises(UsageError, match=r"register\.csv：已经有了"):
        import_forms([file], out)
    for name in ("register.csv", "未能放入.csv", "导入对照.csv"):
        (out / name).unlink()
    before = one.path.read_bytes()
    with pytest.raises(UsageError, match=r"访惠聚经费\.xlsx：已经有了"):
        import_forms([file], out)
    assert one.path.read_bytes() == before
    assert not (out / "register.csv").exists()


def test_year_of_the_form_or_of_the_operator(tmp_path: Path) -> None:
    """A form without a year needs one; one that says another is imported as asked, and that is told."""

    def change(book: Any) -> None:
        book.worksheets[0]["A2"] = None

    file = book_with(tmp_path, change)
    [refused] = import_forms([file], tmp_path / "a")
    assert refused.refused == "表上没有写年度，请用 --year 写明是哪个财政年度的"
    [asked] = import_forms([file], tmp_path / "b", Checking(fiscal_year=2021))
    assert issued_form(asked).fiscal_year == 2021
    [other] = import_forms([book_with(tmp_path)], tmp_path / "c", Checking(fiscal_year=2021))
    assert "表上写的是2020年度，按 --year 作为2021年度的表" in other.notes


def test_what_is_no_hand_made_form(tmp_path: Path) -> None:
    """A target table, a broken file and an issued workbook each say why they are not imported."""
    target = tmp_path / "目标.xlsx"
    case_book.workbook_of("w16-qingshan-boruoxuexiao", target)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 100)
    [good] = import_forms([book_with(tmp_path)], tmp_path / "out")
    assert good.path is not None
    made = import_forms([target, broken, good.path], tmp_path / "again")
    assert [one.path for one in made] == [None, None, None]
    assert [one.opened for one in made] == [True, False, True]
    assert "目标" in made[0].refused
    assert "已经是下发的自评表" in made[2].refused
    assert not (tmp_path / "again" / "register.csv").exists()
