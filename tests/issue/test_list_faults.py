"""Faulty project lists: each fault with its sheet, row and column, all of them at once."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lists import INDICATORS, PROJECTS, csv_list, faults_of, national, read, table, xlsx_list

from perf_xlsx.errors import ProjectListError, UsageError
from perf_xlsx.files import csv_in
from perf_xlsx.issue.projects import read_projects
from perf_xlsx.issue.weights import weight_fault

GOAL = "养护公路"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("某州培训中心", " ", "项目 第2行 D列（实施单位）", "未填写，请补填"),
        (GOAL, "", "项目 第3行 E列（预期目标）", "未填写，请补填"),
        ("100.5", "百元", "项目 第2行 F列（当年财政拨款·年初预算数）", "“百元”不是数字，请只填数字，不带单位"),
        ("100.5", "-3", "项目 第2行 F列（当年财政拨款·年初预算数）", "-3小于0，请填不小于0的数字"),
        ("100.5", "10,05", "项目 第2行 F列（当年财政拨款·年初预算数）", "“10,05”不是数字，请只填数字，不带单位"),
        (GOAL, "好" * 2001, "项目 第3行 E列（预期目标）", "有2001字，最多2000字，请缩短"),
        ("道路养护", "路" * 181, "项目 第3行 B列（项目名称）", "有181字，最多180字，请缩短"),
        (GOAL, "养\x07护", "项目 第3行 E列（预期目标）", "含有看不见的控制字符（U+0007），请删去后重填"),
        ("预期目标", "预期目的", "项目 第1行 E列", "不认识的列名“预期目的”，是否想写“预期目标”？"),
        ("| 实施单位 |", "| |", "项目 第1行 D列", "下面有内容却没有列名，请补列名或删去这一列"),
        ("其他资金·全年预算数", "主管部门", "项目 第1行 G列", "“主管部门”列重复，已有C列，请删去一列"),
    ],
)
def test_a_fault_of_the_projects(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    """One wrong cell of 项目 is reported with its place, what is wrong with it, and what to do."""
    faults = faults_of(csv_list(tmp_path, projects=PROJECTS.replace(old, new)))
    assert (where, what) in [(fault.where, fault.what) for fault in faults]
    assert len(faults) == (2 if "第1行" in where and "重复" not in what else 1)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("| 培训人次", "| ", "指标 第2行 D列（三级指标）", "未填写，请补填"),
        ("≥50人次", "", "指标 第2行 E列（年度指标值）", "未填写，请补填"),
        ("| 20 | | |\n| P1 | 效", "| | | |\n| P1 | 效", "指标 第4行 F列（分值）", "未填写，请补填"),
        (
            "产出指标 | 成本",
            "产值指标 | 成本",
            "指标 第4行 B列（一级指标）",
            "没有一级指标“产值指标”，是否想写“产出指标”？",
        ),
        ("P1 | 效益", "P1 | 其他", "指标 第5行 B列（一级指标）", "没有一级指标“其他指标”"),
        (
            "成本指标",
            "成果指标",
            "指标 第4行 C列（二级指标）",
            "“产出指标”下没有二级指标“成果指标”，是否想写“成本指标”？",
        ),
        (
            "成本指标",
            "经济效益",
            "指标 第4行 C列（二级指标）",
            "“经济效益”属于“效益指标”，不在“产出指标”下，请核对一级指标",
        ),
        ("| 产出指标 | 成本", "| | 成果", "指标 第4行 C列（二级指标）", "没有二级指标“成果指标”，是否想写“成本指标”？"),
        ("| 10万元", "| 2至3万元", "指标 第4行 E列（年度指标值）", "指标值“2至3万元”读不懂，请写成"),
        ("| 10万元", "| ／", "指标 第4行 E列（年度指标值）", "“／”表示不适用；不适用的指标请整行删去"),
        ("| 10万元 | 20 | | |", "| 10万元 | 20 | 正向 | |", "指标 第4行 G列（指标性质）", "“正向”不是指标性质"),
        ("| 10万元 | 20 | | |", "| ≤10 | 20 | ≥ | |", "指标 第4行 E列（年度指标值）", "指标值“≥≤10”读不懂"),
        (
            "| 10万元 | 20 | | |",
            "| 10 | 20 | 定性 | |",
            "指标 第4行 E列（年度指标值）",
            "指标性质为定性，指标值“10”却不是文字",
        ),
        ("| 10万元 | 20 |", "| 10万元 | 二十 |", "指标 第4行 F列（分值）", "“二十”不是数字，请只填数字，不带单位"),
        ("| 10万元 | 20 |", "| 10万元 | 0 |", "指标 第4行 F列（分值）", "分值0应大于0且不超过100，请改正"),
        ("| 10万元 | 20 |", "| 10万元 | 100.5 |", "指标 第4行 F列（分值）", "分值100.5应大于0且不超过100，请改正"),
        (
            "培训班次",
            "培训 人次",
            "指标 第3行 D列（三级指标）",
            "与第2行是同一项目的同一个指标“培训 人次”，请删去一行或改名",
        ),
        (
            "| P1 | 效益",
            "| P3 | 效益",
            "指标 第5行 A列（项目编码）",
            "编码“P3”不在“项目”表中，请改正或在“项目”表补上这个项目",
        ),
        ("| P2 | 效果", "| | 效果", "指标 第8行 A列（项目编码）", "未填写，请补填"),
    ],
)
def test_a_fault_of_the_indicators(tmp_path: Path, old: str, new: str, where: str, what: str) -> None:
    """One wrong cell of 指标 is reported with its place, what is wrong with it, and what to do."""
    faults = faults_of(csv_list(tmp_path, indicators=INDICATORS.replace(old, new)))
    assert (where, what) in [(fault.where, fault.what[: len(what)]) for fault in faults]
    # A row that goes to no project also leaves a gap in the points of its own, and one has two cells wrong.
    assert len(faults) == (2 if "A列" in where or "没有二级" in what[:4] else 1)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("A/1", "含有文件名不能用的/"),
        ('A:"?', '含有文件名不能用的:"?'),
        ("A<b>|*\\", "含有文件名不能用的<>|*\\"),
        ("A\u200b1", "看不见的字符（U+200B）"),
        ("A\u30001", "看不见的字符（U+3000）"),
        ("CON", "Windows 保留的设备名"),
        ("nul.txt", "Windows 保留的设备名"),
        ("Com1", "Windows 保留的设备名"),
        ("LPT¹", "Windows 保留的设备名"),
        ("A1.", "以句点或空格结尾"),
        ("A" * 65, "有65字，最多64字"),
        ("𠀀" * 60, "有60个字符，最多64个"),
        ("1.23457E+19", "15位以后的数字已丢失"),
    ],
)
def test_a_code_no_file_can_be_named_after(tmp_path: Path, code: str, what: str) -> None:
    """Codes that Windows cannot have in a file name are faults, and so are codes a spreadsheet has shortened."""
    rows = [[code if cell == "P2" else cell for cell in row] for row in table(PROJECTS)]
    indicators = [[code if cell == "P2" else cell for cell in row] for row in table(INDICATORS)]
    faults = faults_of(xlsx_list(tmp_path / "list.xlsx", rows, indicators))
    assert what in faults[0].what
    assert {fault.where.split("列")[0].split()[-1] for fault in faults} == {"A"}


def test_a_long_code_stored_as_a_number_is_a_fault(tmp_path: Path) -> None:
    """From sixteen digits on a number has lost its end: the list says to store codes as text."""
    rows = [[65000021000000001234 if cell == "P2" else cell for cell in row] for row in table(PROJECTS)]
    assert "15位以后的数字已丢失" in faults_of(xlsx_list(tmp_path / "list.xlsx", rows, table(INDICATORS)))[0].what


@pytest.mark.parametrize(("code", "what"), [("P1", "与第2行重复"), ("p1", "与第2行只有大小写与“P1”不同")])
def test_codes_are_unique_in_any_case(tmp_path: Path, code: str, what: str) -> None:
    """Two projects of one code, or of one but for the case, are one fault that names the first row."""
    more = PROJECTS + f"| {code} | 又一个 | 甲 | 乙 | 丙 | | |\n"
    faults = faults_of(csv_list(tmp_path, projects=more))
    assert [(fault.where, fault.what) for fault in faults] == [
        ("项目 第4行 A列（项目编码）", f"编码“{code}”{what}，请改成不同的编码")
    ]


@pytest.mark.parametrize(
    ("points", "what"),
    [
        ("19", "项目“P1”的指标分值合计89，加预算执行率10分共99，应为100，还差1分，请调整分值"),
        ("20.5", "项目“P1”的指标分值合计90.5，加预算执行率10分共100.5，应为100，多出0.5分，请调整分值"),
    ],
)
def test_points_must_add_up(tmp_path: Path, points: str, what: str) -> None:
    """The points of a project and of budget execution make the total; the fault says both sums and the gap."""
    faults = faults_of(csv_list(tmp_path, indicators=INDICATORS.replace("≥50人次 | 20", f"≥50人次 | {points}")))
    assert [(fault.where, fault.what) for fault in faults] == [("项目 第2行 A列（项目编码）", what)]


def test_a_form_without_points_for_execution_gives_all_to_indicators() -> None:
    """Where the funds block has no points, the indicators alone make the total."""
    template = national()
    blocks = tuple(
        replace(block, columns=tuple(one for one in block.columns if one.key != "points"))
        if block.key == "funds"
        else block
        for block in template.blocks
    )
    assert weight_fault(replace(template, blocks=blocks), [Decimal(60), Decimal(40)]) == ""
    without = weight_fault(replace(template, blocks=blocks), [Decimal(90)])
    assert without == "指标分值合计90，应为100，还差10分，请调整分值"


def test_a_project_needs_indicators(tmp_path: Path) -> None:
    """A project that 指标 does not know is a fault of its row."""
    more = PROJECTS + "| P3 | 又一个 | 甲 | 乙 | 丙 | | |\n"
    faults = faults_of(csv_list(tmp_path, projects=more))
    assert [str(fault) for fault in faults] == ["项目 第4行 A列（项目编码）：项目“P3”在“指标”表中没有指标，请补上"]


def test_an_error_value_is_a_fault(tmp_path: Path) -> None:
    """#REF! in a cell is said to be an error, not taken for a name."""
    rows = [["#REF!" if cell == "道路养护" else cell for cell in row] for row in table(PROJECTS)]
    faults = faults_of(xlsx_list(tmp_path / "list.xlsx", rows, table(INDICATORS)))
    assert [str(fault) for fault in faults] == ["项目 第3行 B列（项目名称）：是错误值#REF!，请改成文字或数字"]


def test_missing_columns_are_said_once(tmp_path: Path) -> None:
    """A column that is not there is one fault, not one in every row; the other columns are still looked at."""
    no_codes = "\n".join("|" + line.split("|", 2)[2] for line in INDICATORS.strip().splitlines())
    faults = faults_of(csv_list(tmp_path, indicators=no_codes.replace("≥50人次", "")))
    assert [str(fault) for fault in faults] == [
        "指标 第1行：缺少“项目编码”列，请补上",
        "指标 第2行 D列（年度指标值）：未填写，请补填",
    ]


def test_all_faults_are_shown_at_once(tmp_path: Path) -> None:
    """Every fault of both sheets is in one message, with the number of them."""
    projects = PROJECTS.replace("| P2 | 道路养护", "| p1 | ").replace("预期目标", "预期目")
    indicators = INDICATORS.replace("≥50人次 | 20", "2至3次 | -1").replace("成本指标", "成果")
    with pytest.raises(ProjectListError) as caught:
        read(csv_list(tmp_path, projects, indicators))
    message = str(caught.value)
    assert message.startswith("项目清单有误，未生成任何文件（10处）：\n  项目 第1行 E列：不认识的列名“预期目”")
    for part in ("与第2行只有大小写", "缺少“预期目标”列", "项目 第3行 B列（项目名称）：未填写", "“2至3次”读不懂",
                 "-1小于0", "二级指标“成果”", "编码“P2”不在"):  # fmt: skip
        assert part in message


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: path / "absent.xlsx", "找不到项目清单"),
        (lambda path: _file(path / "list.xls", b""), "项目清单应为 .xlsx"),
        (lambda path: _file(path / "list.csv", b""), "list.csv 是单个 CSV"),
    ],
)
def test_what_can_be_no_list_is_wrong_use(tmp_path: Path, make: Callable[[Path], Path], what: str) -> None:
    """A missing path and a wrong suffix are wrong use, in a plain sentence."""
    with pytest.raises(UsageError, match=what):
        read(make(tmp_path))


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda path: _file(path / "list.xlsx", b""), "list.xlsx 打不开：文件为空"),
        (lambda path: _file(path / "list.xlsx", b"<html>"), "list.xlsx 打不开：内容是网页"),
        (lambda path: _file(path / "list.xlsx", b"PK\x03\x04 cut"), "list.xlsx 打不开"),
        (lambda path: _file(path / "list.xlsx", b"0" * (5 * 1024 * 1024 + 1)), "超出上限"),
        (lambda path: _zip(path / "list.xlsx"), "list.xlsx 内容已损坏（KeyError）"),
        (lambda path: _sheets(path / "list.xlsx", "项目", "指标表"), "缺少工作表“指标”（现有：项目、指标表）"),
        (lambda path: _folder(path, "指标", None), "里没有 指标.csv"),
        (lambda path: _folder(path, "指标", b"\xff\xfe\x00\xd8"), "指标.csv 既不是 UTF-8 也不是 GB18030"),
        (lambda path: _folder(path, "项目", b'a,"b'), "项目.csv 不是有效的 CSV"),
        (lambda path: _folder(path, "项目", b"\r\n ,\r\n"), "项目：没有内容，第1行应为列名：项目编码、项目名称"),
        (lambda path: _folder(path, "项目", table(PROJECTS)[0]), "项目：列名下面没有内容"),
        (lambda path: xlsx_list(path / "a.xlsx", [*table(PROJECTS), [None] * 200 + [1]], []), "超过200000行或200列"),
        (lambda path: _far_row(path / "a.xlsx"), "超过200000行或200列"),
        (lambda path: _folder(path, "项目", "编\n".encode() * 200_001), "项目.csv 超过200000行"),
    ],
)
def test_a_list_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], Path], what: str) -> None:
    """A damaged, incomplete or oversized list is refused in a plain sentence, without a traceback of a library."""
    with pytest.raises(ProjectListError) as caught:
        read(make(tmp_path))
    assert what in str(caught.value)


def test_a_csv_of_any_size_is_not_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file beyond the limit is not even read."""
    monkeypatch.setattr(csv_in, "MOST_BYTES", 100)
    assert "项目.csv 超过" in str(faults_of(csv_list(tmp_path))[0])


def test_both_csv_files_are_looked_at(tmp_path: Path) -> None:
    """Two files that cannot be read are two faults."""
    faults = faults_of(_folder(_folder(tmp_path, "项目", None), "指标", b"\xff"))
    assert len(faults) == 2


def test_a_form_without_indicators_has_no_list(tmp_path: Path) -> None:
    """A template without a list of indicators cannot be generated from a project list."""
    template = national()
    blocks = tuple(block for block in template.blocks if block.key != "indicators")
    with pytest.raises(UsageError, match="没有指标区块"):
        read_projects(csv_list(tmp_path), replace(template, blocks=blocks), 2021)


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    return path


def _sheets(path: Path, *names: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        book.create_sheet(name)
    book.save(path)
    return path


def _far_row(path: Path) -> Path:
    xlsx_list(path, table(PROJECTS), table(INDICATORS))
    book = openpyxl.load_workbook(path)
    book["指标"].cell(200_001, 1, "P1")
    book.save(path)
    return path


def _folder(path: Path, name: str, content: bytes | list[str] | None) -> Path:
    folder = path if (path / "指标.csv").exists() or (path / "项目.csv").exists() else csv_list(path / "list")
    file = folder / f"{name}.csv"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content if isinstance(content, bytes) else ",".join(content).encode())
    return folder
