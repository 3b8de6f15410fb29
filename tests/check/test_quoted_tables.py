"""The tables of a report that say once more what its form says: compared with it, and no forms of their own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import docx.document
import pytest
from told_reports import FRAME, HONEST_PARTS

from perf_xlsx.check.checking import Checking
from perf_xlsx.check.engine import check_file
from perf_xlsx.finding import FormReport

HEADING = ("资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率")
FUNDS: dict[str, tuple[str, ...]] = {
    "年度资金总额": ("50", "50", "45", "90%"),
    "当年财政拨款": ("40", "40", "36", "90%"),
    "其他资金": ("10", "10", "9", "90%"),
}
ANNEX = (
    ("项目资金（万元）", "", *HEADING[1:]),
    *(("", name, *amounts) for name, amounts in FUNDS.items()),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"),
    ("产出指标", "数量指标", "培训人数", "≥100人", "100人", "90"),
)
PARTS = HONEST_PARTS | {"funds": "项目预算50万元，实际支出45万元，预算执行率90%。"}


def reports_of(
    out: Path, funds: Mapping[str, tuple[str, ...]], above: str = "", *, annex: bool = True
) -> list[FormReport]:
    """What is found on a report of 2021 with a table of funds in its text, above its annexed form."""
    document = docx.Document()
    for line in FRAME.format(**PARTS).replace("绩效自评报告", "2021年度绩效自评报告").split("\n"):
        document.add_paragraph(line)
        if "实际支出" in line:
            document.add_paragraph(above or "各项资金见下表（单位：万元）。")
            add_table(document, [HEADING, *((name, *amounts) for name, amounts in funds.items())])
    if annex:
        document.add_paragraph("附件1")
        document.add_paragraph("项目支出绩效自评表")
        document.add_paragraph("（2021年度）")
        add_table(document, ANNEX)
    path = out / "报告.docx"
    document.save(str(path))
    return check_file(path, path.name, Checking())


def add_table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    """A table of texts."""
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def differences(reports: Sequence[FormReport]) -> list[str]:
    """What the report is told to differ in from its form."""
    [report] = [one for one in reports if one.kind == "report"]
    return [one.message for one in report.findings if one.rule == "C26"]


def test_a_table_of_funds_is_held_against_the_form(tmp_path: Path) -> None:
    """Repeated as it stands in the form it says nothing; one other amount is named with both cells."""
    same = reports_of(tmp_path, FUNDS)
    assert [one.kind for one in same] == ["form", "report"]
    assert differences(same) == []
    other = reports_of(tmp_path, FUNDS | {"当年财政拨款": ("40", "40", "35", "90%")})
    assert [one.kind for one in other] == ["form", "report"]
    assert differences(other) == ["表1第3行第4列“35”，表2第3行第5列是“36”，请核对"]


@pytest.mark.parametrize(
    ("funds", "above"),
    [
        (
            {"年度资金总额": ("50", "50", "47", "94%"), "当年财政拨款": ("40", "40", "36", "90%")},
            "2020年资金见下表（万元）。",
        ),
        (
            {"年度资金总额": ("20", "20", "18", "90%"), "当年财政拨款": ("20", "20", "18", "90%")},
            "其中市级资金见下表（万元）。",
        ),
    ],
    ids=["last year's", "of a part"],
)
def test_a_table_of_other_funds_is_no_copy(funds: Mapping[str, tuple[str, ...]], above: str, tmp_path: Path) -> None:
    """Of another year by the words above it; of a part of the money, where most amounts are others."""
    assert differences(reports_of(tmp_path, funds, above)) == []


def test_a_table_of_funds_is_no_form(tmp_path: Path) -> None:
    """A report with nothing but such a table is a report, neither a form nor a file without one."""
    [report] = reports_of(tmp_path, FUNDS, annex=False)
    assert (report.kind, [one.rule for one in report.findings]) == ("report", [])
