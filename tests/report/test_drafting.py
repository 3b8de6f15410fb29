"""Reports drafted from files: one document a form, safely named, and the annexed form says what the form says."""

from decimal import Decimal
from pathlib import Path

import docx
import office
import pytest
from documents import seed_002_document
from returned import returned

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.check.hand_made import read_hand_made
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import indicators_of
from perf_xlsx.report.drafting import draft_reports, forms_of
from perf_xlsx.report.made import Made
from perf_xlsx.report.outlines import outline_keys
from perf_xlsx.workbook.book import Refusal
from perf_xlsx.workbook.read import read_book

RETURNED = sorted((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))


def draft(file: Path, out: Path, outline: str = "guangdong") -> list[Made]:
    """Draft the reports of one file."""
    return list(draft_reports([file], out, Checking(), outline))


def path_of(drafted: Made) -> Path:
    """The report that was written."""
    assert drafted.path is not None, drafted.refused
    return drafted.path


def annexed(file: Path) -> list[FilledForm]:
    """The forms a document holds."""
    book = read_book(file)
    assert not isinstance(book, Refusal)
    return [form for _, form in read_hand_made(book, Checking()).forms]


def told(form: FilledForm) -> list[tuple[str, str, Decimal | None, Decimal | None, str]]:
    """What the indicators of a form say: name, target, points, score, reason."""
    return [(one.name, one.target_text, one.points, one.score, one.explanation) for one in indicators_of(form)]


def facts(report: FormReport) -> tuple[object, ...]:
    """The figures of a form's report."""
    return report.project_name, report.funds, report.execution_rate, report.score.sum, report.score.grade


@pytest.mark.parametrize("outline", outline_keys())
@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_the_annexed_form_is_the_form(file: Path, outline: str, tmp_path: Path) -> None:
    """All six forms, all outlines: the document is read back as one form with the same money, scores and indicators."""
    [drafted] = draft(file, tmp_path, outline)
    [again], [report, beside] = annexed(path_of(drafted)), check_file(path_of(drafted), "报告.docx", Checking())
    assert (beside.kind, {one.rule for one in beside.findings}) == ("report", {"A25"})
    [form] = forms_of(file, Checking())
    assert form is not None
    assert told(again) == told(form)
    assert len(indicators_of(again)) > 0
    assert facts(report) == facts(drafted.report)


def test_other_figures_are_other_reports(tmp_path: Path) -> None:
    """Funds that stand above the annexed form with another amount are no mere repetition: both are checked."""
    path = path_of(draft(returned(tmp_path), tmp_path)[0])
    assert len(annexed(path)) == 1
    document = docx.Document(str(path))
    cell = document.tables[0].cell(1, 3)
    assert cell.text == "95"
    cell.text = "94"
    document.save(str(path))
    assert len(annexed(path)) == 2


def test_forms_made_by_hand_are_drafted_too(tmp_path: Path) -> None:
    """Six forms in one Word document: six reports, named after their projects."""
    file = tmp_path / "六张表.docx"
    file.write_bytes(seed_002_document())
    made = draft(file, tmp_path / "报告")
    assert len({path_of(one) for one in made}) == 6
    assert (tmp_path / "报告" / "疫情防控宣传补助经费绩效自评报告.docx").is_file()


def test_drafting_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in a report depends on when it was made, and the form is left as it was."""
    file = returned(tmp_path)
    before = file.read_bytes()
    first, second = (path_of(draft(file, tmp_path / name)[0]).read_bytes() for name in ("甲", "乙"))
    assert first == second
    assert file.read_bytes() == before


def test_a_report_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    """A person may have worked on it: refused, and told."""
    file = returned(tmp_path)
    path = path_of(draft(file, tmp_path / "报告")[0])
    path.write_bytes(b"mine")
    [again] = draft(file, tmp_path / "报告")
    assert again.path is None
    assert "已经有了，没有覆盖" in again.refused
    assert path.read_bytes() == b"mine"


def test_two_projects_of_one_name_get_two_reports(tmp_path: Path) -> None:
    """The second is numbered."""
    files = [returned(tmp_path, name=name) for name in ("甲.xlsx", "乙.xlsx")]
    made = [path_of(one).name for one in draft_reports(files, tmp_path / "报告", Checking())]
    assert made == ["基层培训绩效自评报告.docx", "基层培训绩效自评报告_2.docx"]


def test_what_cannot_be_drafted_says_why(tmp_path: Path) -> None:
    """A file that is no workbook is refused in the words of its finding, and nothing is written."""
    file = tmp_path / "坏.xlsx"
    file.write_bytes(b"")
    [one] = draft(file, tmp_path / "报告")
    assert "文件为空" in one.refused
    assert one.refused.endswith("没有起草报告")
    assert not (tmp_path / "报告").exists()


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    """Where nothing can be written the operator is told so."""
    (tmp_path / "报告").write_bytes(b"")
    with pytest.raises(UsageError, match="写不出"):
        draft(returned(tmp_path), tmp_path / "报告")


@pytest.mark.office
def test_a_report_prints(tmp_path: Path) -> None:
    """LibreOffice opens a report and prints more than two pages of it."""
    pdf = office.to_pdf(path_of(draft(RETURNED[-1], tmp_path)[0]), tmp_path)
    assert len(office.pictures(pdf, tmp_path / "页", dots_per_inch=20)) > 2
