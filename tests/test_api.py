"""The API as programs use it: everything from the package's top, values back, the operator's mistakes raised."""

import subprocess
import sys
from pathlib import Path

import pytest
from returned import returned
from tools import NATIONAL, SATISFACTION

import perf_xlsx
from perf_xlsx import api
from perf_xlsx.batch_report import BatchReport
from perf_xlsx.errors import PerfXlsxError, TemplateError, UsageError
from perf_xlsx.finding import FormReport, Severity, Verdict


def test_names_of_the_contract() -> None:
    """What the contract promises is there from the top, and documented."""
    for name in ("load_template", "generate", "check_file", "check_paths", "iterate_paths"):
        assert getattr(perf_xlsx, name) is getattr(api, name)
        assert getattr(perf_xlsx, name).__doc__
    assert set(perf_xlsx.__all__) <= set(api.__all__)
    with pytest.raises(AttributeError):
        _ = perf_xlsx.nichts


def test_typed_and_free_of_click() -> None:
    """The library is typed and never imports the command line's own library."""
    assert (Path(perf_xlsx.__file__).parent / "py.typed").is_file()
    code = "import sys, perf_xlsx; perf_xlsx.check_paths([]); sys.exit('click' in sys.modules or 'rich' in sys.modules)"
    folder = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=folder, check=False, timeout=60).returncode == 0


def test_check_file(tmp_path: Path) -> None:
    """A report a form, the file's name as it was given."""
    file = returned(tmp_path, {f"indicators.{SATISFACTION}.actual": "0.8"})
    [report] = perf_xlsx.check_file(file)
    assert isinstance(report, FormReport)
    assert (report.file, report.verdict) == (file.as_posix(), Verdict.RETURN)
    assert perf_xlsx.check_file(tmp_path / "没有.xlsx")[0].findings[0].rule == "F01"


def test_check_paths_and_iterate(tmp_path: Path) -> None:
    """A batch, or form by form; the year goes along."""
    returned(tmp_path, name="1.xlsx")
    returned(tmp_path, name="2.xlsx")
    (tmp_path / "说明.txt").write_text("")
    batch = perf_xlsx.check_paths([tmp_path], perf_xlsx.Checking(fiscal_year=2021))
    assert isinstance(batch, BatchReport)
    assert (len(batch.forms), batch.passed_over, batch.count(Severity.ERROR)) == (2, 1, 2)
    assert (batch.exit_code(Severity.ERROR), batch.exit_code(None)) == (1, 0)
    stream = perf_xlsx.iterate_paths([tmp_path])
    assert next(stream).verdict is Verdict.PASS
    assert len(list(stream)) == 1


def test_mistakes_of_the_caller_are_raised_at_once(tmp_path: Path) -> None:
    """A path that is not there, a template that is not there or is faulty: before anything is checked."""
    for call in (perf_xlsx.check_paths, perf_xlsx.iterate_paths):
        with pytest.raises(UsageError, match=r"找不到 .*没有1.*、.*没有2"):
            call([tmp_path / "没有1", tmp_path / "没有2"])
    with pytest.raises(UsageError):
        perf_xlsx.load_template("national/2020/nichts")
    (tmp_path / "a/2020").mkdir(parents=True)
    (tmp_path / "a/2020/b.toml").write_text("x = 1")
    with pytest.raises(TemplateError):
        perf_xlsx.Checking(api.catalog_of(tmp_path))
    assert issubclass(TemplateError, PerfXlsxError)


def test_load_template() -> None:
    """By full id, or by region, form and year."""
    by_year = perf_xlsx.load_template("national/project_self_evaluation", 2026)
    assert by_year is perf_xlsx.load_template(NATIONAL)
    assert by_year.id == NATIONAL


def test_all_rules() -> None:
    """Written and declared rules by code; with a template those that stand there."""
    codes = [rule.code for rule in api.all_rules()]
    assert codes == sorted(codes)
    assert {"F01", "T03", "A04", "S13"} <= {rule.code for rule in api.all_rules(NATIONAL)} <= set(codes)
