"""Runs that are broken off: nothing half-written, nothing left running, what was reported as written is there."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from batches import ABOUT, batch
from click.testing import CliRunner
from returned import returned
from tools import NATIONAL, SATISFACTION, catalog

from perf_xlsx.cli.main import cli
from perf_xlsx.issue.sample_list import write_sample_list
from perf_xlsx.report.file import write_report
from perf_xlsx.report.letters import write_letters

FORMS = 150
Work = Callable[[Path], object]


def run(*arguments: object) -> int:
    """The exit code of a command."""
    done = CliRunner().invoke(cli, [*map(str, arguments)], prog_name="perf-xlsx", standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return int(done.return_value or 0)


def _sampled(folder: Path) -> Path:
    file = folder.parent / "项目清单.xlsx"
    if not file.exists():
        write_sample_list(catalog().get(NATIONAL), file)
    return file


def _form(folder: Path) -> Path:
    return returned(folder.parent, {f"indicators.{SATISFACTION}.actual": "0.8"}, "表.xlsx")


WRITERS: dict[str, Work] = {
    **{
        f"report {kind}": lambda out, kind=kind: write_report(batch(), ABOUT, out / f"报告.{kind}")  # type: ignore[misc]
        for kind in ("xlsx", "html", "csv", "json")
    },
    "letters": lambda out: write_letters(batch(), ABOUT, out),
    "annotated copies": lambda out: run("check", _form(out), "--annotate", out),
    "summary": lambda out: run("summary", _form(out), "-o", out / "汇总.xlsx"),
    "print form": lambda out: run("finalize", _form(out), "-o", out),
    "narrative report": lambda out: run("report", _form(out), "-o", out),
    "issued forms": lambda out: run(
        "generate", _sampled(out), "--template", NATIONAL, "--year", 2020, "--jobs", 1, "-o", out
    ),
    "sample list": lambda out: run("generate", "--template", NATIONAL, "--sample-list", out / "清单.xlsx"),
    "template": lambda out: run("template", "new", "a/2030/b", "--from", NATIONAL, "--templates", out),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The disk is full after some bytes: an error that says so, and no file, no piece of one beside."""
    out = tmp_path / "输出"
    out.mkdir()
    _sampled(out)
    _form(out)
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if not path.is_relative_to(out):
            return write(path, data)
        write(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Exception, match=r"磁盘已满|No space") as caught:
        WRITERS[name](out)
    assert isinstance(caught.value, OSError) or "磁盘已满" in str(caught.value)
    assert [one for one in out.rglob("*") if one.is_file()] == []
    monkeypatch.undo()
    WRITERS[name](out)
    assert [one for one in out.rglob("*") if one.is_file()] != []
    assert [one for one in out.rglob("*") if one.suffix == ".tmp"] == []


def test_an_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there before is there afterwards, byte for byte."""
    file = tmp_path / "报告.xlsx"
    write_report(batch(), ABOUT, file)
    before = file.read_bytes()

    def broken(_path: Path, _target: object) -> None:
        raise OSError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(Exception, match="没有写入权限"):
        write_report(batch(), ABOUT, file)
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_what_is_raised_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a file is being written: the file is not there."""

    def interrupted(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_report(batch(), ABOUT, tmp_path / "报告.json")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of forms."""
    folder = tmp_path_factory.mktemp("many") / "回收"
    folder.mkdir()
    data = returned(folder.parent).read_bytes()
    for number in range(FORMS):
        (folder / f"{number:03}.xlsx").write_bytes(data)
    return folder


def _started(folder: Path, out: Path, jobs: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "perf_xlsx", "check", str(folder), "--jobs", str(jobs), "--format", "jsonl"]
    # A group of its own, as a console has: Ctrl-C there reaches every process of it.
    return subprocess.Popen(
        [*command, "--report", str(out / "报告.xlsx"), "--letters", str(out / "信")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot press Ctrl-C there for another one")
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c(tmp_path: Path, many: Path, jobs: int) -> None:
    """One sentence, exit code 130, no output, no process left; what was printed are whole lines."""
    process = _started(many, tmp_path, jobs)
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 130, said.decode()
    assert said.decode().strip() == "已中断；已写出的文件都是完整的。"
    assert all(line.startswith(b"{") and line.endswith(b"}") for line in (first + printed).splitlines())
    assert len((first + printed).splitlines()) < FORMS
    assert list(tmp_path.iterdir()) == []
    _wait_for_nobody(process.pid)


def _wait_for_nobody(group: int) -> None:
    """The processes of a group end by themselves, soon."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process is left")


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a Unix word")
def test_killed(tmp_path: Path, many: Path) -> None:
    """Kill -9: every line that was printed is whole, no output is half there, the processes at work end."""
    process = _started(many, tmp_path, 2)
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    printed, _ = process.communicate(timeout=120)
    *whole, _last = (first + printed).split(b"\n")
    assert whole
    assert all(line.startswith(b"{") and line.endswith(b"}") for line in whole)
    assert [one for one in tmp_path.rglob("*") if one.is_file() and one.suffix != ".tmp"] == []
    _wait_for_nobody(process.pid)
