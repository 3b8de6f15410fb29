"""perf-xlsx generate --with-report: the sheet 报告 in what is issued, and in nothing else."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from perf_xlsx.cli.main import cli
from perf_xlsx.form.report_sheet import SHEET_NAME

PROJECTS = Path(__file__).parents[2] / "samples" / "projects.xlsx"
OPTIONS = ["--template", "national/project_self_evaluation", "--year", "2020"]


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("listed", [True, False])
def test_the_option_adds_the_sheet(tmp_path: Path, *, listed: bool, asked: bool) -> None:
    """Every workbook of a list and the 空白版 have it when asked, none has it otherwise."""
    arguments = [*([str(PROJECTS)] if listed else []), *OPTIONS, *(["--with-report"] if asked else [])]
    done = CliRunner().invoke(cli, ["generate", *arguments, "-o", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    files = list(tmp_path.rglob("*.xlsx"))
    assert len(files) == (6 if listed else 1)
    assert [SHEET_NAME in openpyxl.load_workbook(file).sheetnames for file in files] == [asked] * len(files)
