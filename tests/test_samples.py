"""The samples: each returned workbook yields exactly the findings reasoned by hand in samples/expected.csv."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from documents import seed_002_document

from perf_xlsx.api import check_file
from perf_xlsx.finding import FormReport, Verdict
from perf_xlsx.form.identity import identity_of
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.workbook.write import write_form

SAMPLES = Path(__file__).parent.parent / "samples"
RETURNED = sorted((SAMPLES / "returned").glob("*.xlsx"))
TEMPLATE = "national/2020/project_self_evaluation"


def expected() -> dict[str, set[tuple[str, str, str]]]:
    """Rule, field and severity by file."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    with (SAMPLES / "expected.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["文件"], set()).add((row["规则"], row["栏位"], row["级别"]))
    return found


def report_of(start: str) -> FormReport:
    """The report of the returned sample whose name starts so."""
    [file] = [file for file in RETURNED if file.name.startswith(start)]
    [report] = check_file(file)
    return report


def test_six_forms_came_back() -> None:
    """All six projects of 2020 are among the samples, and each has its expectations."""
    assert [file.name for file in RETURNED] == sorted(expected())


@pytest.mark.parametrize("file", RETURNED, ids=lambda file: file.stem[:10])
def test_findings_are_those_reasoned_by_hand(file: Path) -> None:
    """No finding more, no finding less, none with another severity."""
    [report] = check_file(file)
    found = {(one.rule, one.field or "", one.severity.value) for one in report.findings}
    assert found == expected()[file.name]
    assert report.issued
    assert not report.rules.crashed


def test_missed_satisfaction_with_full_marks() -> None:
    """疫情防控: 80 % against ≥85 % with 10 points is S13 with 9.41 expected, and S09; the form is sent back."""
    report = report_of("CJ2020-006")
    [s13] = [one for one in report.findings if one.rule == "S13"]
    assert (s13.value, s13.expected, s13.difference) == ("10", "9.41", "0.59")
    assert s13.message == "满意度80%低于目标85%，得分应为9.41，填报10"
    assert "S09" in {one.rule for one in report.findings}
    assert report.verdict is Verdict.RETURN


def test_execution_rate_and_total_with_two_decimals() -> None:
    """文化强州: 805.51 of 1060.58 is 75.95 %, 7.59 points and 87.59 in all."""
    report = report_of("CJ2020-003")
    assert report.execution_rate == "0.7595"  # 0.75949952 to six places
    assert report.score.declared == "87.59"
    assert report.score.grade == "good"


def parts(data: bytes) -> dict[str, bytes]:
    """A workbook's parts: the same whatever zlib packed them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_hand_made_sample_is_the_published_document() -> None:
    """samples/hand_made holds the six forms as one document: after a change, run make samples."""
    file = SAMPLES / "hand_made" / "自评情况.docx"
    assert parts(file.read_bytes()) == parts(seed_002_document())


def test_issued_samples_are_what_generate_writes_today() -> None:
    """samples/issued is part for part what the list gives: after a change, run make samples."""
    template = Catalog().get(TEMPLATE)
    for project in read_projects(SAMPLES / "projects.xlsx", template, 2020):
        [file] = (SAMPLES / "issued").rglob(f"{project.code}_*.xlsx")
        made = write_form(template, project, identity_of(template, project), password="demo")
        assert parts(file.read_bytes()) == parts(made)
