"""perf-xlsx check: exit codes, outputs, which files, and that nothing is touched."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from returned import STRINGS, edited, returned
from tools import SATISFACTION

from perf_xlsx.check import declared, engine, held, written
from perf_xlsx.cli import check as command_module
from perf_xlsx.cli.main import cli, main
from perf_xlsx.cli.progress import progress
from perf_xlsx.rules import RULES
from perf_xlsx.rules.base import WrittenRule
from perf_xlsx.template.shipped import shipped_folder
from perf_xlsx.workbook.issued_in import read_issued

FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}
WARNED = {"funds.appropriation.annual_spending": 80}


def check(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["check", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def code(*arguments: object) -> int:
    """The exit code of the program, as the shell sees it."""
    with pytest.raises(SystemExit) as end:
        main(["check", *map(str, arguments)])
    assert isinstance(end.value.code, int)
    return end.value.code


def _file(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def _no_form(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "绩效目标表"
    book.save(folder / "目标.xlsx")
    return folder / "目标.xlsx"


def test_exit_codes(tmp_path: Path) -> None:
    """0 nothing at or above --fail-on, 1 something, F04 among it, 3 something could not be checked, whatever else."""
    clean, faulty = returned(tmp_path, name="好.xlsx"), returned(tmp_path, FAULTY, "错.xlsx")
    warned, no_form = returned(tmp_path, WARNED, "警.xlsx"), _no_form(tmp_path)
    broken, old = _file(tmp_path, "坏.xlsx", b"PK\x03\x04"), _file(tmp_path, "旧.pdf", b"%PDF-1.4")
    assert code(clean) == 0
    assert code(faulty) == code(clean, faulty) == code(no_form) == code(no_form, faulty) == 1
    assert code(warned) == 0
    assert code(warned, "--fail-on", "warning") == 1
    assert code(clean, "--fail-on", "warning") == 0
    assert code(faulty, no_form, "--fail-on", "never") == 0
    assert code(broken) == code(old) == code(broken, faulty) == code(clean, broken) == 3
    assert code(broken, "--fail-on", "never") == 3
    assert code(tmp_path / "没有") == code(clean, "--nope") == 2


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_exit_code_does_not_hang_on_the_format(tmp_path: Path, form: str) -> None:
    """One verdict, whatever is printed."""
    assert code(returned(tmp_path, FAULTY), "--format", form) == 1


def test_rule_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, the form is unchecked, the batch goes on, the exit code is 3."""

    def failing(_facts: object) -> Any:
        raise ZeroDivisionError("故意")

    broken = [WrittenRule(one.text, one.scope, failing) if one.text.code == "T03" else one for one in RULES]
    monkeypatch.setattr(written, "RULES", tuple(broken))
    files = [returned(tmp_path, name="1.xlsx"), returned(tmp_path, FAULTY, "2.xlsx")]
    result = check(*files)
    assert result.return_value == 3
    assert result.output.count("规则 T03 运行出错（ZeroDivisionError: 故意），请把此表发给开发者") == 2
    assert "退回 S09 I21" in result.output
    forms = json.loads(check(*files, "--format", "json").stdout)["forms"]
    assert [form["verdict"] for form in forms] == ["unchecked", "unchecked"]
    assert forms[0]["rules"]["crashed"] == [{"rule": "T03", "error": "ZeroDivisionError: 故意"}]
    assert "T03" not in forms[0]["rules"]["ran"]


def test_program_that_fails_on_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should anything else fail on one file, that file is unchecked and the others are done."""
    read = read_issued

    def failing(stamp: Any, template: Any) -> Any:
        if stamp.grid.name == "坏":
            raise RuntimeError("故意")
        return read(stamp, template)

    monkeypatch.setattr(held, "read_issued", failing)
    bad = edited(returned(tmp_path, name="1.xlsx"), {"xl/workbook.xml": lambda text: text.replace('"自评表"', '"坏"')})
    result = check(bad, returned(tmp_path, name="2.xlsx"))
    assert result.return_value == 3
    assert "【无法审核】" in result.output
    assert "【通过】基层培训" in result.output


def test_message_that_crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A declared rule whose message cannot be made has crashed, once."""
    make = declared.finding_of

    def failing(form: Any, demand: Any) -> Any:
        if demand.case.rule.code == "S09":
            raise ValueError("故意")
        return make(form, demand)

    monkeypatch.setattr(engine, "finding_of", failing)
    [form] = json.loads(check(returned(tmp_path, FAULTY), "--format", "json").stdout)["forms"]
    assert form["rules"]["crashed"] == [{"rule": "S09", "error": "ValueError: 故意"}]
    assert "S09" not in form["rules"]["ran"]


def test_folders(tmp_path: Path) -> None:
    """Folders are walked to the bottom; lock files, hidden files and what is no form by name are counted."""
    deep = tmp_path / "甲局" / "乙中心"
    deep.mkdir(parents=True)
    returned(deep, name="1.xlsx")
    returned(tmp_path, name="2.XLSX")
    for name in ("~$1.xlsx", ".隐藏.xlsx", "说明.txt", "Thumbs.db", "照片.jpg"):
        _file(deep, name, b"x")
    result = check(tmp_path)
    assert result.return_value == 0
    assert "共2个文件、2张表。\n另有5个文件按名称判断不是报表，未审核。\n" in result.output
    assert json.loads(check(tmp_path, "--format", "json").stdout)["summary"]["passed_over"] == 5
    assert check(tmp_path).output == result.output


def test_named_file_is_never_passed_over(tmp_path: Path) -> None:
    """A file somebody names is looked at, whatever it is called."""
    assert "F01" in check(_file(tmp_path, "~$1.xlsx", b"x")).output
    assert "【通过】" in check(returned(tmp_path, name="表.txt")).output


def test_file_named_twice_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, by its folder, by another spelling of its path: once."""
    file = returned(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert "共1个文件、1张表。" in check(file, tmp_path, file.name, f"../{tmp_path.name}/{file.name}").output


def test_empty_folder(tmp_path: Path) -> None:
    """Nothing to check is nothing found, and said so: the wrong folder looks just like that."""
    result = check(tmp_path)
    assert result.return_value == 0
    assert "没有找到可审核的文件，请检查路径和文件名。" in result.output
    assert "共0个文件、0张表。" in result.output
    assert json.loads(check(tmp_path, "--format", "json").stdout)["forms"] == []
    assert check(tmp_path, "--format", "jsonl").stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_do_not_hang(tmp_path: Path) -> None:
    """A link to the folder it stands in, to itself, to nothing: the walk ends, each form is checked once."""
    file = returned(tmp_path)
    (tmp_path / "环").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "自己.xlsx").symlink_to(tmp_path / "自己.xlsx")
    (tmp_path / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "又.xlsx").symlink_to(file)
    result = check(tmp_path)
    assert result.return_value == 3
    assert result.output.count("【通过】") == 1
    assert result.output.count("F01") == 2
    assert code(tmp_path / "自己.xlsx") == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files there")
def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe is not waited for."""
    os.mkfifo(tmp_path / "管.xlsx")
    assert "F01" in check(tmp_path / "管.xlsx").output
    assert "不是普通文件" in check(tmp_path).output


def _prints(folder: Path) -> dict[str, tuple[str, int]]:
    """Content and time of every file."""
    files = sorted(folder.iterdir())
    return {one.name: (hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns) for one in files}


def test_inputs_are_never_changed(tmp_path: Path) -> None:
    """Every byte, and the folder itself, is as before."""
    returned(tmp_path, FAULTY, "1.xlsx")
    _file(tmp_path, "坏.xlsx", b"PK\x03\x04")
    before = {
        file.name: (hashlib.sha256(file.read_bytes()).digest(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()
    }
    for form in ("text", "json", "jsonl"):
        check(tmp_path, "--format", form, "--year", "2020")
    after = {
        file.name: (hashlib.sha256(file.read_bytes()).digest(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()
    }
    assert after == before


def test_jsonl_is_a_line_a_form(tmp_path: Path) -> None:
    """Each line is one form's JSON, and there is nothing else."""
    returned(tmp_path, name="1.xlsx")
    returned(tmp_path, {"goal.achieved": "第一行\n第二行"}, "2.xlsx")
    lines = check(tmp_path, "--format", "jsonl").stdout.splitlines()
    assert [Path(json.loads(line)["file"]).name for line in lines] == ["1.xlsx", "2.xlsx"]


def test_year(tmp_path: Path) -> None:
    """--year is the batch's year."""
    file = returned(tmp_path)
    assert code(file, "--year", 2020) == 0
    assert "T01 本表为2020年度，本批应报2021年度" in check(file, "--year", 2021).output


def _own(tmp_path: Path, text: str, rules: str = "") -> Path:
    folder = tmp_path / "模板"
    (folder / "national/2020").mkdir(parents=True)
    (folder / "national/2020/project_self_evaluation.toml").write_text(text, "utf-8")
    if rules:
        (folder / "rules.toml").write_text(rules, "utf-8")
    return folder


def test_faulty_template_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 with what is wrong and where, before a single file is checked."""
    text = (shipped_folder() / "national/2020/project_self_evaluation.toml").read_text("utf-8")
    folder = _own(tmp_path, text.replace("execution_rate = 0.9", "execution_rate = ").replace("[policy]", "[polici]"))
    assert code(returned(tmp_path), "--templates", folder) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("模板定义有误")
    assert "project_self_evaluation.toml" in said.err
    assert "Traceback" not in said.err


def test_faulty_rules_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same for a rules.toml, whether a form needs it or not."""
    text = (shipped_folder() / "national/2020/project_self_evaluation.toml").read_text("utf-8")
    folder = _own(tmp_path, text, "[[rules]]\ncode = 1\n")
    assert code(_file(tmp_path, "坏.xlsx", b""), "--templates", folder) == 2
    assert "rules.toml" in capsys.readouterr().err


def test_sound_template_of_ones_own(tmp_path: Path) -> None:
    """The same definition in a folder of one's own checks the same."""
    text = (shipped_folder() / "national/2020/project_self_evaluation.toml").read_text("utf-8")
    assert code(returned(tmp_path), "--templates", _own(tmp_path, text)) == 0


def test_hostile_names_cannot_reach_the_terminal(tmp_path: Path) -> None:
    """Escapes, line breaks and turning signs in a project's name, a sheet's name, an answer: one line, no escapes."""
    file = edited(
        returned(tmp_path, {f"indicators.{SATISFACTION}.actual": "\u202e八成\u2066"}),
        {STRINGS: lambda text: text.replace("基层培训", "基层_x001B_[31m_x000A_培训\u202e")},
    )
    output = check(file).output
    assert "【退回修改】基层�[31m 培训�（" in output
    assert not {"\x1b", "\u202e", "\u2066", "\r"} & set(output)


def test_progress_is_silent_where_there_is_no_terminal(tmp_path: Path) -> None:
    """Nothing but findings is written when nobody watches."""
    returned(tmp_path, name="1.xlsx")
    returned(tmp_path, name="2.xlsx")
    assert check(tmp_path, "--format", "json").stderr == ""


def test_text_that_scrolls_has_no_bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the text itself shows how far the work is; a document that comes last needs the bar."""
    totals: list[int] = []

    def bar(words: str, total: int) -> AbstractContextManager[Callable[[], None]]:
        totals.append(total)
        return progress(words, total)

    monkeypatch.setattr(command_module, "progress", bar)
    monkeypatch.setattr(command_module, "shown_live", lambda _form: True)
    check(returned(tmp_path))
    monkeypatch.setattr(command_module, "shown_live", lambda _form: False)
    check(returned(tmp_path))
    assert totals == [0, 1]


def test_a_register_of_another_year_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every form would be accused: it is said of the register, before the first file is opened."""
    register = Path(__file__).parents[2] / "samples" / "issued" / "register.csv"
    assert code(returned(tmp_path), "--register", register, "--year", 2021) == 2
    assert "是2020年度的，这一批审核2021年度；请给出本年度的登记" in capsys.readouterr().err
    assert code(returned(tmp_path), "--register", register, "--year", 2020) != 2
