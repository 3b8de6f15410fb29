"""自评结果汇总表: lines, sub-totals, charts, what is missing and what was left out; formulas give what is stored."""

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
from batches import ABOUT, EVIL, batch, finding, form
from tools import national

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.extract import Extract
from perf_xlsx.finding import Finding, FormReport, Funds, RuleLog, Score, Severity
from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.registered import Issued, Registered
from perf_xlsx.form.returns import return_of
from perf_xlsx.report.projects import Summary, problems, summary_of
from perf_xlsx.report.summary import summary_workbook
from perf_xlsx.rules.base import Found
from perf_xlsx.rules.returned_twice import returned_twice
from perf_xlsx.template.judgement import judgement_of

HEADINGS = [
    *("序号", "项目编码", "项目名称", "主管部门", "实施单位"),
    *(
        "年初预算\n（万元）",
        "全年预算\n（万元）",
        "全年执行\n（万元）",
        "执行率",
        "得分",
        "等级",
        "审核结论",
        "主要问题",
    ),
]


def funds(budget: str, spending: str, unit: str = "万元") -> Funds:
    """Amounts of a form."""
    return Funds(budget, budget, spending, unit)


def three() -> BatchReport:
    """Two departments, three projects; the numbers are easy to add by hand."""
    return BatchReport(
        (
            form(1, funds=funds("100", "50"), score=Score("90", "90", "90", "excellent")),
            form(2, finding(), funds=funds("40", "40"), score=Score("70", "70", "70", "fair")),
            form(3, funds=funds("300", "300"), score=Score("81", "81", "81", "good")),
        )
    )


def rows(summary: Summary, *, values: bool = True, sheet: str = "汇总表", first: int = 3) -> list[list[object]]:
    """A sheet read back from its headings down."""
    data = summary_workbook(summary, ABOUT)
    page = openpyxl.load_workbook(io.BytesIO(data), data_only=values)[sheet]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first)]


def test_lines_and_totals() -> None:
    """Departments in order, each with its lines and sub-total; sums by hand, the average of scores, the whole rate."""
    table = rows(summary_of(three()))
    assert table[0] == HEADINGS
    assert table[1][:5] == [1, "P001", "项目1", "教育局", "第1中学"]
    assert table[1][5:12] == [100, 100, 50, 0.5, 90, "优", "通过"]
    assert [row[2] for row in table[1:]] == [
        *("项目1", "项目3", "小计（2个项目）", "项目2", "小计（1个项目）", "合计（3个项目）"),
    ]  # fmt: skip
    assert table[3][5:10] == [400, 400, 350, 0.875, 85.5]
    assert table[5][5:10] == [40, 40, 40, 1, 70]
    assert table[6][5:8] == [440, 440, 390]
    assert table[6][8] == pytest.approx(390 / 440)
    assert table[6][9] == 80.33
    assert table[4][12] == "满意度未达标（S13）"


def test_totals_are_formulas() -> None:
    """Sums, rates and averages are alive; the grand total takes numbered lines only."""
    table = rows(summary_of(three()), values=False)
    assert table[1][8] == '=IF(OR(N(G4)=0,H4=""),"",H4/G4)'
    assert table[3][6] == "=SUM(G4:G5)"
    assert table[6][6] == '=SUMIF($A$4:$A$8,">0",G4:G8)'


def without_spending() -> BatchReport:
    """Of one department: 50 of 100 at 90 points, 10 of 20 at 80, and one of 1000 whose spending cannot be read."""
    return BatchReport(
        (
            form(1, funds=funds("100", "50"), score=Score("90", "90", "90", "excellent")),
            form(3, funds=funds("20", "10"), score=Score("80", "80", "80", "good")),
            form(5, funds=Funds("1000", "1000", None), score=Score("30", "30", None, None), execution_rate=None),
        )
    )


def test_a_project_without_spending_is_in_no_rate() -> None:
    """60 of 120, not of 1120; the average is that of whole scores, 85; both say how many are left out, sums do not."""
    table = rows(summary_of(without_spending()))
    for total in table[4:]:
        assert total[5:10] == [1120, 1120, 60, 0.5, 85]
        assert total[12] == "执行率没有计入1个缺全年预算数或全年执行数的项目。平均分没有计入1个没有得出等级的项目。"
    assert [row[12] for row in rows(summary_of(three()))[3::2]] == [None, None]


def test_forms_that_know_no_grade_have_an_average() -> None:
    """Where no form has a grade, a score without one is a whole score."""
    forms = tuple(form(number, score=Score("90", "90", "90", None)) for number in (1, 2))
    total = rows(summary_of(BatchReport(forms)))[-1]
    assert (total[9], total[12]) == (90, None)


@pytest.mark.office
def test_an_office_program_computes_the_same(tmp_path: Path) -> None:
    """LibreOffice, made to compute everything anew, gives every stored result."""
    missing = form(4, funds=Funds(), score=Score(), execution_rate=None)
    unspent = form(5, funds=Funds("10", "10", None), execution_rate=None)
    batches = BatchReport((*three().forms, missing, unspent)), without_spending(), BatchReport(three().forms[:1])
    files = [tmp_path / f"汇总{number}.xlsx" for number in range(len(batches))]
    for file, one in zip(files, batches, strict=True):
        file.write_bytes(summary_workbook(summary_of(one), ABOUT))
    for file, again in zip(files, office.recalculate(files, tmp_path / "neu"), strict=True):
        stored, computed = (_values(one) for one in (file, again))
        assert stored.keys() == computed.keys()
        for place, value in stored.items():
            assert computed[place] == (pytest.approx(value) if isinstance(value, int | float) else value), place


def _values(file: Path) -> Mapping[tuple[str, str], Any]:
    book = openpyxl.load_workbook(file, data_only=True)
    cells = [(page.title, cell) for page in book for row in page.iter_rows() for cell in row]
    return {(name, cell.coordinate): cell.value for name, cell in cells if cell.value not in {None, ""}}


def test_a_project_returned_twice_counts_once() -> None:
    """The form B02 says counts: the latest filled in, whatever its verdict; the others are listed with that file."""
    early, late = Extract(content="a", filled_on="2021-01-20"), Extract(content="b", filled_on="2021-01-25")
    forms = (
        form(1, file="甲.xlsx", extract=early),
        form(1, finding(), file="乙.xlsx", extract=late),
        form(1, file="丙.xlsx", extract=early),
        form(3, file="丁.xlsx"),
    )
    made = summary_of(BatchReport(forms))
    assert [line.verdict for line in made.lines] == ["退回修改", "通过"]
    assert [(one.file, one.reason) for one in made.left_out] == [
        (name, "项目重复报送，已按最新的一份计入（乙.xlsx）") for name in ("甲.xlsx", "丙.xlsx")
    ]
    facts = BatchFacts(tuple(map(return_of, forms)), judgement=judgement_of(national()))
    [found] = returned_twice.run(facts)
    assert isinstance(found, Found)
    assert "按乙.xlsx" in found.message


def test_a_form_by_hand_of_an_issued_project_is_its_second_return() -> None:
    """It has no code, but name and department are those of an issued form: one line, not two."""
    by_hand = form(1, file="手.xlsx", project_code=None, issued=False)
    made = summary_of(BatchReport((by_hand, form(1))))
    assert [line.code for line in made.lines] == ["P001"]
    assert [one.file for one in made.left_out] == ["手.xlsx"]


def test_forms_without_a_code_are_not_one_project() -> None:
    """Two hand-made forms of different projects are two lines; so are two nobody can tell whose."""
    nobodys = [form(1, project_code=None, project_name=None, file=name) for name in ("1.xlsx", "2.xlsx")]
    assert len(summary_of(BatchReport(tuple(nobodys))).lines) == 2
    assert len(summary_of(BatchReport((form(1, project_code=None), form(2, project_code=None)))).lines) == 2


def test_what_is_left_out_says_why() -> None:
    """Not opened, another year, nothing read: not added up, each with its reason; no file is lost."""
    refused = Finding("F01", "unreadable-file", "无法读取", Severity.ERROR, "文件无法读取", "请重新报送。")
    wrong = Finding("T01", "wrong-template", "模板不符", Severity.ERROR, "程序没有这个模板", "请重新报送。")
    unknown = FormReport("模板.xlsx", (wrong,), RuleLog(), sheet="自评表", fiscal_year=2025)
    broken = FormReport("坏.xlsx", (refused,), RuleLog())
    made = summary_of(BatchReport((broken, form(2, fiscal_year=2024), unknown)), 2025)
    assert [(one.file, one.reason) for one in made.left_out] == [
        ("坏.xlsx", "文件无法读取"),
        ("回收/2.xlsx", "本表为2024年度，不是2025年度"),
        ("模板.xlsx", "程序没有这个模板"),
    ]
    assert rows(made, sheet="未计入")[1][1] == "坏.xlsx"
    assert rows(made)[1][2] == "合计（0个项目）"


def test_money_is_in_ten_thousands() -> None:
    """A form in 元 and one in 万元 add up."""
    made = summary_of(BatchReport((form(1, funds=funds("20000", "10000", "元")), form(3, funds=funds("1", "1")))))
    assert [line.annual_budget for line in made.lines] == [Decimal(2), Decimal(1)]


def test_what_did_not_come_back() -> None:
    """Of the register what no form has the code of; without a register there is no such sheet."""
    issued = [Issued(code, f"名{code}", f"局/{code}.xlsx", "") for code in ("P001", "P777")]
    register = {one.code: Registered(one, "局", "所", 2025, "t") for one in issued}
    made = summary_of(three(), register=register)
    assert [one.issued.code for one in made.unreturned] == ["P777"]
    assert rows(made, sheet="未报送")[1] == [1, "P777", "名P777", "局", "所", "局/P777.xlsx"]
    with pytest.raises(KeyError):
        rows(summary_of(three()), sheet="未报送")


def test_last_years_form_is_no_return() -> None:
    """As B01 says: the form of this year is missing; what came is listed with its year."""
    register = {"P001": Registered(Issued("P001", "名", "p", ""), "局", "所", 2025, "t")}
    for year in (2025, None):  # the run's year, or the register's
        made = summary_of(BatchReport((form(1, fiscal_year=2024),)), year, register)
        assert [one.issued.code for one in made.unreturned] == ["P001"]
        assert [one.reason for one in made.left_out] == ["本表为2024年度，不是2025年度"]


def test_what_is_no_form_is_named() -> None:
    """A 汇总表 and a narrative report among the files: not added up, and said to be what they are."""
    others = (form(1, kind="summary"), form(2, kind="report"))
    assert [one.reason for one in summary_of(BatchReport(others)).left_out] == [
        *("是汇总表，与各表核对（B03）", "是绩效自评报告，不是自评表"),
    ]  # fmt: skip


def test_findings_between_forms_have_a_sheet() -> None:
    """With the projects they are about; what is waived says so instead of asking for a correction."""
    found = finding("B02", Severity.WARNING, projects=("P001",), waiver="已核实")
    made = summary_of(BatchReport((form(1),), (found,)))
    [_, row] = rows(made, sheet="全批问题")
    assert (row[4], row[6]) == ("P001", "已豁免：已核实")


def test_main_problems() -> None:
    """Titles of open findings, the most serious first, each once, three at most; notes and waived ones not."""
    warning, note = finding("S04", Severity.WARNING), finding("A03", Severity.INFO)
    assert problems([note, warning, finding(), finding()]) == "满意度未达标（S13）；执行率偏低未说明（S04）"
    assert problems([finding(waiver="x")]) == ""
    many = [finding(f"S{number}") for number in range(10, 15)]
    assert problems(many).endswith("等5项")


def test_charts_are_native() -> None:
    """Grades, rates by department, rate against score as a scatter; a summary of nothing has no empty ones."""
    kinds = ("barChart", "scatterChart")
    parts = zipfile.ZipFile(io.BytesIO(summary_workbook(summary_of(three()), ABOUT)))
    charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    found = [kind for chart in charts for kind in kinds if f"<c:{kind}>" in chart]
    assert sorted(found) == ["barChart", "barChart", "scatterChart"]
    empty = zipfile.ZipFile(io.BytesIO(summary_workbook(summary_of(BatchReport(())), ABOUT)))
    assert len([name for name in empty.namelist() if name.startswith("xl/charts/chart")]) == 1


def test_texts_are_never_formulas() -> None:
    """A project's name that begins like a formula is a text everywhere."""
    data = summary_workbook(summary_of(batch()), ABOUT)
    book = openpyxl.load_workbook(io.BytesIO(data))
    formulas = [str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert not [one for one in formulas if "evil" in one or one == "=1+1"]
    assert any(EVIL[:10] in str(row[2]) for row in rows(summary_of(batch())))
