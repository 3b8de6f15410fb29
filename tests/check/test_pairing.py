"""Reports and their forms: found by project in a batch, given by --form, or in the report's own annex."""

from pathlib import Path

import pytest
from docx import Document
from told_reports import with_gaps_written

from perf_xlsx.api import check_paths
from perf_xlsx.check.checking import Checking
from perf_xlsx.check.narratives import PAIRED_INSIDE, UNPAIRED
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.report.drafting import draft_reports

RETURNED = sorted((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))
FORM, OTHER = RETURNED[2], RETURNED[5]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafted report of the third form, its gaps written."""
    [one] = draft_reports([FORM], tmp_path_factory.mktemp("drafts"), Checking())
    assert one.path is not None
    return with_gaps_written(one.path)


def changed(path: Path, out: Path, old: str, new: str, name: str = "报告.docx") -> Path:
    """A copy of a document with other words in its paragraphs."""
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    out.mkdir(parents=True, exist_ok=True)
    document.save(str(out / name))
    return out / name


def reports_of(*paths: Path, form: Path | None = None) -> list[FormReport]:
    """The narrative reports of a run."""
    return [one for one in check_paths(paths, form=form).forms if one.kind == "report"]


def test_alone_it_is_held_against_its_annex(drafted: Path) -> None:
    """Both entries, the form and the report, which has nothing to ask."""
    forms = check_paths([drafted]).forms
    assert [(one.kind, one.sheet is None) for one in forms] == [("form", False), ("report", True)]
    assert forms[1].findings == ()
    assert forms[1].assumptions == (PAIRED_INSIDE,)


def test_a_changed_sentence_differs_from_the_annex(drafted: Path, tmp_path: Path) -> None:
    """Named with the table cell of the document."""
    [found] = reports_of(changed(drafted, tmp_path, "自评得分为87.59分", "自评得分为97.59分"))[0].findings
    assert found.rule == "C26"
    assert "自评得分为97.59分" in found.message
    assert "87.59" in found.message
    assert "表2第" in found.message


def test_in_a_batch_it_is_paired_by_project(drafted: Path, tmp_path: Path) -> None:
    """By its text or by its file's name, in whatever order they come; the annexed copy is no second return."""
    other = changed(drafted, tmp_path, "自评得分为87.59分", "自评得分为97.59分", "文化强州专项资金绩效自评报告.docx")
    batch = check_paths([other, *RETURNED])
    assert [one.kind for one in batch.forms] == ["form"] * 6 + ["report"]
    report = batch.forms[-1]
    assert report.assumptions == (f"与自评表 {FORM.as_posix()} 核对",)
    assert [one.rule for one in report.findings] == ["C26"]
    assert "自评表" in report.findings[0].message
    assert "B02" not in {one.rule for one in batch.findings}
    assert check_paths([drafted, FORM]).forms[-1].findings == ()


def test_the_given_form_counts(drafted: Path) -> None:
    """--form: its own form agrees, another one differs in its money and its score."""
    assert [one.findings for one in reports_of(drafted, form=FORM)] == [()]
    [report] = reports_of(drafted, form=OTHER)
    assert {one.rule for one in report.findings} == {"C26"}


def test_a_report_of_nothing_here(drafted: Path, tmp_path: Path) -> None:
    """Without its form in the batch it is checked by itself, and says so."""
    text = tmp_path / "报告.txt"
    text.write_text("\n".join(paragraph.text for paragraph in Document(str(drafted)).paragraphs), encoding="utf-8")
    [report] = reports_of(text, OTHER)
    assert report.assumptions == (UNPAIRED,)


@pytest.mark.parametrize("content", [b"nothing", None])
def test_a_given_form_that_is_none(content: bytes | None, drafted: Path, tmp_path: Path) -> None:
    """Wrong use, told at once."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(content or b"")
    with pytest.raises(UsageError, match="--form"):
        check_paths([drafted], form=path)


def test_of_texts_in_a_folder_only_reports_are_taken(drafted: Path, tmp_path: Path) -> None:
    """A note or a letter is passed over; named, it is looked at."""
    words = "\n".join(paragraph.text for paragraph in Document(str(drafted)).paragraphs)
    for name in ("自评报告.txt", "说明.txt"):
        (tmp_path / name).write_text(words, encoding="utf-8")
    batch = check_paths([tmp_path])
    assert ({Path(one.file).name for one in batch.forms}, batch.passed_over) == ({"自评报告.txt"}, 1)
    # Without its annexed table the form is what the sentences about the indicators say.
    assert [one.kind for one in check_paths([tmp_path / "说明.txt"]).forms] == ["form", "report"]
