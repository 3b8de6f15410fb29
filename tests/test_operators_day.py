"""An operator's day, through the command line: issue, collect, check, send back, collect again, add up."""

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from tools import NATIONAL

from perf_xlsx.cli.main import cli
from perf_xlsx.template.catalog import catalog_of
from perf_xlsx.workbook.book import Book
from perf_xlsx.workbook.issued_in import read_issued, stamps_of
from perf_xlsx.workbook.limits import Limits
from perf_xlsx.workbook.read import read_book

PROJECTS, DEPARTMENTS, YEAR = 40, ("教育局", "民政局", "水利局", "卫健委"), 2020
INDICATORS = (
    ("产出指标", "数量指标", "参训人次", "≥50人次", "30", "actual", 60),
    ("产出指标", "质量指标", "考试合格率", "≥95%", "20", "actual", 0.96),
    ("效益指标", "社会效益指标", "服务能力", "有效提高", "30", "actual", "达成预期指标"),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "10", "actual", 0.93),
)
# What is wrong with the five, and what the unit makes of it: a value mended, or a reason on 审核意见.
FAULTY: Mapping[int, Mapping[str, object]] = {
    1: {"学员满意度": 0.8},
    2: {"考试合格率": None},
    3: {"执行数": "不清楚"},
    4: {"执行数": 75},
    5: {"执行数": 70},
}
MENDED: Mapping[int, Mapping[str, object]] = {
    1: {"学员满意度": 0.93},
    2: {"考试合格率": 0.96},
    3: {"执行数": 97.85},
    4: {},
    5: {},
}
REASON = "招标流标一次，合同款顺延到下一年度支付"
CORRUPT, TWICE, OTHER_YEAR, NEVER = (33, 34), 35, 36, (37, 38, 39, 40)


def code(number: int) -> str:
    """The code of a project."""
    return f"P{number:03}"


def department(number: int) -> str:
    """Ten projects a department."""
    return DEPARTMENTS[(number - 1) // 10]


def budget(number: int) -> Decimal:
    """What a project may spend, in 万元: 101 to 140."""
    return Decimal(100 + number)


def run(*arguments: object) -> Result:
    """Run the program."""
    return CliRunner().invoke(cli, [*map(str, arguments)], standalone_mode=False, catch_exceptions=False)


class Office:
    """The bureau's folders, and the units' side of what happens in them."""

    def __init__(self, root: Path) -> None:
        self.issued, self.back, self.copies = root / "下发", root / "回收", root / "退回"
        self.register, self.ledger, self.root = self.issued / "register.csv", root / "台账.db", root
        self.back.mkdir()

    def list_projects(self) -> Path:
        """Write the project list, two CSV files."""
        folder = self.root / "清单"
        folder.mkdir()
        heads = ("项目编码", "项目名称", "主管部门", "实施单位", "预期目标")
        money = ("当年财政拨款·年初预算数", "当年财政拨款·全年预算数")
        projects = [
            (code(n), name(n), department(n), unit(n), f"完成{name(n)}，提高服务能力", budget(n), budget(n))
            for n in range(1, PROJECTS + 1)
        ]
        _csv(folder / "项目.csv", (*heads, *money), projects)
        columns = ("项目编码", "一级指标", "二级指标", "三级指标", "年度指标值", "分值")
        _csv(folder / "指标.csv", columns, [(code(n), *one[:5]) for n in range(1, PROJECTS + 1) for one in INDICATORS])
        return folder

    def fill(self, number: int, changes: Mapping[str, object] | None = None, **more: Any) -> Path:
        """A unit fills its form in and sends it back."""
        issued = next((more.get("issued") or self.issued).rglob(f"{code(number)}_*.xlsx"))
        target = self.back / (more.get("name") or issued.name)
        typed: dict[str, object] = {one[2]: one[6] for one in INDICATORS}
        typed |= {"执行数": float(budget(number)) * 0.95, "填报日期": more.get("day", "2021年1月20日")}
        typed |= {"完成情况": f"{name(number)}已全部办完，学员考试合格，{unit(number)}的服务能力得到提高"}
        _type_into(issued, target, {**typed, **(changes or {})})
        return target

    def check(self, *options: object) -> tuple[int, dict[str, Any]]:
        """Exit code and JSON of a check of everything that came back."""
        given = ("--year", YEAR, "--register", self.register, "--ledger", self.ledger, "--format", "json")
        result = run("check", self.back, *given, *options)
        return int(result.return_value), json.loads(result.stdout)


def name(number: int) -> str:
    """The name of a project."""
    return f"第{number}期基层培训"


def unit(number: int) -> str:
    """A unit a project: none has five forms."""
    return f"{department(number)}第{number}中心"


def _csv(file: Path, head: tuple[str, ...], rows: list[Any]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def _type_into(source: Path, target: Path, typed: Mapping[str, object]) -> None:
    """Type into the cells of a form as a unit does, by what stands beside them; save without calculating."""
    book = read_book(source, Limits())
    assert isinstance(book, Book)
    stamp = next(iter(stamps_of(book)))
    form = read_issued(stamp, catalog_of().get(stamp.identity.template))
    places = {str(place): cell for place, cell in form.addresses.items()}
    named = {
        "执行数": "funds.appropriation.annual_spending",
        "完成情况": "goal.achieved",
        "填报日期": "signature.filled_on",
    }
    rows = {form.value(place): place.row for place in form.addresses if place.column == "level3"}
    workbook: Any = openpyxl.load_workbook(source)
    for word, value in typed.items():
        place = named.get(word) or f"indicators.{rows[word]}.actual"
        workbook[stamp.grid.name][places[place]] = value
    workbook.save(target)


def _explain(copy: Path, rule: str) -> None:
    """Write a reason beside a finding on 审核意见."""
    workbook: Any = openpyxl.load_workbook(copy)
    page = workbook["审核意见"]
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=8) for cell in row if cell.value}
    [row] = [line[0].row for line in page.iter_rows() if any(cell.value == rule for cell in line)]
    page.cell(row, heads["说明"]).value = REASON
    workbook.save(copy)


def told(data: dict[str, Any], rule: str) -> list[str]:
    """What a batch rule said, the projects it is about."""
    return [one["projects"][0] for one in data["batch"]["findings"] if one["rule"] == rule]


def by_code(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The forms by project; of two the last."""
    return {form["project_code"]: form for form in data["forms"]}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Forty forms issued, thirty-seven files back."""
    made = Office(tmp_path)
    result = run(
        *("generate", made.list_projects(), "--template", NATIONAL, "--year", YEAR, "-o", made.issued, "--jobs", 1),
    )  # fmt: skip
    assert result.return_value in {0, None}
    assert len(list(made.issued.rglob("*.xlsx"))) == PROJECTS
    with made.register.open(encoding="utf-8-sig", newline="") as stream:
        assert {row["项目编码"] for row in csv.DictReader(stream)} == {code(n) for n in range(1, PROJECTS + 1)}
    old = tmp_path / "上年"
    run("generate", tmp_path / "清单", "--template", NATIONAL, "--year", YEAR + 1, "-o", old, "--jobs", 1)
    for number in range(1, OTHER_YEAR):
        made.fill(number, FAULTY.get(number))
    for number in CORRUPT:
        file = next(made.back.glob(f"{code(number)}_*"))
        file.write_bytes(file.read_bytes()[:5000])
    made.fill(TWICE, name="更正.xlsx", day="2021年1月25日")
    made.fill(OTHER_YEAR, issued=old)
    assert len(list(made.back.iterdir())) == 37
    return made


def test_an_operators_day(office: Office, tmp_path: Path) -> None:
    """The numbers hold at each step."""
    reports = [option for kind in ("xlsx", "html", "csv", "json") for option in ("--report", tmp_path / f"报告.{kind}")]
    exit_code, data = office.check("--annotate", office.copies, "--letters", tmp_path / "信", *reports)
    # 37 files: two that cannot be opened, three faults and the wrong year to send back, two to be explained.
    assert exit_code == 3
    assert data["summary"]["files"] == 37
    assert data["summary"]["forms"] == 35
    assert data["summary"]["verdicts"] == {"return": 4, "review": 2, "pass": 29, "unchecked": 2}
    # 40 issued; 4 never came, 2 cannot be opened, 1 is of another year.
    missing = [code(number) for number in (*CORRUPT, OTHER_YEAR, *NEVER)]
    assert data["batch"]["register"] == {"issued": 40, "returned": 33, "missing": missing}
    assert told(data, "B01") == missing
    assert told(data, "B02") == [code(TWICE)]
    assert {one["rule"] for one in data["batch"]["findings"]} == {"B01", "B02"}
    serious = {
        number: {one["rule"] for one in by_code(data)[code(number)]["findings"] if one["severity"] != "info"}
        for number in FAULTY
    }
    assert serious == {1: {"S09"}, 2: {"A13"}, 3: {"A16"}, 4: {"S04"}, 5: {"S04"}}
    assert json.loads((tmp_path / "报告.json").read_bytes()) == data
    # A letter a file, and one for each project of which nothing came that counts.
    letters = [one.name for one in (tmp_path / "信").iterdir()]
    asked = [name for name in letters if name.startswith("未报送_")]
    assert len(letters) - len(asked) == 37
    assert sorted(name.split("_")[1] for name in asked) == sorted(data["batch"]["register"]["missing"])
    # Only what can be corrected is sent back: not the unreadable ones, not the form of another year.
    assert sorted(one.name[:4] for one in office.copies.iterdir()) == [code(number) for number in FAULTY]
    _send_back_and_collect(office)
    _second_round(office)
    _add_up(office)


def _send_back_and_collect(office: Office) -> None:
    """The units mend and explain in the copies, and send those in; the unreadable and the wrong ones come anew."""
    for number, changes in MENDED.items():
        copy = next(office.copies.glob(f"{code(number)}_*"))
        _type_into(copy, office.back / copy.name, changes)
        if not changes:
            _explain(office.back / copy.name, "S04")
    for number in (*CORRUPT, OTHER_YEAR):
        office.fill(number)


def _second_round(office: Office) -> None:
    """Everything passes; what is still missing is told, then let pass by name."""
    exit_code, data = office.check()
    assert data["summary"]["verdicts"] == {"return": 0, "review": 0, "pass": 37, "unchecked": 0}
    assert exit_code == 1
    assert data["batch"]["register"]["missing"] == told(data, "B01") == [code(number) for number in NEVER]
    forms = by_code(data)
    for number in FAULTY:
        since = forms[code(number)]["since"]
        assert (since["verdict"], since["new"]) == ("review" if number in {4, 5} else "return", [])
        assert since["resolved"]
    assert all(forms[code(number)]["since"]["resolved"] == [] for number in range(6, 33))
    explained = [one for number in (4, 5) for one in forms[code(number)]["findings"] if one["rule"] == "S04"]
    assert [one["explanation"] for one in explained] == [REASON, REASON]
    waivers = office.root / "豁免.csv"
    lines = [("B01", code(number), "", "项目已撤销", "张三", "") for number in NEVER]
    _csv(
        waivers,
        ("规则", "项目编码", "单元格", "理由", "批准人", "有效期"),
        [*lines, ("B02", code(TWICE), "", "更正", "", "")],
    )
    exit_code, data = office.check("--waivers", waivers, "--fail-on", "warning")
    assert exit_code == 0
    assert {one["use"] for one in data["batch"]["exemptions"]} == {"used"}


def _add_up(office: Office) -> None:
    """The 汇总表: 36 projects, sums by hand; it agrees with the forms, and a figure changed in it is found."""
    out = office.back / "汇总表.xlsx"
    result = run("summary", office.back, "-o", out, "--year", YEAR, "--register", office.register)
    assert result.return_value == 0
    assert "36个项目，没有报送的4个，没有计入的文件1个" in result.output
    book: Any = openpyxl.load_workbook(out, data_only=True)
    lines = {row[1]: row for row in book["汇总表"].iter_rows(min_row=4, values_only=True) if row[0]}
    assert sorted(lines) == [code(number) for number in range(1, 37)]
    spent = {number: budget(number) * Decimal("0.95") for number in range(1, 37)}
    spent |= {3: Decimal("97.85"), 4: Decimal(75), 5: Decimal(70)}
    assert {key: Decimal(str(row[7])) for key, row in lines.items()} == {code(n): spent[n] for n in spent}
    totals = [row for row in book["汇总表"].iter_rows(min_row=4, values_only=True) if not row[0]]
    assert {row[3] for row in totals[:-1]} == set(DEPARTMENTS)
    for row in totals[:-1]:
        of = [number for number in range(1, 37) if department(number) == row[3]]
        assert row[2] == f"小计（{len(of)}个项目）"
        assert Decimal(str(row[6])) == sum(budget(number) for number in of)
        assert Decimal(str(row[7])).quantize(Decimal("0.01")) == sum(spent[number] for number in of)
    assert Decimal(str(totals[-1][6])) == sum(budget(number) for number in range(1, 37)) == 4266
    assert [row[1] for row in book["未报送"].iter_rows(min_row=4, values_only=True)] == [code(n) for n in NEVER]
    _, data = office.check()
    assert {one["rule"] for one in data["batch"]["findings"]} == {"B01", "B02"}
    page = openpyxl.load_workbook(out, data_only=True)
    page["汇总表"]["J4"] = 60
    whose = page["汇总表"]["B4"].value
    page.save(out)
    _, data = office.check()
    assert told(data, "B03") == [whose]
