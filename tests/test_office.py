"""The helper `office`: what it does to a workbook is what a person at an office program would get."""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Literal
from unittest.mock import Mock

import conftest
import office
import openpyxl
import pytest
import xlsxwriter

STALE = 777


def protected(folder: Path, name: str = "自评表.xlsx") -> Path:
    """Write a small protected form whose formula carries a stale value.

    | cell | what |
    |---|---|
    | A1, B3 | locked label, locked formula B1 * B2 |
    | B1, B4 | unlocked |
    | B2 | unlocked percent |
    | B5 | unlocked, validated: a number from 0 up |
    """
    folder.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(folder / name) as book:
        sheet = book.add_worksheet("自评表")
        free, percent = book.add_format({"locked": False}), book.add_format({"locked": False, "num_format": "0.00%"})
        sheet.write("A1", "执行率")
        sheet.write("B1", 10, free)
        sheet.write("B2", 0.5, percent)
        sheet.write_formula("B3", "=ROUND(B1*B2,2)", None, STALE)
        sheet.write_blank("B4", None, free)
        sheet.write_blank("B5", None, free)
        sheet.data_validation("B5", {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.protect()
        book.add_worksheet("_lists").hide()
    return folder / name


def values(file: Path) -> dict[str, object]:
    """Return the values of the first sheet, by address."""
    cells = openpyxl.load_workbook(file, data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for row in cells.iter_rows() for cell in row if cell.value is not None}


def processes_about(folder: Path) -> list[str]:
    """Return the command lines of the processes that work in a folder."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True, encoding="utf-8").stdout
    return [line for line in listed.splitlines() if str(folder) in line]


@pytest.mark.office
def test_recalculate_does_not_believe_stored_values(tmp_path: Path) -> None:
    """Every formula comes back computed, file by file in order, over several batches."""
    files = [protected(tmp_path, f"表 {number}#.xlsx") for number in range(3)]
    made = office.recalculate(files, tmp_path / "out", batch=2)
    assert [file.name for file in made] == ["表 0#.xlsx", "表 1#.xlsx", "表 2#.xlsx"]
    assert [values(file)["B3"] for file in made] == [5, 5, 5]


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
def test_resave_is_an_honest_save(tmp_path: Path, via: Literal["xlsx", "ods", "xls"]) -> None:
    """Through each format, formulas, locks and protection come back; from xlsx to xlsx a stale value does too."""
    saved = office.resave(protected(tmp_path), tmp_path / "out", via)
    sheet = openpyxl.load_workbook(saved).worksheets[0]
    assert values(saved)["B3"] == (STALE if via == "xlsx" else 5)
    assert sheet["B3"].value == "=ROUND(B1*B2,2)"
    assert sheet.protection.sheet
    assert (sheet["B3"].protection.locked, sheet["B1"].protection.locked) == (True, False)


@pytest.mark.office
def test_pictures_show_the_printed_pages(tmp_path: Path) -> None:
    """A printed form is a pdf, and each page of it a picture."""
    conftest.needed(shutil.which("pdftoppm"), "pdftoppm is missing")
    pages = office.pictures(office.to_pdf(protected(tmp_path), tmp_path), tmp_path / "pages")
    assert [page.suffix for page in pages] == [".png"]
    assert pages[0].read_bytes().startswith(b"\x89PNG")


@pytest.mark.office
def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """LibreOffice makes a workbook of no bytes; the helper does not."""
    (empty := tmp_path / "empty.xlsx").touch()
    with pytest.raises(office.OfficeError, match="is empty"):
        office.recalculate([empty], tmp_path / "out")


@pytest.mark.office
def test_a_missing_output_is_noticed(tmp_path: Path) -> None:
    """A file that LibreOffice cannot open raises, although it exits with 0 and an older output lies there."""
    (broken := tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    (old := tmp_path / "out" / "broken.xlsx").parent.mkdir()
    old.touch()
    with pytest.raises(office.OfficeError, match="made no broken"):
        office.recalculate([broken], tmp_path / "out")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """One output cannot stand for two files, not even in two batches."""
    files = [protected(tmp_path / folder) for folder in ("a", "b")]
    with pytest.raises(ValueError, match="the same name"):
        office.recalculate(files, tmp_path / "out", batch=1)


@pytest.mark.office
def test_nothing_is_left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clerk: str) -> None:
    """After work, after a timeout and after a mistake there is no process, profile or lock file of ours."""
    file = protected(tmp_path)
    (workplace := tmp_path / "workplace").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(workplace))
    office.recalculate([file], tmp_path / "out")
    with pytest.raises(office.OfficeError, match=r"not done in 0\.3 seconds"):
        office.recalculate([file], tmp_path / "out", timeout=0.3)
    with pytest.raises(office.OfficeError, match="not done in 1 seconds"):
        office.typed(file, [{"type": "number", "cell": "B1", "value": 1}] * 10_000, tmp_path / "typed.xlsx", timeout=1)
    with pytest.raises(office.OfficeError, match="no such action: shout"):
        office.typed(file, [{"type": "shout"}], tmp_path / "typed.xlsx")
    deadline = time.monotonic() + 5  # a killed process is listed until the system has collected it
    while processes_about(workplace) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_about(workplace) == []
    assert list(workplace.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "workplace", "自评表.xlsx"]


@pytest.mark.office
def test_typing_is_read_as_an_office_program_reads_it(tmp_path: Path, clerk: str) -> None:
    """Numbers, percents, words and dates typed are stored as such, and a formula that depends on them is computed."""
    actions: list[dict[str, object]] = [
        {"sheet": "自评表", "cell": "B1", "type": "number", "value": 20.5},
        {"sheet": 0, "cell": "B2", "type": "percent", "value": 95},
        {"cell": "B4", "type": "text", "value": "≥10次"},
    ]
    refused = office.typed(protected(tmp_path), actions, tmp_path / "made" / "typed.xlsx")
    assert refused == []
    assert values(tmp_path / "made" / "typed.xlsx") == {
        "A1": "执行率",
        "B1": 20.5,
        "B2": 0.95,
        "B3": 19.48,
        "B4": "≥10次",
    }


@pytest.mark.office
@pytest.mark.parametrize(
    ("action", "stored"),
    [
        pytest.param({"type": "text", "value": "'100"}, "100", id="digits kept as a word"),
        pytest.param({"type": "text", "value": "1,300"}, 1300, id="a thousand separator"),
        pytest.param({"type": "formula", "value": "=ROUND(自评表!B1/3,2)"}, 3.33, id="a formula as Excel spells it"),
        pytest.param({"type": "paste_text", "value": "95"}, "95", id="a number pasted as a word"),
        pytest.param({"type": "paste_text", "value": -3, "cell": "B5"}, -3, id="a paste past the validation"),
        pytest.param({"type": "clear", "cell": "B1"}, None, id="the Delete key"),
    ],
)
def test_one_action(tmp_path: Path, clerk: str, action: dict[str, object], stored: object) -> None:
    """One action on an unlocked cell leaves this value there, and nothing is refused."""
    where = {"cell": "B4", **action}
    assert office.typed(protected(tmp_path), [where], tmp_path / "typed.xlsx") == []
    assert values(tmp_path / "typed.xlsx").get(str(where["cell"])) == stored


@pytest.mark.office
def test_a_locked_cell_is_refused(tmp_path: Path, clerk: str) -> None:
    """Keys, Delete and a block paste that touches one locked cell leave it as it was; the work after them goes on."""
    actions: list[dict[str, object]] = [
        {"cell": "A1", "type": "text", "value": "别的"},
        {"cell": "B3", "type": "clear"},
        {"cell": "B1", "type": "paste_text", "value": [[1], [1], [1]]},
        {"cell": "B4", "type": "number", "value": 8},
    ]
    refused = office.typed(protected(tmp_path), actions, tmp_path / "typed.xlsx")
    assert refused == ["自评表!A1", "自评表!B3", "自评表!B1"]
    assert values(tmp_path / "typed.xlsx") == {"A1": "执行率", "B1": 10, "B2": 0.5, "B3": 5, "B4": 8}


@pytest.mark.office
def test_cut_and_copy(tmp_path: Path, clerk: str) -> None:
    """References follow what is cut and not what is copied; a locked cell is neither taken nor covered."""
    actions: list[dict[str, object]] = [
        {"cell": "B1", "type": "cut", "value": "B4"},
        {"cell": "B2", "type": "copy", "value": "B5"},
        {"cell": "A1", "type": "cut", "value": "B1"},
        {"cell": "B4", "type": "copy", "value": "B3"},
        {"type": "add_sheet", "value": "草稿"},
        {"sheet": "草稿", "cell": "A1", "type": "number", "value": 7},
    ]
    refused = office.typed(protected(tmp_path), actions, tmp_path / "typed.xlsx")
    assert refused == ["自评表!A1", "自评表!B4"]
    assert values(tmp_path / "typed.xlsx") == {"A1": "执行率", "B2": 0.5, "B3": 5, "B4": 10, "B5": 0.5}
    book = openpyxl.load_workbook(tmp_path / "typed.xlsx")
    assert book["自评表"]["B3"].value == "=ROUND(B4*B2,2)"
    assert book["草稿"]["A1"].value == 7


@pytest.mark.office
def test_tampering_gets_past_the_protection(tmp_path: Path, clerk: str) -> None:
    """A program can overwrite a locked cell, take a validation away, and an open lock can be taken off."""
    actions: list[dict[str, object]] = [
        {"cell": "B3", "type": "tamper", "value": 10},
        {"cell": "B5", "type": "delete_validation"},
        {"type": "unprotect"},
        {"cell": "A1", "type": "text", "value": "别的"},
    ]
    assert office.typed(protected(tmp_path), actions, tmp_path / "typed.xlsx") == []
    sheet = openpyxl.load_workbook(tmp_path / "typed.xlsx").worksheets[0]
    assert (sheet["A1"].value, sheet["B3"].value) == ("别的", 10)
    assert not sheet.data_validations.dataValidation
    assert not sheet.protection.sheet


@pytest.mark.office
def test_nobody_types_on_a_hidden_sheet(tmp_path: Path, clerk: str) -> None:
    """Keys for a hidden sheet are a mistake of the test, not typed somewhere else."""
    with pytest.raises(office.OfficeError, match="_lists is hidden"):
        office.typed(
            protected(tmp_path), [{"sheet": "_lists", "cell": "A1", "type": "text", "value": "x"}], tmp_path / "t.xlsx"
        )


@pytest.mark.office
def test_many_jobs_share_one_start(tmp_path: Path, clerk: str) -> None:
    """Each job has its own workbook, output and list of refused cells, whatever the files are called."""
    first: list[dict[str, object]] = [{"cell": "B1", "type": "number", "value": 0}]
    second: list[dict[str, object]] = [{"cell": "B1", "type": "number", "value": 1}, {"cell": "A1", "type": "clear"}]
    jobs = [
        office.Job(protected(tmp_path / str(number)), actions, tmp_path / f"{number}.xlsx")
        for number, actions in enumerate((first, second))
    ]
    assert office.typed_all(jobs) == [[], ["自评表!A1"]]
    assert [values(tmp_path / f"{number}.xlsx")["B3"] for number in range(2)] == [0, 0.5]


def test_where_the_office_program_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test skips with the reason at the desk, and fails where the office program is required."""
    monkeypatch.delenv("PERF_XLSX_REQUIRE_OFFICE", raising=False)
    assert conftest.needed("/usr/bin/soffice", "LibreOffice is missing") == "/usr/bin/soffice"
    with pytest.raises(pytest.skip.Exception, match="LibreOffice is missing"):
        conftest.needed(None, "LibreOffice is missing")
    monkeypatch.setenv("PERF_XLSX_REQUIRE_OFFICE", "1")
    # Both are caught: a skip that got out here would skip this test instead of failing it.
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception)) as raised:
        conftest.needed(None, "LibreOffice is missing")
    assert raised.type is pytest.fail.Exception


@pytest.mark.parametrize(("marked", "asked"), [(True, ["soffice"]), (False, [])])
def test_the_mark_asks_for_the_office_program(marked: bool, asked: list[str]) -> None:
    """The mark alone brings the fixture; a test without it does not ask."""
    request = Mock()
    request.node.get_closest_marker.side_effect = {"office": marked or None}.get
    conftest.office_where_marked(request)
    assert [call.args[0] for call in request.getfixturevalue.call_args_list] == asked
