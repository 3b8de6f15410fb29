"""docs/templates.md leads an author to a form of a layout no template has: it takes the published hand-made form."""

from pathlib import Path

import case_book
import pytest
from fences import edit, fenced

from perf_xlsx.api import (
    Checking,
    Fate,
    catalog_of,
    check_file,
    check_paths,
    generate,
    import_forms,
    lint_templates,
    new_template,
    read_projects,
    write_sample_list,
)

FORMAT = Path(__file__).resolve().parents[1] / "docs" / "templates.md"
OWN, WALKED = "我的模板", "hubei/2021/university_self_evaluation"
CASE = "w51-hbust-jiangzhuxuejin"


@pytest.fixture
def walked(tmp_path: Path) -> Path:
    """The author's folder after every `template new` and every edit of the document, in order."""
    for language, _, text in fenced(FORMAT):
        if language == "diff":
            edit(text, tmp_path)
        for line in text.splitlines() if language == "bash" else ():
            words = line.split()
            if words[:3] == ["perf-xlsx", "template", "new"]:
                new_template(words[3], words[5], tmp_path / words[7])
    return tmp_path / OWN


def test_the_layout_has_no_template_of_ours() -> None:
    """What is walked through is new: no shipped form has these columns in this order."""
    names = case_book.case(CASE)["indicator_columns"]
    for name in catalog_of().files:
        block = catalog_of().get(name).indicators
        assert names != [one.printed or one.label for one in (block.columns if block else ()) if one.at]


def test_the_published_form_goes_in(walked: Path, tmp_path: Path) -> None:
    """Every cell of the published form has its place; 99 % is told to be 99.99 %, and no fault is in the import."""
    assert lint_templates(WALKED, walked) == 1
    file = tmp_path / "表.xlsx"
    case_book.workbook_of(CASE, file)
    checking = Checking(catalog_of(walked), template=WALKED)
    [one] = import_forms([file], tmp_path / "out", checking)
    assert one.path is not None
    assert [(cell.text, cell.why) for cell in one.open_cells] == [("99%", "原填99%，本表按公式为99.99%")]
    assert Fate.LEFT_OUT not in {cell.fate for cell in one.cells}
    [report] = check_file(one.path, checking)
    assert {finding.rule for finding in report.findings if finding.rule[0] in "FT"} == set()
    assert report.rules.crashed == {}
    assert report.template == WALKED


def test_what_was_issued_is_as_it_was_issued(walked: Path, tmp_path: Path) -> None:
    """Levels that stand on every row, on rows crossed out too, are not taken for changed ones (T02)."""
    catalog = catalog_of(walked)
    template = catalog.get(WALKED)
    write_sample_list(template, tmp_path / "清单.xlsx")
    generate(template, read_projects(tmp_path / "清单.xlsx", template, 2021), tmp_path / "下发")
    reports = check_paths([tmp_path / "下发"], Checking(catalog, 2021)).forms
    assert len(reports) == 2
    assert {finding.rule for report in reports for finding in report.findings if finding.rule[0] == "T"} == set()
