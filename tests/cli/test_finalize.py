"""perf-xlsx finalize: exit codes, what is said where, and help."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from returned import returned
from tools import SATISFACTION

from perf_xlsx.cli.main import cli, main

FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}


def finalize(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["finalize", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def code(*arguments: object) -> int:
    """The exit code of the program, as the shell sees it."""
    with pytest.raises(SystemExit) as end:
        main(["finalize", *map(str, arguments)])
    assert isinstance(end.value.code, int)
    return end.value.code


def by_hand(folder: Path) -> Path:
    """A workbook that was not issued."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "项目支出绩效自评表"
    book.save(folder / "手工.xlsx")
    return folder / "手工.xlsx"


def test_a_clean_form_is_told_in_one_line(tmp_path: Path) -> None:
    """Where it is, nothing on standard error, exit code 0."""
    out = tmp_path / "打印稿"
    done = finalize(returned(tmp_path), "-o", out)
    assert (done.return_value, done.stderr) == (0, "")
    assert done.stdout == f"已生成1张打印稿，在 {out}。\n"


def test_a_draft_is_told(tmp_path: Path) -> None:
    """Which file, how many faults, by which rules, on standard error; exit code 1."""
    file, out = returned(tmp_path, FAULTY), tmp_path / "打印稿"
    done = finalize(file, "-o", out)
    assert done.return_value == 1
    assert done.stdout == f"已生成1张打印稿，其中1张是草稿，在 {out}。\n"
    assert done.stderr == f"{file}：还有1处须改正（S09），打印稿每页印有“草稿”；改正后请重新生成。\n"


def test_a_form_made_by_hand_is_refused(tmp_path: Path) -> None:
    """Politely, with what to do; the others of the folder are printed all the same; exit code 2."""
    hand = by_hand(tmp_path)
    returned(tmp_path)
    done = finalize(tmp_path, "-o", tmp_path / "打印稿")
    assert done.return_value == 2
    assert done.stderr == f"{hand}：不是下发的自评表，不能生成打印稿；请把内容填进下发的表里，再来生成。\n"
    assert (tmp_path / "打印稿" / "基层培训.xlsx").is_file()


def test_exit_codes(tmp_path: Path) -> None:
    """3 stands over 2, 2 over 1, 1 over 0; a missing path or option is wrong use."""
    clean, faulty, hand = returned(tmp_path), returned(tmp_path, FAULTY, "错.xlsx"), by_hand(tmp_path)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    assert code(clean, "-o", tmp_path / "1") == 0
    assert code(clean, faulty, "-o", tmp_path / "2") == 1
    assert code(clean, faulty, hand, "-o", tmp_path / "3") == 2
    assert code(clean, faulty, hand, broken, "-o", tmp_path / "4") == 3
    assert code(clean, "-o", tmp_path / "1") == 2
    assert code(tmp_path / "没有.xlsx", "-o", tmp_path / "5") == 2
    assert code(clean) == 2
    assert code("-o", tmp_path / "6") == 2
    assert code(clean, "-o", clean) == 2


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """Nothing to do is no fault, but it is said."""
    (tmp_path / "空").mkdir()
    done = finalize(tmp_path / "空", "-o", tmp_path / "打印稿")
    assert done.return_value == 0
    assert done.stderr == "没有找到自评表，请检查路径和文件名。\n"


def test_help_is_chinese() -> None:
    """It explains drafts and exit codes, with an example."""
    text = finalize("--help").stdout
    assert "草稿" in text
    assert "例：perf-xlsx finalize 回收 -o 打印稿" in text
