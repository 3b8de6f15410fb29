"""The register: what was issued, there and back, and harmless when opened."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lists import INDICATORS, PROJECTS, csv_list, national, read

from perf_xlsx.errors import UsageError
from perf_xlsx.files.safe_text import guarded, unguarded
from perf_xlsx.form.registered import IssuedTarget
from perf_xlsx.issue.generate import generate
from perf_xlsx.issue.register import COLUMNS, read_register


def register(tmp_path: Path, projects: str = PROJECTS, indicators: str = INDICATORS) -> Path:
    """Generate a list's forms and give the register."""
    generate(national(), read(csv_list(tmp_path / "list", projects, indicators)), tmp_path)
    return tmp_path / "register.csv"


def rows_of(path: Path) -> list[list[str]]:
    """The register as a spreadsheet would take it in."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_the_register_has_a_line_for_each_indicator(tmp_path: Path) -> None:
    """UTF-8 with mark, the project repeated in every line, rows numbered as they are printed."""
    path = register(tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *lines = rows_of(path)
    assert tuple(head) == COLUMNS
    assert len(lines) == 8
    project = ["P1", "基层培训", "某州教育局", "某州培训中心", "2021", "national/2020/project_self_evaluation"]
    assert lines[2][:7] == [*project, "某州教育局/P1_基层培训.xlsx"]
    assert len(lines[2][7]) == 64
    assert lines[2][8:] == ["5", "产出指标", "成本指标", "培训支出", "10万元", "20"]
    assert [line[0] for line in lines] == ["P1"] * 5 + ["P2"] * 3


def test_the_register_is_read_back(tmp_path: Path) -> None:
    """Every project with its file and digest, every target and weight, in the order of the list."""
    path = register(tmp_path)
    first, second = read_register(path).values()
    assert [first.issued.code, first.fiscal_year, first.template] == ["P1", 2021, national().id]
    assert [first.issued.name, first.supervising_department, first.implementing_unit] == rows_of(path)[1][1:4]
    assert [first.issued.path, first.issued.digest] == rows_of(path)[1][6:8]
    assert second.targets[0] == IssuedTarget("1", "产出指标", "数量指标", "养护里程", "＝80公里", Decimal(50))
    assert [target.row for target in first.targets] == ["1", "2", "5", "7", "10"]


def test_the_register_may_come_back_in_another_encoding(tmp_path: Path) -> None:
    """Saved as GB18030, with blank lines and a column of notes, it says the same."""
    path = register(tmp_path)
    before = read_register(path)
    lines = [line + ",note" for line in path.read_text("utf-8-sig").splitlines()]
    path.write_text("\n\n".join(lines), "gb18030")
    assert read_register(path) == before


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    """A name that begins as a formula is guarded in the file and whole again when read."""
    projects = PROJECTS.replace("道路养护", "=1+1").replace("某州公路段", "@SUM(A1)").replace("P2", "-P2")
    indicators = INDICATORS.replace("P2", "-P2").replace("养护机制", "+cmd")
    path = register(tmp_path, projects, indicators)
    assert not [cell for row in rows_of(path) for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    entry = read_register(path)["-P2"]
    assert [entry.issued.name, entry.implementing_unit] == ["=1+1", "@SUM(A1)"]
    assert entry.targets[1].level3 == "+cmd"


@given(st.text(st.sampled_from("'=+-@\t\r\n＝a1"), max_size=6))
def test_guarding_is_undone(text: str) -> None:
    """Whatever a text begins with, apostrophes too, guarding can be undone and leaves no formula."""
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝"}


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("分值", "分数", "register.csv：缺少“分值”列，是否想写“分数”？"),
        (",2021,", ",去年,", "register.csv 第2行：财政年度“去年”不对"),
        (",5,产出", ",五,产出", "register.csv 第4行：序号“五”不对"),
        ("10万元,20", "10万元,二十", "register.csv 第4行：分值“二十”不对"),
        ("P1,基层", ",基层", "register.csv 第2行：项目编码“”不对"),
    ],
)
def test_a_damaged_register_says_where(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A register that was changed by hand is refused with the line and the column."""
    path = register(tmp_path)
    path.write_text(path.read_text("utf-8-sig").replace(old, new), "utf-8")
    with pytest.raises(UsageError) as caught:
        read_register(path)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("content", "what"), [(b"", "缺少“项目编码”列"), (b"\xff", "既不是 UTF-8"), (None, "找不到文件")]
)
def test_no_register_at_all_is_wrong_use(tmp_path: Path, content: bytes | None, what: str) -> None:
    """An empty, unreadable or absent register is refused in a plain sentence."""
    if content is not None:
        (tmp_path / "register.csv").write_bytes(content)
    with pytest.raises(UsageError, match=what):
        read_register(tmp_path / "register.csv")


def test_a_folder_is_no_register(tmp_path: Path) -> None:
    """A folder in its place is refused in a plain sentence."""
    with pytest.raises(UsageError, match="无法读取"):
        read_register(tmp_path)


def test_another_list_is_added_to_the_register(tmp_path: Path) -> None:
    """Two lists issued to one folder: what was issued first is not forgotten; a form taken away no longer counts."""
    path = register(tmp_path)
    before = read_register(path)
    other = read(
        csv_list(
            tmp_path / "other",
            PROJECTS.replace("P1", "Q1").replace("P2", "Q2"),
            INDICATORS.replace("P1", "Q1").replace("P2", "Q2"),
        )
    )
    generate(national(), other, tmp_path)
    both = read_register(path)
    assert list(both) == ["P1", "P2", "Q1", "Q2"]
    assert {code: both[code] for code in before} == before
    again = path.read_bytes()
    generate(national(), other, tmp_path)
    assert path.read_bytes() == again
    (tmp_path / before["P2"].issued.path).unlink()
    generate(national(), other, tmp_path)
    assert list(read_register(path)) == ["P1", "Q1", "Q2"]


def test_a_register_of_another_year_is_not_overwritten(tmp_path: Path) -> None:
    """Nothing is written into last year's folder, nor beside a file that is no register."""
    path = register(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*") if file.is_file()}
    [one, two] = read(csv_list(tmp_path / "list", PROJECTS, INDICATORS))
    with pytest.raises(UsageError, match="2021年度的下发登记，没有覆盖"):
        generate(national(), [replace(one, fiscal_year=2022), replace(two, fiscal_year=2022)], tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*") if file.is_file()} == before
    path.write_text("不是登记", "utf-8")
    with pytest.raises(UsageError, match="缺少“项目编码”列"):
        generate(national(), [one, two], tmp_path)
