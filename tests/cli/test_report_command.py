"""perf-xlsx report: exit codes and what is said where."""

from pathlib import Path

from click.testing import CliRunner, Result
from returned import returned
from tools import SATISFACTION

from perf_xlsx.cli.main import cli


def report(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["report", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def test_a_clean_form_is_told_in_one_line(tmp_path: Path) -> None:
    """Where it is, nothing on standard error, exit code 0."""
    done = report(returned(tmp_path), "-o", tmp_path / "报告", "--outline", "shanxi")
    assert (done.return_value, done.stderr) == (0, "")
    assert done.stdout == f"已起草1份报告，在 {tmp_path / '报告'}。\n"
    assert (tmp_path / "报告" / "基层培训绩效自评报告.docx").is_file()


def test_a_faulty_form_is_drafted_and_told(tmp_path: Path) -> None:
    """Which file, how many faults, by which rules; exit code 1, and the report is there."""
    file = returned(tmp_path, {f"indicators.{SATISFACTION}.actual": "0.8"})
    done = report(file, "-o", tmp_path / "报告")
    assert done.return_value == 1
    assert f"{file}：还有1处须改正（S09）" in done.stderr
    assert "已起草1份报告" in done.stdout


def test_a_file_that_is_no_form_is_told(tmp_path: Path) -> None:
    """Exit code 3 where a file could not be opened."""
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    done = report(tmp_path / "坏.xlsx", "-o", tmp_path / "报告")
    assert done.return_value == 3
    assert "没有起草报告" in done.stderr
