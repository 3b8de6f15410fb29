"""check on narrative reports: --form, every output, the exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from honest_reports import CITY

from perf_xlsx.cli.main import cli, main

FORM = min((Path(__file__).parents[2] / "samples" / "returned").glob("*.xlsx"))
FAULTY = CITY.replace("项目实际支出438.6万元", "项目实际支出448.6万元").replace("98.5分", "78.5分")


def check(*arguments: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(
        cli, ["check", *map(str, arguments)], standalone_mode=False, catch_exceptions=False, prog_name="perf-xlsx"
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A text with two faults: a rate its amounts do not give, a grade its total does not have."""
    path = tmp_path / "农村公路养护自评报告.txt"
    path.write_text(FAULTY, encoding="gb18030")
    return path


def test_what_people_read(report: Path) -> None:
    """Verdict, place and both quotations, no word of a sheet."""
    result = check(report)
    assert result.return_value == 0
    assert f"【待核实】农村公路养护项目（{report.as_posix()}，自评报告）" in result.stdout
    assert "核实 R01 第6行 第6行“预算执行率99.68%”，第6行“项目实际支出448.6万元”" in result.stdout
    assert "核实 R02 第11行 第11行“项目自评得分78.5分”，第11行“评价等级为‘优’”，78.5分应为“中”" in result.stdout
    assert "共1个文件、0张表、1份自评报告。" in result.stdout
    assert check(report, "--fail-on", "warning").return_value == 1


def test_what_programs_read(report: Path) -> None:
    """An entry of kind report, its places in `cell`, no sheet; counted beside the forms."""
    data = json.loads(check(report, FORM, "--format", "json").stdout)
    form, entry = data["forms"]
    assert (form["kind"], entry["kind"], entry["sheet"]) == ("form", "report", None)
    assert (data["summary"]["forms"], data["summary"]["reports"]) == (1, 1)
    assert {(one["rule"], one["cell"]) for one in entry["findings"]} == {("R01", "第6行"), ("R02", "第11行")}
    assert entry["score"]["declared"] == "78.5"
    assert json.loads(check(report, "--format", "jsonl").stdout)["kind"] == "report"


def test_every_output(report: Path, tmp_path: Path) -> None:
    """All reports and the letter tell it; no marked copy, and a word about that."""
    outputs = [tmp_path / f"报告单.{kind}" for kind in ("xlsx", "html", "csv", "json")]
    arguments = [argument for path in outputs for argument in ("--report", path)]
    result = check(report, *arguments, "--letters", tmp_path / "信", "--annotate", tmp_path / "批注")
    assert "不写带批注的副本" in result.stderr
    assert not (tmp_path / "批注").exists()
    letter = (tmp_path / "信" / f"{report.stem}.txt").read_text("utf-8-sig")
    assert "“农村公路养护项目”绩效自评报告已收到" in letter
    assert "   位置：第6行\n" in letter.replace("\r\n", "\n")
    html, csv = (path.read_text("utf-8-sig") for path in outputs[1:3])
    assert "自评报告" in html
    assert "第6行" in html
    assert "第6行" in csv
    assert outputs[0].read_bytes().startswith(b"PK")


def test_the_form_it_belongs_to(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--form is read first: what is none is wrong use; where no report came, that is said."""
    assert "自评表E6的" in check(report, "--form", FORM).stdout
    assert "--form 没有用到" in check(FORM, "--form", FORM).stderr
    with pytest.raises(SystemExit) as end:
        main(["check", str(report), "--form", str(report)])
    assert end.value.code == 2
    assert "--form" in capsys.readouterr().err
