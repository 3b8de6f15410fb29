"""Files to print forms: names, what is refused and why, nothing written over, inputs as they were."""

import hashlib
import json
from pathlib import Path
from typing import Any, Literal

import office
import openpyxl
import pytest
from returned import SHEET, STRINGS, edited, returned, workbook
from tampering import registered
from tools import NATIONAL, SATISFACTION, national, project

from perf_xlsx.api import (
    Checking,
    Made,
    check_file,
    check_paths,
    draft_reports,
    finalize,
    import_forms,
    read_returned,
    summarise,
)
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import PRINTED, Severity
from perf_xlsx.report.json import json_text
from perf_xlsx.report.text import form_text, summary_lines
from perf_xlsx.workbook.made_mark import NO_RETURN

SAMPLES = Path(__file__).parents[2] / "samples" / "returned"
FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}


def one(file: Path, out: Path) -> Made:
    """What came of the one form of a file."""
    [made] = finalize([file], out)
    return made


def upper_left(file: Path) -> str | None:
    """What is printed at the upper left of every page."""
    page: Any = openpyxl.load_workbook(file).worksheets[0]
    return page.oddHeader.left.text or None


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder with its digest."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def test_a_clean_form(tmp_path: Path) -> None:
    """It is named after its project, says nothing of a draft, and the form it came from is as it was."""
    file = returned(tmp_path)
    before = digests(tmp_path)
    made = one(file, tmp_path / "打印稿")
    assert (made.path, made.refused, made.faults) == (tmp_path / "打印稿" / "基层培训.xlsx", "", [])
    assert digests(tmp_path) == before
    assert list(digests(tmp_path / "打印稿")) == ["基层培训.xlsx"]
    assert upper_left(tmp_path / "打印稿" / "基层培训.xlsx") is None


def test_a_faulty_form_is_a_draft(tmp_path: Path) -> None:
    """It is printed, with how much is to be put right on every page."""
    made = one(returned(tmp_path, FAULTY), tmp_path / "打印稿")
    assert made.path is not None
    assert {fault.rule for fault in made.faults} == {"S09"}
    assert upper_left(made.path) == "草稿：尚有1处须改正"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A second run leaves the first one's files alone and says so."""
    file = returned(tmp_path)
    one(file, tmp_path / "打印稿")
    (tmp_path / "打印稿" / "基层培训.xlsx").write_bytes(b"mine")
    again = one(file, tmp_path / "打印稿")
    assert again.path is None
    assert "已经有了，没有覆盖" in again.refused
    assert (tmp_path / "打印稿" / "基层培训.xlsx").read_bytes() == b"mine"


def test_two_forms_of_one_name(tmp_path: Path) -> None:
    """The second of a run gets a number."""
    files = [returned(tmp_path, name=f"{number}.xlsx") for number in (1, 2)]
    made = finalize(files, tmp_path / "打印稿")
    assert [done.path.name for done in made if done.path] == ["基层培训.xlsx", "基层培训_2.xlsx"]


def test_print_forms_of_an_earlier_run_are_passed_over(tmp_path: Path) -> None:
    """In a folder inside the returned ones they are no returned forms; beside their form nothing is passed over."""
    file, out = returned(tmp_path), tmp_path / "打印稿"
    assert len(finalize([tmp_path], out)) == 1
    assert [done.source for done in finalize([tmp_path], out)] == [file]
    assert one(file, tmp_path).path == tmp_path / "基层培训.xlsx"
    assert {done.source.name for done in finalize([tmp_path], tmp_path)} == {"回收.xlsx", "基层培训.xlsx"}


def test_a_print_form_is_not_printed_again(tmp_path: Path) -> None:
    """Its mark says what it is: no second paper is made of it."""
    made = one(returned(tmp_path), tmp_path / "打印稿")
    assert made.path is not None
    again = one(made.path, tmp_path / "二")
    assert (again.path, again.refused) == (None, "是程序生成的打印稿，不是报送的表，没有再生成")
    assert not (tmp_path / "二").exists()


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.xlsx")), ids=lambda file: file.stem[:10])
def test_the_paper_says_what_the_form_says(file: Path, tmp_path: Path) -> None:
    """Read by its words like a form made by hand, the print form has the same name, total and rate, and its errors."""
    made = one(file, tmp_path)
    assert made.path is not None
    [printed] = check_file(edited(made.path, {"docProps/custom.xml": lambda xml: xml.replace("perf_made", "other")}))
    assert (printed.issued, printed.project_name) == (False, made.report.project_name)
    assert printed.score.declared == made.report.score.sum
    assert printed.execution_rate == made.report.execution_rate
    errors = {(finding.rule, finding.field) for finding in printed.findings if finding.severity is Severity.ERROR}
    assert errors == {(fault.rule, fault.field) for fault in made.faults}


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    """The finding's own words, and no file."""
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    made = one(broken, tmp_path / "打印稿")
    assert made.refused.endswith("没有生成打印稿")
    assert not made.report.opened
    assert not (tmp_path / "打印稿").exists()


def test_another_template(tmp_path: Path) -> None:
    """A form of a template that is not at hand, or was changed, is not laid out by guess."""

    def other_digest(xml: str) -> str:
        return xml.replace(national().digest[:8], "00000000")

    file = edited(returned(tmp_path), {STRINGS: lambda xml: xml.replace(NATIONAL, "national/1999/form")})
    unknown = one(file, tmp_path / "打印稿")
    changed = one(edited(returned(tmp_path), {STRINGS: other_digest}), tmp_path / "打印稿")
    assert (unknown.path, changed.path) == (None, None)
    assert "程序没有这个模板，没有生成打印稿" in unknown.refused
    assert "模板内容与下发时不一致，没有生成打印稿" in changed.refused


def test_a_name_no_file_can_have(tmp_path: Path) -> None:
    """A project's name becomes one safe part of a path; without a name the code stands for it."""
    file = tmp_path / "表.xlsx"
    file.write_bytes(workbook(None, project(given={"header.project_name": "../..\\甲:乙"})))
    assert one(file, tmp_path / "打印稿").path == tmp_path / "打印稿" / "..／..＼甲：乙.xlsx"
    file.write_bytes(workbook(None, project(given={"header.project_name": None})))
    assert one(file, tmp_path / "打印稿").path == tmp_path / "打印稿" / "B001.xlsx"


def test_results_are_computed_anew(tmp_path: Path) -> None:
    """What is stored beside a formula is not believed: the print form shows what follows from the inputs."""
    file = edited(returned(tmp_path), {SHEET: lambda xml: xml.replace("<v>99.5</v>", "<v>1</v>")})
    made = one(file, tmp_path / "打印稿")
    assert made.path is not None
    shown = [cell.value for row in openpyxl.load_workbook(made.path).worksheets[0].iter_rows() for cell in row]
    assert 99.5 in shown
    assert [fault.rule for fault in made.faults] == ["T04"]


def test_what_cannot_be_written_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half file stays behind when the disk is full."""
    file, out = returned(tmp_path), tmp_path / "打印稿"

    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="磁盘已满"):
        finalize([file], out)
    assert not list(out.iterdir())


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match="找不到"):
        finalize([returned(tmp_path), tmp_path / "没有.xlsx"], tmp_path / "打印稿", Checking())
    assert not (tmp_path / "打印稿").exists()


def test_a_print_form_is_no_return(tmp_path: Path) -> None:
    """Beside the form it was made of it is named and passed over: nothing is counted twice, nobody accused."""
    made = one(returned(tmp_path), tmp_path)
    assert made.path is not None
    register = registered(project())
    batch = check_paths([tmp_path], Checking(register=register))
    assert [(form.file, form.kind) for form in batch.forms if form.kind != "form"] == [(made.path.as_posix(), PRINTED)]
    assert batch.findings == ()
    assert (batch.tally.forms, batch.tally.printed) == (1, 1)
    assert batch.exit_code(Severity.WARNING) == 0
    assert "另有打印稿1份，不是报送的表，未审核。" in list(summary_lines(batch))
    [told] = [form_text(form) for form in batch.forms if form.kind == PRINTED]
    assert told.startswith("【打印稿】")
    assert json.loads(json_text(batch, "1"))["batch"]["print_forms"] == [made.path.as_posix()]
    summary = summarise(batch, tmp_path / "汇总.xlsx", 2020, register)
    assert (len(summary.lines), [left.reason for left in summary.left_out]) == (1, [NO_RETURN])


def test_a_print_form_is_not_taken_for_a_form(tmp_path: Path) -> None:
    """It is neither imported, nor reported on, nor taken over; alone it leaves its project missing."""
    made = one(returned(tmp_path), tmp_path / "打印稿")
    assert made.path is not None
    [imported] = import_forms([made.path], tmp_path / "导入")
    [drafted] = draft_reports([made.path], tmp_path / "报告", Checking())
    assert (imported.path, drafted.path) == (None, None)
    assert NO_RETURN in imported.refused
    assert NO_RETURN in drafted.refused
    with pytest.raises(UsageError, match=NO_RETURN):
        read_returned(tmp_path / "打印稿", national(), 2021)
    batch = check_paths([made.path], Checking(register=registered(project())))
    assert [finding.rule for finding in batch.findings] == ["B01"]


@pytest.mark.office
@pytest.mark.parametrize("via", ["xlsx", "ods", "xls"])
def test_the_mark_survives_an_office_program(tmp_path: Path, via: Literal["xlsx", "ods", "xls"]) -> None:
    """Saved again, and in another format, it is still no return."""
    made = one(returned(tmp_path), tmp_path / "打印稿")
    assert made.path is not None
    [report] = check_file(office.resave(made.path, tmp_path / "存", via))
    assert (report.kind, report.findings) == (PRINTED, ())
