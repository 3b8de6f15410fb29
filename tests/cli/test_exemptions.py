"""check --waivers and --rules: verdict, exit code, and what is told, in text, JSON and reports."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from returned import returned
from tools import SATISFACTION

from perf_xlsx.cli.main import cli, main
from perf_xlsx.errors import PerfXlsxError

FAULTY = {f"indicators.{SATISFACTION}.actual": "0.8"}
LINES = ("S09,B001,I21,已核实,张三,\n", "S13,B001,,多余,张三,\n", "S04,B001,,旧,,2020-01-01\n")
HEAD = "规则,项目编码,单元格,理由,批准人,有效期\n"


DOWN = '[[grade]]\nrule = "S09"\nseverity = "info"\nreason = "试点"\nsince = 2020-01-01\n'


def check(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["check", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


def written(folder: Path, name: str, text: str) -> Path:
    """A text file."""
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_waived(tmp_path: Path) -> None:
    """The exit code is 0, the text says by whom and why, what was of no use is told, the JSON has both."""
    file = returned(tmp_path, FAULTY)
    waivers = written(tmp_path, "豁免.csv", HEAD + "".join(LINES))
    result = check(file, "--waivers", waivers, "--fail-on", "warning")
    assert result.return_value == 0
    assert "        已豁免：已核实（张三批准）\n" in result.output
    assert "豁免.csv 第3行“豁免 S13 B001”没有用到" in result.output
    assert "豁免.csv 第4行“豁免 S04 B001”已过期，未采用" in result.output
    data = json.loads(check(file, "--waivers", waivers, "--format", "json").stdout)
    assert data["forms"][0]["verdict"] == "pass"
    assert data["forms"][0]["findings"][0]["waiver"] == "已核实（张三批准）"
    assert [one["use"] for one in data["batch"]["exemptions"]] == ["used", "unused", "expired"]
    assert data["batch"]["exemptions"][0]["findings"] == 1


def test_local_rules(tmp_path: Path) -> None:
    """A rule graded down no longer sends a form back; a waiver may name a rule of one's own."""
    rules = written(tmp_path, "本地.toml", DOWN)
    assert check(returned(tmp_path, FAULTY), "--rules", rules).return_value == 0


def test_between_forms(tmp_path: Path) -> None:
    """A waived B02 no longer decides the exit code; local rules regrade it and change what it is judged by."""
    folder = tmp_path / "回收"
    folder.mkdir()
    for name in ("一.xlsx", "二.xlsx"):
        returned(folder, name=name)
    waivers = written(tmp_path, "豁免.csv", HEAD + "B02,B001,,已核实,张三,\n")
    assert check(folder, "--fail-on", "warning").return_value == 1
    result = check(folder, "--fail-on", "warning", "--waivers", waivers)
    assert result.return_value == 0
    assert "已豁免：已核实（张三批准）" in result.output
    rules = written(tmp_path, "本地.toml", DOWN.replace("S09", "B02"))
    result = check(folder, "--fail-on", "warning", "--rules", rules)
    assert result.return_value == 0
    assert "没有用到" not in result.output
    policy = 'set = { "consistency.unit_forms" = 1, "consistency.unit_share" = 0.1 }'
    rules = written(tmp_path, "本地.toml", f'[[policy]]\n{policy}\nreason = "试点"\nsince = 2020-01-01\n')
    for name in ("一.xlsx", "二.xlsx"):
        returned(folder, {"funds.appropriation.annual_spending": 100}, name)
    assert "B06" not in check(folder).output
    assert "B06" in check(folder, "--rules", rules).output
    written(tmp_path, "本地.toml", rules.read_text("utf-8").replace("unit_forms", "unit_form"))
    with pytest.raises(PerfXlsxError, match="unit_forms"):
        check(folder, "--rules", rules)


def test_faults_end_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All faults of a file, before anything is checked."""
    waivers = written(tmp_path, "豁免.csv", HEAD + "X1,B001,,理由,,\nS13,,,理由,,\n")
    with pytest.raises(SystemExit) as end:
        main(["check", str(returned(tmp_path)), "--waivers", str(waivers)])
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("豁免或本地规则有误，未审核（2处）：\n")
