"""What check writes besides what it prints."""

import errno
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from returned import returned
from tools import SATISFACTION

from perf_xlsx.cli.main import cli, main
from perf_xlsx.files.whole_file import reason_of

FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}


def check(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["check", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def complaint(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What the program says when it ends with exit code 2."""
    with pytest.raises(SystemExit) as end:
        main(["check", *map(str, arguments)])
    assert end.value.code == 2
    return capsys.readouterr().err


def test_every_kind_at_once(tmp_path: Path) -> None:
    """Four reports and the letters from one run, in folders that were not there; exit code as without them."""
    file = returned(tmp_path, FAULTY)
    names = [f"新/报告.{kind}" for kind in ("xlsx", "HTML", "csv", "json")]
    reports = [argument for name in names for argument in ("--report", tmp_path / name)]
    result = check(file, *reports, "--letters", tmp_path / "信", "--format", "json")
    assert result.return_value == 1
    starts = [(tmp_path / name).read_bytes()[:4] for name in names]
    assert starts == [b"PK\x03\x04", b"<!DO", b"\xef\xbb\xbf\xe6", b'{\n "']
    assert json.loads((tmp_path / names[3]).read_bytes()) == json.loads(result.stdout)
    assert [one.name for one in (tmp_path / "信").iterdir()] == ["回收.txt"]
    assert sorted(one.name for one in (tmp_path / "新").iterdir()) == sorted(Path(name).name for name in names)


def test_a_suffix_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said before anything is checked or written, with what there is."""
    said = complaint(capsys, returned(tmp_path), "--report", tmp_path / "报告.doc", "--report", tmp_path / "a.json")
    assert "扩展名须是 .xlsx、.html、.json、.csv" in said
    assert not (tmp_path / "a.json").exists()


def test_inputs_are_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report with the name of a form that is checked is refused."""
    file = returned(tmp_path)
    before = file.read_bytes()
    assert "是要审核的文件本身" in complaint(capsys, tmp_path, "--report", file)
    assert "同名的文件夹" in complaint(capsys, file, "--report", _folder(tmp_path / "夹.xlsx"))
    assert file.read_bytes() == before


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_whole_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the report of last time is still there, and the sentence is Chinese."""
    file, report = returned(tmp_path), tmp_path / "报告.csv"
    report.write_bytes(b"old")

    def full(_self: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "磁盘已满" in complaint(capsys, file, "--report", report)
    assert report.read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["回收.xlsx", "报告.csv"]


def test_nothing_is_written_among_the_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy or letter in a folder that is checked would come back as a return, or take the place of a report."""
    folder = _folder(tmp_path / "回收")
    file = returned(folder, FAULTY)
    for option, what in (("--annotate", "带批注的副本"), ("--letters", "审核意见")):
        assert f"{what}与原文件同名" in complaint(capsys, folder, option, folder)
        assert f"再审核时{what}会当作报回的文件" in complaint(capsys, folder, option, folder / "新" / "退回")
        assert check(file, option, tmp_path / "外").return_value == 1
    assert [one.name for one in folder.rglob("*")] == [file.name]


def test_what_cannot_be_written_is_said_before_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is checked when an output has no place, and the reason is Chinese."""
    file = returned(tmp_path)
    (tmp_path / "文件").write_bytes(b"")
    for options in (["--report", tmp_path / "文件" / "a.json"], ["--letters", tmp_path / "文件" / "信"]):
        with pytest.raises(SystemExit):
            main(["check", str(file), *map(str, options)])
        said = capsys.readouterr()
        assert not said.out
        assert "路径中有一段是文件，不是文件夹" in said.err
    assert reason_of(OSError(errno.ENOENT, "No such file or directory")) == "那里不能建文件，请换一个文件夹"
    assert reason_of(OSError(9999, "Strange")) == "系统没有允许（错误号9999）"


def test_a_folder_where_a_file_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Said as it is."""
    assert "是文件夹，这里要文件" in complaint(capsys, returned(tmp_path), "--ledger", _folder(tmp_path / "夹"))
