"""perf-xlsx template: the catalogue of forms, a picture of one, all problems at once, next year's copy."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tools import NATIONAL

from perf_xlsx.cli.main import cli, main
from perf_xlsx.errors import TemplateError, UsageError

SHORT = "national/project_self_evaluation"
NEXT = "national/2026/project_self_evaluation"


def run(*arguments: object) -> str:
    """What the command prints."""
    called = ["template", *map(str, arguments)]
    return CliRunner().invoke(cli, called, catch_exceptions=False, standalone_mode=False).output


def test_list() -> None:
    """Each template with its id, years, title and basis."""
    assert f"{NATIONAL}  2020年度起  项目支出绩效自评表（财预〔2020〕10号附件1）" in run("list")


def test_show_by_year() -> None:
    """region/form means the newest definition that covers the year."""
    text = run("show", SHORT, "--year", 2026)
    assert text.startswith(f"项目支出绩效自评表  {NATIONAL}\n")
    assert text == run("show", NATIONAL)
    for words in ("公式", "政策参数", "S13 满意度未达标"):
        assert words in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", SHORT, "--year", 1999), "没有适用于1999年度的"),
        (("show", NATIONAL, "--year", 1999), "不含1999年度"),
        (("show", "national/2020/project_self_evalution"), "是否想写“national/2020/project_self_evaluation”"),
        (("lint", "x"), "没有模板“x”"),
        (("new", "2026", "--from", NATIONAL, "--templates", "x"), "应写成 地区/年度/表名"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_what_cannot_be(arguments: tuple[object, ...], words: str) -> None:
    """A plain sentence says what there is instead."""
    with pytest.raises(UsageError, match=words):
        run(*arguments)


def test_lint_counts_what_it_looked_at() -> None:
    """Without a name every definition is read."""
    assert run("lint", NATIONAL) == "检查了1个模板，没有发现问题。\n"
    assert "没有发现问题。" in run("lint")


def test_copy_edit_and_lint(tmp_path: Path) -> None:
    """Next year's copy is found by its year; all of an edit's mistakes are said at once; a second copy is refused."""
    folder = tmp_path / "我的模板"
    assert f"template lint {NEXT} --templates {folder}" in run("new", NEXT, "--from", NATIONAL, "--templates", folder)
    assert run("show", SHORT, "--year", 2026, "--templates", folder).startswith(f"项目支出绩效自评表  {NEXT}\n")
    assert NEXT in run("list", "--templates", folder)
    with pytest.raises(UsageError, match="已经有了"):
        run("new", NEXT, "--from", NATIONAL, "--templates", folder)
    file = folder / f"{NEXT}.toml"
    file.write_text(file.read_text("utf-8").replace("[policy]", "[polici]").replace('label = "分值"', 'lable = "分值"'))
    with pytest.raises(TemplateError) as error:
        run("lint", NEXT, "--templates", folder)
    assert len(error.value.faults) > 1


def test_faulty_definition_ends_with_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The faults stand on standard error, with the file's name."""
    file = tmp_path / "national/2026/project_self_evaluation.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SystemExit) as end:
        main(["template", "lint", "--templates", str(tmp_path)])
    assert end.value.code == 2
    assert "不是 UTF-8 文本" in capsys.readouterr().err
