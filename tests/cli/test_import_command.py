"""perf-xlsx import, as it is typed."""

from pathlib import Path

import case_book
import openpyxl
import pytest
from click.testing import CliRunner, Result

from perf_xlsx.cli.main import cli
from perf_xlsx.errors import PerfXlsxError
from perf_xlsx.files.whole_file import write_whole

FORM = "002-1-fanghuiju"


def run(*words: object) -> Result:
    """Run the command; what it raises comes through."""
    return CliRunner().invoke(cli, ["import", *map(str, words)], standalone_mode=False, catch_exceptions=False)


def form(folder: Path, name: str = FORM, file: str = "表.xlsx") -> Path:
    """A hand-made form."""
    case_book.workbook_of(name, folder / file)
    return folder / file


def test_a_form(tmp_path: Path) -> None:
    """Where it went, what to look at, and how much was written; nothing to look at but a made-up code is 0."""
    done = run(form(tmp_path), "-o", tmp_path / "out", "--template", "national/project_self_evaluation")
    assert done.return_value == 0
    assert "（Sheet1） → " in done.output
    assert "2020-001_访惠聚经费.xlsx（national/2020/project_self_evaluation）" in done.output
    assert "表上没有项目编码，编为 2020-001" in done.output
    assert f"已导入1张自评表，在 {tmp_path / 'out'}，内容全部照搬。" in done.output


def test_what_differs_is_said(tmp_path: Path) -> None:
    """With its cell and both values, and the exit code says so."""
    done = run(form(tmp_path, "002-6-yiqingfangkong"), "-o", tmp_path / "out")
    assert done.return_value == 1
    assert "  与公式不符 H22“5.9”：原填5.9，本表按公式为10；原填的数放在“自评调整得分”" in done.output
    assert "2处要人看，见 " in done.output


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """The others are imported; the exit code is that of a file nobody could read."""
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    done = run(form(tmp_path), tmp_path / "坏.xlsx", "-o", tmp_path / "out")
    assert done.return_value == 3
    assert "没有导入" in done.stderr
    assert "已导入1张自评表" in done.output


def test_codes_of_a_list(tmp_path: Path) -> None:
    """Codes come from any CSV with the two columns; one without them is wrong use."""
    codes = tmp_path / "编码.csv"
    codes.write_text("项目名称,项目编码\n访惠聚经费,CJ-1\n", "gb18030")
    done = run(form(tmp_path), "-o", tmp_path / "out", "--codes", codes)
    assert "CJ-1_访惠聚经费.xlsx" in done.output
    assert "没有项目编码" not in done.output
    codes.write_text("名称,编码\n访惠聚经费,CJ-1\n", "utf-8")
    with pytest.raises(PerfXlsxError, match="第一行没有“项目编码”“项目名称”列"):
        run(form(tmp_path), "-o", tmp_path / "again", "--codes", codes)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["没有.xlsx", "-o", "out"], "找不到"),
        (["表.xlsx", "-o", "out", "--template", "nowhere/form"], "没有模板"),
        (["表.xlsx", "-o", "表.xlsx/里面"], "写不出"),
    ],
)
def test_what_cannot_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str) -> None:
    """A plain sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    form(tmp_path)
    with pytest.raises(PerfXlsxError, match=said):
        run(*words)
    assert [file.name for file in tmp_path.iterdir()] == ["表.xlsx"]


def test_a_folder_of_nothing(tmp_path: Path) -> None:
    """It is said that nothing was found, and nothing is written."""
    (tmp_path / "空").mkdir()
    done = run(tmp_path / "空", "-o", tmp_path / "out")
    assert "没有找到自评表" in done.stderr
    assert not (tmp_path / "out").exists()


def test_hostile_names(tmp_path: Path) -> None:
    """A name that is a path stays below the folder, and cannot drive the terminal."""
    file = form(tmp_path)
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["B3"] = "../../逃/\u202e出"
    book.save(file)
    done = run(file, "-o", tmp_path / "out")
    assert "\u202e" not in done.output
    [written] = (tmp_path / "out").rglob("*.xlsx")
    assert written.parent.parent == tmp_path / "out"


def test_interrupted_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is whole, and nothing half-written is left."""
    files = [form(tmp_path), form(tmp_path, "002-2-xuanchuanpian", "乙.xlsx")]

    def one_only(path: Path, data: bytes) -> None:
        if "2020-002" in path.name:
            raise KeyboardInterrupt
        write_whole(path, data)

    monkeypatch.setattr("perf_xlsx.issue.generate.write_whole", one_only)
    done = CliRunner().invoke(cli, ["import", *map(str, files), "-o", str(tmp_path / "out")])
    assert done.exit_code != 0
    [whole] = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert whole.name == "2020-001_访惠聚经费.xlsx"
    assert openpyxl.load_workbook(whole).worksheets[0]["D3"].value == "访惠聚经费"
