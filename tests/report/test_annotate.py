"""Marked copies: a valid return with every finding on it; corrected and explained, it passes."""

import base64
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import range_boundaries
from returned import STRINGS, address, edited, put, report, resaved, returned, workbook
from tampering import issued_again, registered
from tools import COST, FILLED, QUANTITY, ROWS, SATISFACTION, Changes, national, project

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.batch import check_listing
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import FormReport, Severity, Verdict
from perf_xlsx.form.identity import identity_of
from perf_xlsx.report.annotate import annotate
from perf_xlsx.workbook.annotate import Marker
from perf_xlsx.workbook.restored import restored
from perf_xlsx.workbook.review_sheet import Review
from perf_xlsx.workbook.write import write_form

FAULTY: Changes = {f"indicators.{SATISFACTION}.actual": "0.8", "funds.appropriation.annual_spending": 60}
KEY = b"our own key"
# A red dot, the smallest picture there is.
STAMP = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def copies(folder: Path, *files: Path, checking: Checking | None = None) -> list[Path]:
    """The marked copies of some files."""
    checking = checking or Checking()
    batch = BatchReport(tuple(check_listing(files, checking)))
    return annotate(batch, folder / "退回", checking)


def copy_of(folder: Path, file: Path) -> Path:
    """The marked copy of a file."""
    [only] = copies(folder, file)
    return only


def reports(file: Path) -> list[FormReport]:
    """The forms of a file."""
    return check_file(file, file.name, Checking())


def bare(one: FormReport) -> FormReport:
    """A report without what changes with the file's name."""
    return replace(one, file="")


def note(file: Path, code: str, text: str) -> Path:
    """Write a note beside a finding on 审核意见, as a unit does; formulas keep no results, as after a script."""

    def change(book: Any) -> None:
        page = book["审核意见"]
        row = next(cell.row for cell in page["C"] if cell.value == code)
        assert not page.cell(row, 10).protection.locked
        page.cell(row, 10).value = text

    return resaved(file, change)


def test_a_copy_says_what_its_form_says(tmp_path: Path) -> None:
    """The copy checks exactly as the form did: same values, same findings at the same cells, all formulas alive."""
    file = returned(tmp_path, FAULTY)
    copy = copy_of(tmp_path, file)
    assert copy == tmp_path / "退回/回收.xlsx"
    assert bare(report(copy)) == bare(report(file))
    original, marked = (openpyxl.load_workbook(one).worksheets[0] for one in (file, copy))
    same = {cell.coordinate: cell.value for row in original.iter_rows() for cell in row}
    assert {cell.coordinate: cell.value for row in marked.iter_rows() for cell in row} == same
    assert marked.protection.sheet
    assert len(marked.data_validations.dataValidation) == len(original.data_validations.dataValidation)


def test_what_is_marked(tmp_path: Path) -> None:
    """Comment and colour on each cell a finding has; every finding on 审核意见 with link, remedy, fingerprint."""
    file = returned(tmp_path, FAULTY)
    found = report(file).findings
    book = openpyxl.load_workbook(copy_of(tmp_path, file))
    form, review = book.worksheets[0], book["审核意见"]
    assert {cell.coordinate for row in form.iter_rows() for cell in row if cell.comment} == {one.cell for one in found}
    for one in found:
        cell = form[one.cell or ""]
        assert one.message in cell.comment.text
        assert cell.fill.fgColor.rgb == {"error": "FFF8CBAD", "warning": "FFFFE699", "info": "FFDDEBF7"}[one.severity]
    lines = [[cell.value for cell in row] for row in review.iter_rows(min_row=5, max_row=4 + len(found))]
    assert [(line[2], line[3], line[7], line[8], line[10]) for line in lines] == [
        (one.rule, one.cell, one.message, one.fix, one.fingerprint) for one in found
    ]
    assert review["D5"].hyperlink.location == f"'自评表'!{found[0].cell}"
    assert review.column_dimensions["L"].hidden


def test_corrected_and_explained(tmp_path: Path) -> None:
    """Corrected where it was wrong and explained where it was right, the copy passes as it is."""
    copy = copy_of(tmp_path, returned(tmp_path, FAULTY))
    codes = {one.rule: one for one in report(copy).findings}
    assert codes["S04"].severity is Severity.WARNING

    def correct(book: Any) -> None:
        book.worksheets[0][codes["S09"].cell].value = "样本太少，明年扩大调查"

    after = report(note(resaved(copy, correct), "S04", "年底才下达，已全部支付"))
    open_now = [one.rule for one in after.findings if one.open and one.severity is not Severity.INFO]
    assert open_now == []
    assert after.verdict is Verdict.PASS
    assert next(one for one in after.findings if one.rule == "S04").explanation == "年底才下达，已全部支付"


def test_an_explanation_expires_with_the_value(tmp_path: Path) -> None:
    """When another amount stands there the note no longer counts, and is shown as such."""
    copy = note(copy_of(tmp_path, returned(tmp_path, FAULTY)), "S04", "年底才下达，已全部支付")

    def change(book: Any) -> None:
        book.worksheets[0]["F7"].value = 50

    after = report(resaved(copy, change))
    late = next(one for one in after.findings if one.rule == "S04")
    assert (late.explanation, late.expired_explanation) == (None, "年底才下达，已全部支付")
    assert late.open


@pytest.mark.parametrize("text", ["无", "/", "已付"])
def test_too_little_is_no_explanation(tmp_path: Path, text: str) -> None:
    """The form's own measure: as many characters as its policy asks for, no placeholder."""
    late: Changes = {"funds.appropriation.annual_spending": 60}
    assert report(note(copy_of(tmp_path, returned(tmp_path, late)), "S04", text)).verdict is Verdict.REVIEW


def test_an_error_cannot_be_explained_away(tmp_path: Path) -> None:
    """A note beside an error changes nothing."""
    copy = note(copy_of(tmp_path, returned(tmp_path, FAULTY)), "S09", "我们认为没有问题，请核实")
    after = report(copy)
    assert after.verdict is Verdict.RETURN
    assert next(one for one in after.findings if one.rule == "S09").explanation is None


def test_old_marks_go(tmp_path: Path) -> None:
    """A copy of a copy has one 审核意见, marks only what is found now, and keeps the unit's note."""
    copy = note(copy_of(tmp_path, returned(tmp_path, FAULTY)), "S04", "年底才下达，已全部支付")
    again = copy_of(tmp_path / "再", copy)
    book = openpyxl.load_workbook(again)
    assert book.sheetnames.count("审核意见") == 1
    line = next(row for row in book["审核意见"].iter_rows(min_row=5) if row[2].value == "S04")
    assert line[9].value == "年底才下达，已全部支付"
    assert next(one for one in report(again).findings if one.rule == "S04").explanation


def test_overwritten_formulas_are_alive_again(tmp_path: Path) -> None:
    """A form whose formulas were written over comes back with them, and the finding that says so."""
    file = put(returned(tmp_path, FAULTY), "total.score", "<v>100</v>")
    assert "T03" in {one.rule for one in report(file).findings}
    after = report(copy_of(tmp_path, file))
    assert "T03" not in {one.rule for one in after.findings}
    assert after.score.declared == after.score.sum


def test_what_was_issued_comes_back(tmp_path: Path) -> None:
    """A target that was changed stands in the copy as it was issued; the finding says what it was."""
    file = put(returned(tmp_path, FAULTY), f"indicators.{SATISFACTION}.points", "<v>5</v>")
    assert "T02" in {one.rule for one in report(file).findings}
    after = report(copy_of(tmp_path, file))
    assert not {"T02", "T07"} & {one.rule for one in after.findings}


def test_what_the_register_says_comes_back(tmp_path: Path) -> None:
    """Target, hidden copy and digests were changed alike: only the register knows, and the copy is as it was issued."""
    target, known = f"indicators.{QUANTITY}.target", Checking(register=registered(project()))
    file = returned(tmp_path)
    issued_again(ROWS.replace("≥50人次", "≥40人次"))(file)
    found = check_file(file, file.name, known)[0].findings
    assert ("T02", target) in {(one.rule, one.field) for one in found}
    [copy] = copies(tmp_path, file, checking=known)
    assert [one.rule for one in check_file(copy, copy.name, known)[0].findings if one.rule[0] == "T"] == []
    assert [one.rule for one in reports(copy)[0].findings if one.rule[0] == "T"] == []
    assert openpyxl.load_workbook(copy).worksheets[0][address(target)].value == "≥50人次"


def test_what_only_some_of_is_known(tmp_path: Path) -> None:
    """The goal was changed with its copy, too: the register has no goals; what it has comes back all the same."""
    target, known = f"indicators.{QUANTITY}.target", Checking(register=registered(project()))
    file = returned(tmp_path)
    issued_again(ROWS.replace("≥50人次", "≥40人次"), given={"goal.expected": "另一个目标"})(file)
    [copy] = copies(tmp_path, file, checking=known)
    page = openpyxl.load_workbook(copy).worksheets[0]
    assert (page[address(target)].value, page[address("goal.expected")].value) == ("≥50人次", "另一个目标")


def test_what_is_mended_is_not_to_be_done_again(tmp_path: Path) -> None:
    """What to do about it, on the page and in the comment: the copy is as issued, no other form is to be filled in."""
    points = f"indicators.{SATISFACTION}.points"
    file = put(put(returned(tmp_path), points, "<v>5</v>"), "total.score", "<v>100</v>")
    assert {one.rule: "原表" in one.fix for one in report(file).findings if one.rule in {"T02", "T03"}} == {
        "T02": True,
        "T03": True,
    }
    copy = copy_of(tmp_path, file)
    fixes = fixes_in(copy)
    assert fixes["T02"].startswith("本副本里已恢复为下发的内容")
    assert fixes["T03"].startswith("本副本里已恢复为下发的公式")
    assert "原表" not in openpyxl.load_workbook(copy).worksheets[0][address("total.score")].comment.text


def test_what_the_register_mends_is_said_too(tmp_path: Path) -> None:
    """Not all that was issued is known; the target is, and stands in the copy."""
    known = Checking(register=registered(project()))
    file = returned(tmp_path)
    issued_again(ROWS.replace("≥50人次", "≥40人次"), given={"goal.expected": "另一个目标"})(file)
    [copy] = copies(tmp_path, file, checking=known)
    assert fixes_in(copy)["T02"].startswith("本副本里已恢复")


def test_a_value_that_was_never_changed_is_not_said_to_be_mended(tmp_path: Path) -> None:
    """A number format that shows another number: the value is the issued one, the usual advice stands."""
    file = resaved(returned(tmp_path), lambda book: _shows(book.worksheets[0], f"indicators.{SATISFACTION}.points"))
    assert "原表" in fixes_in(copy_of(tmp_path, file))["T02"]


def _shows(page: Any, place: str) -> None:
    page[address(place)].number_format = '"5"'


def fixes_in(copy: Path) -> dict[str, str]:
    """What is to be done, by rule, on 审核意见."""
    page = openpyxl.load_workbook(copy)["审核意见"]
    return {str(row[2]): str(row[8]) for row in page.iter_rows(min_row=5, values_only=True)}


def test_a_damaged_signature_is_mended(tmp_path: Path) -> None:
    """The copy of a form issued without a key does not turn a damaged cell into a signature."""
    file = returned(tmp_path, FAULTY)
    keys = _keys(file)
    edited(file, {STRINGS: lambda xml: re.sub("SIG:[0-9a-f]{16}", "SIG:0000000000000000", xml)})
    assert _keys(file) != keys
    assert _keys(copy_of(tmp_path, file)) == keys


def test_identity_stays(tmp_path: Path) -> None:
    """Template, year, code, digest and the first digits of a signature are those of the form that came back."""
    one = project()
    data = write_form(national(), one, identity_of(national(), one, KEY), inputs={})
    file = tmp_path / "空.xlsx"
    file.write_bytes(data)
    keys = _keys(file)
    assert _keys(copy_of(tmp_path, file)) == keys
    assert len(keys) == 2


def _keys(file: Path) -> list[str]:
    """The texts of the key cell and the signature cell."""
    page = openpyxl.load_workbook(file).worksheets[0]
    texts = [str(cell.value) for row in page.iter_rows(max_row=2) for cell in row]
    return [text for text in texts if text[:4] in {"KEY:", "SIG:"}]


def test_only_what_is_sent_back(tmp_path: Path) -> None:
    """A form that passed, a file that was not opened and a form of another template get no copy."""
    clean = returned(tmp_path, name="好.xlsx")
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    assert copies(tmp_path, clean, broken) == []
    assert not (tmp_path / "退回").exists()


def test_hostile_texts(tmp_path: Path) -> None:
    """What a unit typed is text in the copy, in comments and on 审核意见, whatever it begins with."""
    link = '=HYPERLINK("http://evil.example")'
    evil: Changes = {**FAULTY, f"indicators.{QUANTITY}.actual": link, f"indicators.{COST}.actual": "@x"}
    copy = copy_of(tmp_path, returned(tmp_path, evil))
    book = openpyxl.load_workbook(copy)
    formulas = [cell.value for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [text for text in formulas if "evil" in str(text)]
    assert not [cell for cell in book["审核意见"]["F"] if cell.data_type == "f"]


def test_inputs_are_not_touched(tmp_path: Path) -> None:
    """The form that came back is byte for byte as it was."""
    file = returned(tmp_path, FAULTY)
    before = file.read_bytes()
    copies(tmp_path, file)
    assert file.read_bytes() == before


def by_hand(folder: Path, name: str = "自制.xlsx") -> Path:
    """The printed part of a filled form as somebody typed it into a workbook of their own."""
    (folder / "下发.xlsx").write_bytes(workbook({**FILLED, **FAULTY}))
    source = openpyxl.load_workbook(folder / "下发.xlsx", data_only=True).worksheets[0]
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "自制's 表"
    for row in source.iter_rows(max_col=9):
        for cell in row:
            if cell.value is not None:
                page[cell.coordinate].value = cell.value
                page[cell.coordinate].number_format = cell.number_format
    for merged in source.merged_cells.ranges:
        if (range_boundaries(str(merged))[2] or 0) <= 9:
            page.merge_cells(str(merged))
    book.save(folder / name)
    (folder / "下发.xlsx").unlink()
    return folder / name


def test_a_form_made_by_hand(tmp_path: Path) -> None:
    """Its cells stay where they are, marked; the copy reads as the form did, and 审核意见 is not taken for a form."""
    file = by_hand(tmp_path)
    before = report(file)
    assert (before.issued, before.verdict) == (False, Verdict.RETURN)
    copy = copy_of(tmp_path, file)
    after = report(copy)
    assert bare(after) == bare(before)
    page = openpyxl.load_workbook(copy).worksheets[0]
    marked = {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment}
    assert marked == {one.cell for one in before.findings if one.cell}
    again = copy_of(tmp_path / "再", copy)
    assert bare(report(again)) == bare(before)
    assert openpyxl.load_workbook(again).sheetnames.count("审核意见") == 1


def test_an_explained_form_made_by_hand(tmp_path: Path) -> None:
    """A note on the copy of a hand-made form counts as well."""
    copy = copy_of(tmp_path, by_hand(tmp_path))
    warning = next(one for one in report(copy).findings if one.severity is Severity.WARNING)
    after = report(note(copy, warning.rule, "经核实，填报的数没有问题"))
    same = [one for one in after.findings if one.fingerprint == warning.fingerprint]
    assert [one.explanation for one in same] == ["经核实，填报的数没有问题"]


def test_several_forms_in_one_file(tmp_path: Path) -> None:
    """One copy holds the forms of a hand-made file, so that none comes back twice; a note counts for its own form."""
    file = by_hand(tmp_path)
    book = openpyxl.load_workbook(file)
    other = book.copy_worksheet(book.worksheets[0])
    other.title = "第二张"
    book.save(file)
    before = reports(file)
    assert len(before) == 2
    copy = copy_of(tmp_path, file)
    assert [bare(one) for one in reports(copy)] == [bare(one) for one in before]
    warning = next(one for one in before[1].findings if one.severity is Severity.WARNING)

    def explain(book: Any) -> None:
        page = book["审核意见"]
        [row] = [
            cell.row
            for cell in page["D"]
            if cell.value == f"第二张!{warning.cell}" and page.cell(cell.row, 3).value == warning.rule
        ]
        page.cell(row, 10).value = "经核实，填报的数没有问题"

    first, second = reports(resaved(copy, explain))
    same = [one.explanation for form in (first, second) for one in form.findings if one.rule == warning.rule]
    assert same == [None, "经核实，填报的数没有问题"]


def test_a_copy_for_the_forms_of_a_document(tmp_path: Path) -> None:
    """The six tables of a document come as six sheets of one copy, all marked."""
    file = Path(__file__).parents[2] / "samples" / "hand_made" / "自评情况.docx"
    before = reports(file)
    [copy] = copies(tmp_path, file)
    # In a workbook a number kept as text is remarked on (A16, 提示); in a document everything is text.
    after = [(one.sheet, [found.rule for found in one.findings if found.rule != "A16"]) for one in reports(copy)]
    assert after == [(one.sheet, [found.rule for found in one.findings]) for one in before]
    book = openpyxl.load_workbook(copy)
    for one in before:
        page = book[one.sheet or ""]
        commented = {cell.coordinate for row in page.iter_rows() for cell in row if cell.comment}
        assert commented == {_shown_at(page, finding.cell) for finding in one.findings if finding.cell}


def _shown_at(page: Any, cell: str) -> str:
    """The first cell of the merged range a cell lies in: the only one that can show a comment."""
    ranges = [merged for merged in page.merged_cells.ranges if cell in merged]
    return str(ranges[0]).partition(":")[0] if ranges else cell


def test_a_form_made_by_hand_keeps_its_look(tmp_path: Path) -> None:
    """Formulas, widths and other sheets of a hand-made .xlsx stay; texts of ours are texts."""

    def dress(book: Any) -> None:
        book.worksheets[0].column_dimensions["D"].width = 33
        book.worksheets[0]["K40"].value = "=1+1"
        book.create_sheet("附件")["A1"].value = "附件一"

    copy = copy_of(tmp_path, resaved(by_hand(tmp_path), dress))
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == ["自制's 表", "附件", "审核意见"]
    assert book.worksheets[0]["K40"].value == "=1+1"
    assert book.worksheets[0].column_dimensions["D"].width == pytest.approx(33)
    assert not [cell for row in book["审核意见"].iter_rows() for cell in row if cell.data_type == "f"]


def test_what_cannot_be_marked_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the other process gives nothing in time, the cells are written anew, and say the same."""
    file = by_hand(tmp_path)
    before = report(file)
    monkeypatch.setattr(Marker, "marked", lambda *_args: None)
    copy = copy_of(tmp_path, file)
    assert bare(report(copy)) == bare(before)


def test_the_other_process_has_a_time_limit(tmp_path: Path) -> None:
    """No answer in time is no answer; the next file gets a new process; rubbish gives nothing."""
    marker = Marker(seconds=0.0)
    assert marker.marked(b"", {"表": Review()}) is None
    marker.seconds = 60.0
    assert marker.marked(b"PK rubbish", {"表": Review()}) is None
    marker.close()


@pytest.mark.office
def test_an_office_program_saves_it(tmp_path: Path) -> None:
    """Saved by LibreOffice, the copy still checks as the form did, its notes found."""
    file = returned(tmp_path, FAULTY)
    copy = note(copy_of(tmp_path, file), "S04", "年底才下达，已全部支付")
    saved = office.resave(copy, tmp_path / "office", "xlsx")
    after, before = report(saved), report(file)
    assert [(one.rule, one.cell) for one in after.findings] == [(one.rule, one.cell) for one in before.findings]
    assert next(one for one in after.findings if one.rule == "S04").explanation == "年底才下达，已全部支付"


def test_pictures_and_results_stay(tmp_path: Path) -> None:
    """Pictures, shapes, charts, bold words and stored results of a hand-made .xlsx come back as they were sent."""
    source = openpyxl.load_workbook(by_hand(tmp_path)).worksheets[0]
    file = tmp_path / "盖章.xlsx"
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet(source.title)
    for down, row in enumerate(source.iter_rows(values_only=True)):
        for across, value in enumerate(row):
            page.write(down, across, value)
    for merged in source.merged_cells.ranges:
        left, top, right, bottom = (edge or 1 for edge in range_boundaries(str(merged)))
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, source[str(merged).partition(":")[0]].value)
    page.write_formula("L50", "=1+1", None, 2)
    page.write_formula("L51", '="甲<"&"乙"', None, "甲<乙")
    page.write_rich_string("L52", "先", book.add_format({"bold": True}), "重点", "后")
    page.insert_image("L60", "印章.png", {"image_data": io.BytesIO(STAMP)})
    page.insert_textbox("L70", "盖章处")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": [source.title, 49, 11, 50, 11]})
    page.insert_chart("L80", chart)
    book.close()
    copy = copy_of(tmp_path, file)
    before, after = zipfile.ZipFile(file), zipfile.ZipFile(copy)
    kept = (
        "xl/media/image1.png",
        "xl/drawings/drawing1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
        "xl/charts/chart1.xml",
    )
    assert [after.read(name) for name in kept] == [before.read(name) for name in kept]
    assert len(set(after.namelist())) == len(after.namelist())
    values: Any = openpyxl.load_workbook(copy, data_only=True, rich_text=True).worksheets[0]
    assert [values["L50"].value, values["L51"].value] == [2, "甲<乙"]
    assert [str(part) for part in values["L52"].value] == ["先", "重点", "后"]
    assert openpyxl.load_workbook(copy).worksheets[0]["L51"].value == '="甲<"&"乙"'
    assert bare(report(copy)) == bare(report(file))
    again = zipfile.ZipFile(copy_of(tmp_path / "再", copy))
    assert [again.read(name) for name in kept] == [before.read(name) for name in kept]


def test_a_drawing_that_leads_out_is_not_handed_on(tmp_path: Path) -> None:
    """A picture that is fetched from elsewhere is not put back."""
    file = by_hand(tmp_path)
    book = xlsxwriter.Workbook(tmp_path / "图.xlsx")
    page = book.add_worksheet("自制's 表")
    page.insert_image("A1", "印章.png", {"image_data": io.BytesIO(STAMP), "url": "http://evil.example/x"})
    book.close()
    made = restored((tmp_path / "图.xlsx").read_bytes(), file.read_bytes())
    assert not [name for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if "media" in name or "drawing" in name]
