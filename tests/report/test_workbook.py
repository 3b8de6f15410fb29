"""The bureau's workbook: what stands on its sheets, links, charts, and that no text becomes a formula."""

import io
import zipfile
from pathlib import Path
from typing import Any

import office
import openpyxl
import pytest
from batches import ABOUT, EVIL, batch, finding, form

from perf_xlsx.batch_report import BatchReport
from perf_xlsx.extract import Returns, Since
from perf_xlsx.finding import RuleLog, Severity
from perf_xlsx.report import sheets
from perf_xlsx.report.workbook import workbook_report


def opened(what: BatchReport, path: Path = Path("报告.xlsx")) -> Any:
    """The report read back."""
    return openpyxl.load_workbook(io.BytesIO(b"".join(workbook_report(what, ABOUT, path))))


def table(page: Any, first: int = 3) -> list[list[object]]:
    """The rows of a sheet from its headings down."""
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=first)]


def linked(page: Any) -> list[Any]:
    """The cells that lead somewhere."""
    return [cell for row in page.iter_rows() for cell in row if cell.hyperlink]


def test_sheets() -> None:
    """Overview, forms, findings, rules, exemptions, notes; without exemptions no sheet of them."""
    assert opened(batch()).sheetnames == ["概览", "各表结果", "问题清单", "规则运行情况", "豁免和本地规则", "说明"]
    assert "豁免和本地规则" not in opened(BatchReport((form(1),))).sheetnames


def test_forms_one_a_line() -> None:
    """Every form with verdict, project, rate, total, grade, counts; the title and headings above."""
    rows = table(opened(batch())["各表结果"])
    assert rows[0][:5] == ["序号", "结论", "项目编码", "项目名称", "主管部门"]
    assert len(rows) == 6
    assert rows[1][1:5] == ["退回修改", "P001", "项目1", "教育局"]
    assert rows[1][6:13] == [2025, 0.95, 99.5, "优", 1, 1, 0]
    assert rows[5][1] == "无法审核"


def test_a_round_beside_the_one_before() -> None:
    """What was resolved, is new and remains stands behind each form, and on the overview for all; else no columns."""
    since = Since("return", ("S13 甲",), (), 2, same_rules=False)
    book = opened(BatchReport((form(1, since=since), form(2))))
    rows = table(book["各表结果"])
    assert rows[0][-3:] == ["已解决", "新增", "仍存在"]
    assert [row[-3:] for row in rows[1:]] == [[1, 0, 2], [None, None, None]]
    told = str(book["概览"]["A6"].value)
    assert "与上一轮相比：已解决1条，新增0条，仍存在2条（1张表）" in told
    assert "规则有改动，结论变化：退回修改→通过1张" in told
    assert len(table(opened(batch())["各表结果"])[0]) == 15


def test_one_batch_one_set_of_numbers() -> None:
    """A 汇总表 among the files is no form; rules between forms ran once; the sums are those of the cards."""
    between = finding("B02", Severity.WARNING, cell=None, projects=("P001", "P002"))
    log = RuleLog(("B02",), {"B01": "没有给下发登记（--register）"})
    told = RuleLog(("S13",), {"B01": "见批次", "B02": "见批次"})
    forms = (form(1, finding(), rules=told), form(2, rules=told), form(3, kind="summary", file="汇总.xlsx"))
    book = opened(BatchReport(forms, (between,), rules=log, returns=Returns(3, 2, ("P003",))))
    rows = table(book["概览"], 1)
    assert rows[4][:9] == [2, 3, 1, 0, 1, 0, 1, 1, 0]
    total = next(row for row in rows if row[0] == "合计")
    assert total[1:9] == [2, 1, 0, 1, 0, 1, 1, 0]
    assert "下发3个项目，收到2个，缺1个；收到汇总表1份" in str(rows[5][0])
    assert len(table(book["各表结果"])) == 3
    uses = {row[0]: row[1:] for row in table(book["规则运行情况"])[1:]}
    assert uses["B02"][1:] == [1, "—", 1, 0, 0, None]
    assert uses["B01"][1:] == [0, 0, 0, 1, 0, "没有给下发登记（--register）（全批）"]
    assert table(book["问题清单"])[1][5:7] == ["P001、P002", "（全批）"]


def test_findings_one_a_line_with_filter_and_links() -> None:
    """Batch findings first, then each form's; the place leads to the cell in the file, the last column to the file.

    What a link shows is short, for LibreOffice does not break it; the name stands beside it and may take lines.
    """
    page = opened(batch())["问题清单"]
    rows = table(page)
    assert [row[2] for row in rows[1:]] == ["B01", "S13", "S04", "S04", "A03", "F01"]
    assert page.auto_filter.ref == "A3:P9"
    assert page.freeze_panes == "A4"
    links = {one.coordinate: (one.hyperlink.target, one.hyperlink.location) for one in linked(page)}
    assert links["H5"] == ("回收\\1.xlsx", "'自评表'!H27")
    assert {str(cell.value) for cell in linked(page)} == {"打开", "H27", "H6"}
    assert [rows[2][14], rows[6][14]] == ["1.xlsx", "坏#%.xlsx"]
    assert links["P5"] == ("回收\\1.xlsx", None)
    assert links["P9"] == ("回收\\坏%23%25.xlsx", None)


def test_texts_are_never_formulas() -> None:
    """Whatever a text begins with, the cell holds text; terminal escapes and line breaks are gone."""
    book = opened(batch())
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(text.startswith("=HYPERLINK") for text in texts)
    assert not [text for text in texts if "\x1b" in text or "_x001B_" in text]
    assert EVIL not in texts
    targets = {cell.hyperlink.target for page in book for cell in linked(page)}
    assert targets
    assert not [one for one in targets if "evil" in str(one)]


def test_overview_counts() -> None:
    """Departments with their verdicts, worst first, and a total line; the cards above say the same."""
    rows = table(opened(batch())["概览"], 1)
    start = next(number for number, row in enumerate(rows) if row[0] == "主管部门")
    lines = {row[0]: row[1:9] for row in rows[start + 1 :] if row[0] and isinstance(row[1], int)}
    assert lines["教育局"] == [2, 1, 0, 1, 0, 1, 1, 0]
    assert lines["民政局"] == [1, 0, 1, 0, 0, 0, 1, 0]
    assert lines["合计"][:5] == [4, 1, 1, 2, 1]  # four forms; the fifth file holds none
    assert rows[3][:6] == ["自评表", "文件", "退回修改", "待核实", "通过", "无法审核"]
    assert rows[4][:9] == [4, 5, 1, 1, 2, 1, 3, 2, 1]


def test_charts_read_the_tables() -> None:
    """Three native charts, whose series point at cells that hold the numbers shown."""
    data = b"".join(workbook_report(batch(), ABOUT, Path("报告.xlsx")))
    parts = zipfile.ZipFile(io.BytesIO(data))
    charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert all("宋体" in chart and "黑体" in chart for chart in charts)


def test_rules_are_all_there_with_reasons() -> None:
    """A rule that ran, one that was skipped with its reason and the number of forms."""
    rows = {row[0]: row[1:] for row in table(opened(batch())["规则运行情况"])[1:]}
    assert rows["S04"] == ["执行率偏低未说明", 2, 2, 0, 4, 0, "本模板没有执行率（4张）"]
    assert rows["A03"][3] == 4


def test_prints_on_a4_landscape() -> None:
    """Every sheet is A4 landscape, one page wide, tables with their headings on every page."""
    for page in opened(batch()):
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in {None, 1}  # 1 is what it is when it is not said
        assert page.page_setup.fitToHeight == 0


def test_a_very_large_report_is_written_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past a number of cells nothing is kept in memory, past a number of links the rest are texts: the same content."""
    many = BatchReport(tuple(form(number, finding(), finding("S04")) for number in range(1, 6)))
    small = {page.title: table(page, 1) for page in opened(many)}
    monkeypatch.setattr(sheets, "MANY_CELLS", 1)
    monkeypatch.setattr(sheets, "MOST_LINKS", 3)
    book = opened(many)
    large = {page.title: table(page, 1) for page in book}
    # What cannot be opened does not say it can.
    less = {name: [[None if cell == "打开" else cell for cell in row] for row in rows] for name, rows in small.items()}
    more = {name: [[None if cell == "打开" else cell for cell in row] for row in rows] for name, rows in large.items()}
    assert more == less
    for page in (book["各表结果"], book["问题清单"]):
        assert len(linked(page)) == 3
        opens = [cell for row in page.iter_rows(min_row=4) for cell in row if cell.value == "打开"]
        assert opens
        assert all(cell.hyperlink for cell in opens)


def test_two_reports_are_equal() -> None:
    """Made twice of the same, byte for byte the same."""
    one, other = (b"".join(workbook_report(batch(), ABOUT, Path("a.xlsx"))) for _ in range(2))
    assert one == other


@pytest.mark.office
def test_an_office_program_prints_it(tmp_path: Path) -> None:
    """LibreOffice opens it and prints each sheet on pages as wide as the sheet."""
    file = tmp_path / "报告.xlsx"
    file.write_bytes(b"".join(workbook_report(batch(), ABOUT, file)))
    assert 6 <= len(office.pictures(office.to_pdf(file, tmp_path), tmp_path / "pages", dots_per_inch=20)) <= 8


def test_a_whole_rate_has_room() -> None:
    """100.00% is shown in a font half as wide again as the one that columns are measured in."""
    page = opened(batch())["各表结果"]
    [heading] = [cell for cell in page[3] if cell.value == "执行率"]
    assert page.column_dimensions[heading.column_letter].width >= len("100.00%") * 1.5
