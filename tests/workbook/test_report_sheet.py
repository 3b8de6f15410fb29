"""The sheet 报告: issued where it is asked for, written on, carried through everything, put into the report."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import office
import openpyxl
import pytest
from returned import codes, found, report, resaved, the_one
from tools import FILLED, SATISFACTION, Changes, national, project, values

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.check.batch import check_listing
from perf_xlsx.check.checking import Checking
from perf_xlsx.form.guide import GUIDE_NAME
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.report_sheet import FIRST_ROW, HOW_TO, SHEET_NAME
from perf_xlsx.report.annotate import annotate
from perf_xlsx.report.drafting import draft_reports, forms_of
from perf_xlsx.report.outlines import outline_keys, read_outline
from perf_xlsx.report.printing import print_forms
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.report_texts import report_texts
from perf_xlsx.workbook.write import write_form

TEXTS = {
    "background": "本项目依据培训规划设立。\n全年分三期实施。",
    "problems": "部分学员参训积极性不高。",
    "publication": '=HYPERLINK("http://example.com","<公开>")',
}
KEYS = [one.key for one in report_texts()]
# Parts of what is written that the rules about leftovers of a blank form would take for such, were it in the form.
LIKE_HINTS = "请填写情况（100字以内）"


def issued(folder: Path, texts: Mapping[str, str] | None = None, inputs: Changes | None = None) -> Path:
    """A filled workbook with the sheet, texts typed into it."""
    file = folder / "回收.xlsx"
    filled, asked = values({**FILLED, **(inputs or {})}), replace(project(), report=True)
    file.write_bytes(write_form(national(), asked, identity_of(national(), asked), inputs=filled))
    return written(file, texts) if texts else file


def written(file: Path, texts: Mapping[str, str]) -> Path:
    """Type texts beside their parts."""

    def change(book: Any) -> None:
        for key, text in texts.items():
            cell = book[SHEET_NAME].cell(FIRST_ROW + KEYS.index(key), 2)
            assert not cell.protection.locked
            cell.value, cell.data_type = text, "s"

    return resaved(file, change)


def texts_in(file: Path) -> Mapping[str, str]:
    """What is read from it."""
    [form] = forms_of(file, Checking())
    assert form is not None
    return form.texts


def serious(file: Path) -> list[str]:
    """What is found above a note."""
    return [one.rule for one in report(file).findings if one.severity != "info"]


def test_only_where_it_is_asked_for() -> None:
    """One template has it always, as its form is the annex of such a report; any other has it when asked."""
    catalog = Catalog()
    having = [name for name in catalog.files if catalog.get(name).definition.sheet.report]
    assert having == ["shanxi/2020/project_self_evaluation"]


def test_a_clerk_who_needs_none_sees_none(tmp_path: Path) -> None:
    """Without the option neither the sheet nor a word of it; with it both, and only the texts are open."""
    plain = tmp_path / "无.xlsx"
    plain.write_bytes(write_form(national(), project(), identity_of(national(), project())))
    for file, there in ((plain, False), (issued(tmp_path), True)):
        book = openpyxl.load_workbook(file)
        assert (SHEET_NAME in book.sheetnames) is there
        guide = "".join(str(row[0].value) for row in book[GUIDE_NAME].iter_rows())
        assert (f"“{SHEET_NAME}”页" in guide) is there
    page = openpyxl.load_workbook(tmp_path / "回收.xlsx")[SHEET_NAME]
    assert page.protection.sheet
    opened = [cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked]
    assert opened == [f"B{FIRST_ROW + number}" for number in range(len(KEYS))]
    assert page["A2"].value == HOW_TO


def test_a_form_with_the_sheet_is_clean(tmp_path: Path) -> None:
    """Blank or written on, whatever stands there: nothing above a note that is not found without it."""
    assert codes(issued(tmp_path)) == []
    texts = dict.fromkeys(KEYS, LIKE_HINTS) | {"work": "＝1", "background": "A" * 30_000}
    assert serious(issued(tmp_path, texts)) == []


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
def test_saved_by_an_office_program(tmp_path: Path, via: Any) -> None:
    """The texts come back, line breaks and all, and nothing is found above a note."""
    again = office.resave(issued(tmp_path, TEXTS), tmp_path / via, via)
    assert texts_in(again) == dict.fromkeys(KEYS, "") | TEXTS
    assert serious(again) == []


@pytest.mark.office
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_sent_in_as_another_format(tmp_path: Path, kind: Any) -> None:
    """The same from the file as it was saved."""
    [again] = office.converted([issued(tmp_path, TEXTS)], tmp_path / kind, kind)
    assert texts_in(again) == dict.fromkeys(KEYS, "") | TEXTS


@pytest.mark.parametrize("outline", outline_keys())
def test_the_report_says_what_was_written(tmp_path: Path, outline: str) -> None:
    """Every text stands in the report, as paragraphs, whatever the outline; what was left blank is still a gap."""
    every = {key: f"第{number}部分的文字。\n它的第二段。" for number, key in enumerate(KEYS, 1)}
    [drafted] = draft_reports([issued(tmp_path, every)], tmp_path / "报告", Checking(), outline)
    assert drafted.path is not None
    lines = [one.text for one in docx.Document(str(drafted.path)).paragraphs]
    for number in range(1, len(KEYS) + 1):
        assert f"第{number}部分的文字。" in lines
    assert lines.count("它的第二段。") == len(KEYS)
    assert not [line for line in lines if "【请填写" in line]


def test_what_is_typed_stays_text(tmp_path: Path) -> None:
    """No formula and no markup, in the report, in a marked copy and in print."""
    file = issued(tmp_path, TEXTS, {f"indicators.{SATISFACTION}.actual": "0.8"})
    [drafted] = draft_reports([file], tmp_path / "报告", Checking())
    assert TEXTS["publication"] in [one.text for one in docx.Document(str(drafted.path)).paragraphs]
    batch = BatchReport(tuple(check_listing([file], Checking())))
    [copy] = annotate(batch, tmp_path / "退回", Checking())
    [printed] = print_forms([file], tmp_path / "打印", Checking())
    assert printed.path is not None
    for made in (copy, printed.path):
        page = openpyxl.load_workbook(made)[SHEET_NAME]
        cells = {cell.value: cell.data_type for row in page.iter_rows() for cell in row if cell.value}
        assert cells[TEXTS["publication"]] == "s"


def test_a_marked_copy_carries_it(tmp_path: Path) -> None:
    """The copy that goes back has the texts, and is as good a return as the first."""
    file = issued(tmp_path, TEXTS, {f"indicators.{SATISFACTION}.actual": "0.8"})
    [copy] = annotate(BatchReport(tuple(check_listing([file], Checking()))), tmp_path / "退回", Checking())
    assert texts_in(copy) == dict.fromkeys(KEYS, "") | TEXTS
    assert {one.rule for one in report(copy).findings} <= {one.rule for one in report(file).findings}


def test_it_is_printed_with_the_form(tmp_path: Path) -> None:
    """What was written follows the form, long texts whole over several rows; a blank sheet is not printed."""
    long = "".join(f"第{number}句话写得很长很长很长很长很长。" for number in range(200))
    for texts, there in (({"experience": long}, True), ({}, False)):
        folder = tmp_path / str(there)
        folder.mkdir()
        [made] = print_forms([issued(folder, texts)], folder / "打印", Checking())
        assert made.path is not None
        book = openpyxl.load_workbook(made.path)
        assert (SHEET_NAME in book.sheetnames) is there
        if there:
            page = book[SHEET_NAME]
            assert "".join(str(page.cell(row, 2).value or "") for row in range(FIRST_ROW, page.max_row + 1)) == long
            assert page.max_row > FIRST_ROW


def test_full_marks_beside_a_problem(tmp_path: Path) -> None:
    """C02 reads what stands under 存在的问题; a heading with 无 behind it is no problem."""
    whole: Changes = {"funds.appropriation.annual_spending": 100}
    assert report(issued(tmp_path, None, whole)).score.sum == "100"
    told = the_one(issued(tmp_path, {"problems": "1.平台建设尚未完成，明年继续。"}, whole), "C02").message
    assert told == "自评总分为满分，“报告”页却写有“1.平台建设尚未完成”，请核实"
    for harmless in ("一、存在的问题：无。", "无", "未发现进度滞后的情况"):
        assert not found(issued(tmp_path, {"problems": harmless}, whole), "C02")
    assert not found(issued(tmp_path, {"problems": "平台建设尚未完成"}), "C02")


def test_a_changed_label_is_found(tmp_path: Path) -> None:
    """The name of a part says what the text is for: changed, it is told where; the sheet deleted, it is noted."""
    file = issued(tmp_path, TEXTS)

    def rename(book: Any) -> None:
        book[SHEET_NAME].cell(FIRST_ROW + KEYS.index("problems"), 1).value = "主要成绩"

    told = the_one(resaved(file, rename), "T05")
    assert told.message == "表格结构被改动：工作表“报告”第10行的栏目“存在的问题”改为“主要成绩”"
    told = the_one(resaved(issued(tmp_path), lambda book: book.remove(book[SHEET_NAME])), "T05")
    assert (told.severity, told.message) == ("info", "工作表“报告”被删除（不影响审核）")


def test_the_sheet_is_known_without_the_facts(tmp_path: Path) -> None:
    """The hidden sheet of facts gone, the sheet is still none that somebody added."""
    file = resaved(issued(tmp_path, TEXTS), lambda book: book.remove(book["_meta"]))
    assert not [one for one in found(file, "T05") if SHEET_NAME in one.message]


def test_every_outline_has_a_place_for_every_text() -> None:
    """Nothing that is written is lost, whatever the outline, and no outline asks for what there is not."""
    for key in outline_keys():
        lines = [line for chapter in read_outline(key).chapters for line in chapter.content]
        named = [line.removeprefix("@text ").removesuffix("?") for line in lines if line.startswith("@text ")]
        assert sorted(named) == sorted(KEYS), key
