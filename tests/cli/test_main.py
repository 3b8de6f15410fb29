"""The program as a whole: help, exit codes, what it imports, what it says when it is called wrongly."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from returned import returned
from tools import QUANTITY

from perf_xlsx.cli import main as program
from perf_xlsx.cli.main import COMMANDS, cli, main
from perf_xlsx.errors import UsageError

HEAVY = ("openpyxl", "xlsxwriter", "lark", "multiprocessing", "rich", "xml.etree.ElementTree")
ENGLISH = re.compile(r"[A-Za-z][a-z]+(?: [a-z]+)+")  # two English words in a row
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}


def run(*arguments: str, encoding: str = "utf-8", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Call the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "perf_xlsx", *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**ENVIRONMENT, "PYTHONIOENCODING": encoding},
        timeout=60,
    )


def every_command() -> list[tuple[str, ...]]:
    """Every command and every command below one."""
    found: list[tuple[str, ...]] = [()]
    for name in COMMANDS:
        found.append((name,))
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            found += [(name, below) for below in command.commands]
    return found


@pytest.mark.parametrize("command", every_command(), ids=" ".join)
def test_help_is_chinese_with_an_example(command: Sequence[str]) -> None:
    """Every --help has a usage line, Chinese headings and an example, and not a sentence of English."""
    result = CliRunner().invoke(cli, [*command, "--help"], prog_name="perf-xlsx", catch_exceptions=False)
    assert result.exit_code == 0
    assert result.output.startswith(f"用法：{' '.join(('perf-xlsx', *command))}")
    assert "选项：" in result.output
    assert f"例：perf-xlsx {command[0] if command else 'check'}" in result.output
    assert "显示本帮助。" in result.output
    for word in ("required", "Options", "Usage", "Show", "default", "[x"):
        assert word not in result.output
    assert not ENGLISH.search(re.sub(r"perf-xlsx[^\n]*|--[\w-]+", "", result.output))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"]])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    """The start costs Python and click, no more."""
    code = (
        "import sys\nfrom perf_xlsx.cli.main import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print('HEAVY', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, check=True, timeout=60)
    assert done.stdout.decode().strip().endswith("HEAVY []")


def test_commands_are_listed_with_their_words() -> None:
    """The list of commands does not import them, and says what each module says of itself."""
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
    assert cli.get_command(click.Context(cli), "nichts") is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nope"], "没有命令 nope。用法见 perf-xlsx --help"),
        (["check"], "缺少 文件或文件夹。用法见 perf-xlsx check --help"),
        (["check", "没有.xlsx"], "无法执行：找不到 没有.xlsx，请检查路径"),
        (["check", "--formatt", "."], "没有选项 --formatt，是否想写 --format"),
        (["check", "--zzz", "."], "没有选项 --zzz。用法见 perf-xlsx check --help"),
        (["check", "--year"], "选项 --year 要带一个值，且只带一个。用法见 "),
        (["check", "--year", "二〇二〇", "."], "--year 的值不对：应为整数。用法见 perf-xlsx check --help"),
        (["check", "--format", "xml", "."], "--format 的值不对：应为 text、json、jsonl 之一。用法见 "),
        (["check", "--fail-on", "info", "."], "--fail-on 的值不对：应为 error、warning、never 之一。用法见 "),
        (["check", "--templates", "没有", "."], "--templates 的值不对：找不到文件夹 没有。用法见 "),
        (["generate", "--template", "x", "-o", __file__], f"-o、--output 的值不对：{__file__} 是文件，这里要文件夹。"),
        (["generate", "没有.xlsx", "--template", "x"], "项目清单 的值不对：找不到文件或文件夹 没有.xlsx。用法见 "),
        (["generate", "--template", "x", "--jobs", "0"], "--jobs 的值不对：应为"),
        (["template", "new"], "缺少 新模板。用法见 perf-xlsx template new --help"),
        (["template", "new", "a/2026/b"], "缺少 --from。用法见 perf-xlsx template new --help"),
        (["rule", "show", "S99"], "无法执行：没有规则“S99”，是否想写“S"),
        (["rule", "list", "--template", "x"], "无法执行：没有模板“x”"),
    ],
    ids=" ".join,
)
def test_wrong_use(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Exit code 2 and one Chinese sentence on standard error, nothing on standard output."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(arguments)
    said = capsys.readouterr()
    assert end.value.code == 2
    assert said.out == ""
    assert said.err.startswith(words)
    assert "？；" not in said.err
    assert "Traceback" not in said.err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Called with nothing it says what it can do, and that nothing was done."""
    with pytest.raises(SystemExit) as end:
        main([])
    assert end.value.code == 2
    assert "命令：" in capsys.readouterr().out


def test_no_command_below_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    """The same for a group."""
    with pytest.raises(SystemExit) as end:
        main(["rule"])
    assert end.value.code == 2
    assert "perf-xlsx rule list" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (click.Abort(), 130, "已中断"),
        (UsageError("坏\x1b[31m名\u202e"), 2, "无法执行：坏�[31m名�"),
        (PermissionError(13, "Permission denied", "/某处/表.xlsx"), 2, "无法读写 /某处/表.xlsx（"),
        (click.UsageError("odd"), 2, "命令写得不对（odd）。用法见 perf-xlsx --help"),
        (click.BadParameter("odd"), 2, "参数 的值不对：odd"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_ends_a_command(
    raised: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupts, the operator's mistakes and a refusing file system end with a sentence, not with a traceback."""

    def failing(**_options: object) -> None:
        raise raised

    monkeypatch.setattr(program.cli, "main", failing)
    with pytest.raises(SystemExit) as end:
        main(["check"])
    assert end.value.code == code
    assert capsys.readouterr().err.startswith(words)


def test_python_m_is_the_same_program(tmp_path: Path) -> None:
    """`python -m perf_xlsx` gives the same output and exit codes."""
    done = run("check", str(returned(tmp_path)))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "【通过】基层培训" in done.stdout.decode()
    assert run("check", "没有").returncode == 2
    assert run("--version").stdout.decode().startswith("perf-xlsx ")


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_utf8_on_a_gbk_console(tmp_path: Path, form: str) -> None:
    """Whatever the console is, JSON is UTF-8, and so are signs GBK does not have (in a name that was changed: T02)."""
    file = returned(tmp_path, {"header.project_name": "培训\u2460\U0001f600é"})
    done = run("check", str(file), "--format", form, encoding="gbk")
    assert (done.returncode, done.stderr) == (1, b"")
    assert "培训\u2460\U0001f600é" in done.stdout.decode("utf-8")


def test_text_on_a_gbk_console(tmp_path: Path) -> None:
    """Signs a console cannot show become question marks; nothing fails."""
    file = returned(tmp_path, {f"indicators.{QUANTITY}.actual": "五十\U0001f600"})
    done = run("check", str(file), encoding="gbk")
    assert (done.returncode, done.stderr) == (1, b"")
    assert "“五十?”" in done.stdout.decode("gbk")
    assert "缺少" in run("check", encoding="gbk").stderr.decode("gbk")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file names are text there")
def test_file_name_that_is_no_text(tmp_path: Path) -> None:
    """A file name of bytes that are no UTF-8 crashes no output."""
    folder = tmp_path / "回收"
    folder.mkdir()
    (folder / "\udcff表\x1b[31m.xlsx").write_bytes(returned(tmp_path).read_bytes())
    for form in ("text", "json", "jsonl"):
        done = run("check", "回收", "--format", form, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout
        assert "基层培训" in done.stdout.decode("utf-8")
