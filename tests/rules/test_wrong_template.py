"""T01: another template, another year, another definition than what was issued."""

from pathlib import Path

import pytest
from returned import STRINGS, codes, edited, report, returned, the_one
from tools import NATIONAL, national

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import WRONG_TEMPLATE
from perf_xlsx.finding import Verdict
from perf_xlsx.template.catalog import Catalog
from perf_xlsx.template.shipped import shipped_folder

DIGEST = national().digest[:16]


def _key(file: Path, old: str, new: str) -> Path:
    return edited(file, {STRINGS: lambda text: text.replace(old, new)})


def test_unknown_template(tmp_path: Path) -> None:
    """A template we do not have: the form is returned, and nothing in it is judged by another one."""
    file = _key(returned(tmp_path), NATIONAL, "hunan/2019/project_self_evaluation")
    finding = the_one(file, "T01")
    assert finding.message == "本表为hunan/2019/project_self_evaluation（2020年度），程序没有这个模板"
    assert finding.value == "hunan/2019/project_self_evaluation"
    one = report(file)
    assert (one.verdict, one.template) == (Verdict.RETURN, "hunan/2019/project_self_evaluation")
    assert one.rules.skipped["A04"] == WRONG_TEMPLATE
    assert (one.issued, one.sheet, one.project_code) == (True, "自评表", "B001")


@pytest.mark.parametrize(("year", "expected"), [(2020, []), (None, []), (2021, ["T01"])])
def test_year_of_the_batch(tmp_path: Path, year: int | None, expected: list[str]) -> None:
    """Another year than the batch's is returned; the batch's own, or none named, is silent."""
    assert codes(returned(tmp_path), Checking(fiscal_year=year)) == expected


def test_wrong_year_is_checked_all_the_same(tmp_path: Path) -> None:
    """The template is known, so that everything else is said in the same round."""
    finding = the_one(returned(tmp_path, {"funds.other.annual_budget": "无"}), "T01", Checking(fiscal_year=2021))
    assert finding.message == "本表为2020年度，本批应报2021年度"
    assert (finding.value, finding.expected) == ("2020", "2021")
    assert "A16" in codes(tmp_path / "回收.xlsx", Checking(fiscal_year=2021))


@pytest.mark.parametrize("stamp", ["0123456789abcdef", ""])
def test_definition_changed_since(tmp_path: Path, stamp: str) -> None:
    """A digest that is not this definition's, or none: values cannot be placed for certain."""
    file = _key(returned(tmp_path), DIGEST, stamp)
    assert the_one(file, "T01").message == f"本表为{NATIONAL}（2020年度），模板内容与下发时不一致"
    assert codes(file) == ["T01"]


def test_own_definition_changed_since(tmp_path: Path) -> None:
    """A folder of one's own with an edited definition, and with the same one."""
    text = (shipped_folder() / "national/2020/project_self_evaluation.toml").read_text("utf-8")
    file = returned(tmp_path)
    for name, own in (("same", text), ("edited", text.replace("execution_cap = 1\n", "execution_cap = 1.1\n"))):
        folder = tmp_path / name / "national/2020"
        folder.mkdir(parents=True)
        (folder / "project_self_evaluation.toml").write_text(own, "utf-8")
    assert codes(file, Checking(Catalog(tmp_path / "same"))) == []
    assert codes(file, Checking(Catalog(tmp_path / "edited"))) == ["T01"]
