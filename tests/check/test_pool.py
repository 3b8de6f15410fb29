"""Processes that check beside this one: in order, none lost, whatever a file does to the process it is in."""

import pickle
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from packages import parts, save
from returned import returned, workbook

from perf_xlsx.check import batch, pool
from perf_xlsx.check.batch import automatic_jobs, check_files, check_listing
from perf_xlsx.check.checking import Checking
from perf_xlsx.errors import PerfXlsxError, UsageError
from perf_xlsx.finding import FormReport
from perf_xlsx.workbook.limits import Limits

ROOT = Path(__file__).parents[2]
PATIENT = Checking(limits=Limits(file_seconds=20))
# A worker in which a file's name says what it does.
SCRIPT = f"""
import os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from perf_xlsx.check import engine, worker
from perf_xlsx.errors import UsageError
plain = engine.check_file
def check_file(path, shown, checking):
    print("said on the way")
    if "死" in path.name:
        os._exit(3)
    if "挂" in path.name:
        time.sleep(600)
    if "错" in path.name:
        raise UsageError("模板有误")
    if "一次" in path.name and not path.with_suffix(".once").exists():
        path.with_suffix(".once").touch()
        os._exit(3)
    return plain(path, shown, checking)
engine.check_file = check_file
worker.main()
"""


@pytest.fixture
def dangerous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what a file's name says."""
    script = tmp_path / "worker.py"
    script.write_text(SCRIPT, "utf-8")
    monkeypatch.setattr(pool, "SCRIPT", script)


def forms(folder: Path, names: Sequence[str]) -> list[Path]:
    """Clean forms under these names."""
    return [returned(folder, name=f"{name}.xlsx") for name in names]


def told(reports: Sequence[FormReport]) -> list[tuple[str, str, str]]:
    """File, verdict and first code of each."""
    return [(Path(one.file).stem, one.verdict.value, one.findings[0].rule if one.findings else "") for one in reports]


def test_any_number_of_processes_says_the_same(tmp_path: Path) -> None:
    """Two processes give what this one gives, in the order of the files."""
    files = forms(tmp_path, [f"{number:02}" for number in range(40)])
    files[7].write_bytes(b"")
    save(files[21], parts())
    alone = list(check_listing(files, PATIENT))
    assert list(check_listing(files, PATIENT, 2)) == alone
    assert [one.file for one in alone] == [file.as_posix() for file in files]


@pytest.mark.usefixtures("dangerous")
def test_a_process_that_dies_is_one_finding(tmp_path: Path) -> None:
    """The file it was at is blamed, after a second try; one whose process died by chance is checked after all."""
    files = forms(tmp_path, ["a", "b死", "c", "d一次", "e", "f死", "g"])
    reports = list(check_listing(files, PATIENT, 2))
    assert told(reports) == [
        *(("a", "pass", ""), ("b死", "unchecked", "F01"), ("c", "pass", ""), ("d一次", "pass", "")),
        *(("e", "pass", ""), ("f死", "unchecked", "F01"), ("g", "pass", "")),
    ]
    assert reports[1].findings[0].message == "文件无法读取（审核它的进程意外退出），请重新导出后报送"


@pytest.mark.usefixtures("dangerous")
def test_a_process_that_hangs_is_one_finding(tmp_path: Path) -> None:
    """It is ended after the time a file may take; the other files of its turn are checked."""
    files = forms(tmp_path, ["a", "b挂", "c", "d"])
    start = time.monotonic()
    reports = list(check_listing(files, Checking(limits=Limits(file_seconds=5)), 2))
    assert told(reports) == [("a", "pass", ""), ("b挂", "unchecked", "F03"), ("c", "pass", ""), ("d", "pass", "")]
    assert time.monotonic() - start < 60


@pytest.mark.usefixtures("dangerous")
def test_a_big_file_is_checked_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process, too, a file past the size kills another process than this one."""
    monkeypatch.setattr(batch, "BIG_BYTES", len(workbook()) - 1)
    assert told(list(check_listing(forms(tmp_path, ["死"]), PATIENT))) == [("死", "unchecked", "F01")]


@pytest.mark.usefixtures("dangerous")
def test_the_operators_mistakes_end_the_run(tmp_path: Path) -> None:
    """What is wrong with a definition is raised here, as it is without processes."""
    with pytest.raises(PerfXlsxError, match="模板有误"):
        list(check_files(forms(tmp_path, ["a", "错"]), PATIENT, 2))


def test_processes_that_do_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Said once, with what to do; nothing is blamed on a file."""
    monkeypatch.setattr(pool, "SCRIPT", tmp_path / "nothing.py")
    with pytest.raises(UsageError, match="--jobs 1"):
        list(check_files(forms(tmp_path, ["a", "b"]), PATIENT, 2))


def test_nothing_is_left_running(tmp_path: Path) -> None:
    """A caller who stops reading ends the processes."""
    with pool.Pool(PATIENT, 2) as one:
        next(one.run(forms(tmp_path, ["a", "b", "c"])))
        processes = [worker.process for worker in one._workers]
    assert processes
    assert all(process.poll() is not None for process in processes)


def test_how_many_processes_pay() -> None:
    """A few files are checked here; many by as many processes as there are processors."""
    assert automatic_jobs(99) == 1
    assert 1 <= automatic_jobs(100) <= batch.MOST_JOBS


def test_settings_travel(tmp_path: Path) -> None:
    """What a check is made with survives the way to another process, its definitions read anew."""
    checking = Checking(fiscal_year=2020, key=b"k")
    checking.catalog.get("national/2020/project_self_evaluation")
    again = pickle.loads(pickle.dumps(checking))  # noqa: S301 - our own
    assert (again.fiscal_year, again.key, again.catalog.own) == (2020, b"k", None)
