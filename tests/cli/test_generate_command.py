"""perf-xlsx generate, as it is typed."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from perf_xlsx.api import check_file
from perf_xlsx.cli.main import cli
from perf_xlsx.errors import PerfXlsxError

LIST = Path(__file__).parents[2] / "samples" / "projects.xlsx"
TEMPLATE = ["--template", "national/project_self_evaluation"]


def run(*words: object) -> Result:
    """Run the command; what it raises comes through."""
    return CliRunner().invoke(cli, ["generate", *map(str, words)], catch_exceptions=False)


def files(folder: Path) -> list[str]:
    """What was written."""
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_forms_and_register(tmp_path: Path) -> None:
    """Six forms and the register; what who issues them should look at again is said."""
    done = run(LIST, *TEMPLATE, "--year", 2020, "-o", tmp_path)
    assert done.exit_code == 0
    assert len(files(tmp_path)) == 7
    assert "已生成6张自评表（national/2020/project_self_evaluation，2020年度）" in done.output
    assert "CJ2020-003 文化强州专项资金：产出指标70分（规定50）、效益指标10分（规定30）" in done.output
    assert "未写比较符，按越低越好计分：严格控制疫情防控宣传工作经费成本" in done.output


def test_a_key_signs(tmp_path: Path) -> None:
    """With a key the footer speaks of a signature, without one of a digest; the digits differ."""
    key = tmp_path / "key"
    key.write_text("不告诉别人的话", "utf-8")
    footers = []
    for name, options in (("a", []), ("b", ["--key-file", key])):
        run(LIST, *TEMPLATE, "--year", 2020, "-o", tmp_path / name, *options)
        [form] = (tmp_path / name).rglob("CJ2020-001_*")
        footer = openpyxl.load_workbook(form).worksheets[0].oddFooter
        assert footer is not None
        footers.append(str(footer.left.text))
    assert "摘要" in footers[0]
    assert "签名" in footers[1]
    assert footers[0][-8:] != footers[1][-8:]


def test_sample_list(tmp_path: Path) -> None:
    """It is written once, and never over a list that is there."""
    file = tmp_path / "清单.xlsx"
    done = run("--sample-list", file, *TEMPLATE, "--year", 2026)
    assert f"perf-xlsx generate {file} --template national/project_self_evaluation --year 2026 -o" in done.output
    before = file.read_bytes()
    with pytest.raises(PerfXlsxError, match="已经有了"):
        run("--sample-list", file, *TEMPLATE)
    assert file.read_bytes() == before
    assert run(file, *TEMPLATE, "--year", 2026, "-o", tmp_path / "out").exit_code == 0


def test_without_a_list_one_blank_form(tmp_path: Path) -> None:
    """It lands beside no register, can be signed, and is what `check` takes for an issued form with nothing in it."""
    key = tmp_path / "key"
    key.write_text("secret")
    done = run(*TEMPLATE, "--year", 2026, "-o", tmp_path / "out", "--key-file", key)
    [file] = (tmp_path / "out").iterdir()
    assert file.name == "项目支出绩效自评表（空白版，2026年度）.xlsx"
    assert str(file) in done.output
    [report] = check_file(file)
    assert (report.issued, report.fiscal_year, report.project_code) == (True, 2026, None)
    assert "还没有填写任何指标" in {finding.message for finding in report.findings}
    footer = openpyxl.load_workbook(file).worksheets[0].oddFooter
    assert footer is not None
    assert "签名" in str(footer.left.text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([LIST, *TEMPLATE, "--year", "2020"], "缺少 -o"),
        ([LIST, *TEMPLATE, "-o", "out"], "缺少 --year"),
        ([*TEMPLATE, "--year", "2020"], "缺少 -o"),
        ([*TEMPLATE, "-o", "out"], "缺少 --year"),
        ([LIST, *TEMPLATE, "--year", "2019", "-o", "out"], "没有适用于2019年度"),
        ([LIST, *TEMPLATE, "--year", "2020", "-o", "out", "--key-file", "blank"], "是空的"),
        (["--sample-list", "a.csv", *TEMPLATE], "改为 .xlsx"),
    ],
)
def test_what_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[object], said: str) -> None:
    """A plain sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "blank").write_text(" \n")
    with pytest.raises(PerfXlsxError, match=said):
        run(*words)
    assert files(tmp_path) == ["blank"]


@pytest.mark.parametrize("words", [["--year", "99999"], ["--year", "-1"], ["--jobs", "0"], ["-o", ""]])
def test_values_out_of_range(words: list[str]) -> None:
    """Wrong use, before anything is read."""
    assert run(LIST, *TEMPLATE, *words).exit_code == 2


@pytest.mark.parametrize(
    ("password", "said"),
    [("密码", "含中文的在 Excel 里解不开"), ("", "密码是空的"), ("x" * 256, "最多255个字符"), ("a\tb", "只能用英文")],
)
def test_a_password_that_would_not_open(tmp_path: Path, password: str, said: str) -> None:
    """It is refused before anything is written; an empty one, of an unset variable, is no password left out."""
    done = run(*TEMPLATE, "--year", 2026, "-o", tmp_path / "out", "--password", password)
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "out").exists()


def test_the_longest_password(tmp_path: Path) -> None:
    """As long as Excel lets people type it."""
    assert run(*TEMPLATE, "--year", 2026, "-o", tmp_path / "out", "--password", "x" * 255).exit_code == 0
