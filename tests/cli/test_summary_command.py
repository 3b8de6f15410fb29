"""perf-xlsx summary: what it writes, what it says, exit codes."""

from pathlib import Path

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result
from returned import returned
from tools import SATISFACTION, national, project

from perf_xlsx.cli.main import cli, main
from perf_xlsx.issue.generate import generate


def summary(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["summary", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def test_summary(tmp_path: Path) -> None:
    """Amounts, score and verdict of a real form; the message counts; run again, the summary is not taken for a form."""
    folder = tmp_path / "回收"
    folder.mkdir()
    returned(folder, {f"indicators.{SATISFACTION}.actual": "0.8"})
    out = folder / "汇总.xlsx"
    result = summary(folder, "-o", out, "--year", 2020)
    assert (result.return_value, result.output) == (0, f"已写出 {out}：1个项目。\n")
    page = openpyxl.load_workbook(out, data_only=True)["汇总表"]
    assert [cell.value for cell in page[4]][:12] == [
        *(1, "B001", "基层培训", "某州教育局", "某州培训中心", 100, 100, 95, 0.95, 98.39, "优", "退回修改"),
    ]  # fmt: skip
    assert summary(folder, "-o", out).output == result.output


def test_a_ledger_belongs_to_check(tmp_path: Path) -> None:
    """A summary is no round of checking: the option is unknown, and nothing is written."""
    with pytest.raises(click.NoSuchOption, match="--ledger"):
        summary(tmp_path, "-o", tmp_path / "汇总.xlsx", "--ledger", tmp_path / "台账.db")
    assert list(tmp_path.iterdir()) == []


def test_unreturned(tmp_path: Path) -> None:
    """With the register of what was issued the missing one is counted."""
    generate(national(), [project()], tmp_path / "下发")
    (tmp_path / "回收").mkdir()
    result = summary(tmp_path / "回收", "-o", tmp_path / "汇总.xlsx", "--register", tmp_path / "下发/register.csv")
    assert "0个项目，没有报送的1个" in result.output


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """The summary is written all the same, the exit code is 3."""
    returned(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    result = summary(tmp_path, "-o", tmp_path / "新/汇总.xlsx")
    assert result.return_value == 3
    assert "没有计入的文件1个" in result.output
    assert (tmp_path / "新/汇总.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [("汇总.xls", ".xlsx 结尾"), ("夹.xlsx", "同名的文件夹"), ("回收.xlsx", "是要汇总的文件本身")],
)
def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    """Another suffix, a folder in the way, a form that was named: exit code 2 and a Chinese sentence."""
    (tmp_path / "夹.xlsx").mkdir()
    file = returned(tmp_path)
    before = file.read_bytes()
    with pytest.raises(SystemExit) as end:
        main(["summary", str(file), "-o", str(tmp_path / name)])
    assert end.value.code == 2
    assert said in capsys.readouterr().err
    assert file.read_bytes() == before


def test_nothing_to_sum(tmp_path: Path) -> None:
    """Said, so that a wrong folder is not taken for an empty year."""
    assert "没有找到可汇总的文件" in summary(tmp_path, "-o", tmp_path / "汇总表.xlsx").stderr
