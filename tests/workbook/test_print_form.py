"""The print form as a file: values only, locked, the official look, pages that end where it was cut."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from printed import LONG, form_of, many
from tools import COST, FILLED, QUALITY, SATISFACTION, Changes, catalog, filled, national, project

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.identity import Identity, identity_of
from perf_xlsx.form.project import blank_project
from perf_xlsx.workbook.print_form import write_print_form

IDENTITY = identity_of(national(), project())


def written(form: FilledForm | None = None, note: str = "", identity: Identity = IDENTITY) -> bytes:
    """The print form of a form, the clean one unless told."""
    return write_print_form(form or filled(), identity, note)


def page_of(data: bytes) -> Any:
    """The one sheet as openpyxl sees it."""
    [page] = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return page


def texts(page: Any) -> list[object]:
    """Everything that stands on a sheet."""
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


def row_of(page: Any, text: str) -> int:
    """The row a text stands in."""
    return next(int(cell.row) for row in page.iter_rows() for cell in row if cell.value == text)


def test_two_builds_are_equal() -> None:
    """Byte for byte, whatever the day."""
    assert written() == written()


def test_values_only() -> None:
    """One sheet without formulas, validations, conditional formats, hidden rows or columns, keys or panel."""
    data = written()
    page = page_of(data)
    assert not [text for text in texts(page) if str(text).startswith(("=", "KEY:", "ROW:", "COL:", "SIG:"))]
    assert "填报状态" not in texts(page)
    assert not page.data_validations.dataValidation
    assert not list(page.conditional_formatting)
    assert not [key for key, column in page.column_dimensions.items() if column.hidden]
    assert not [key for key, row in page.row_dimensions.items() if row.hidden]
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert re.findall(rb'name="(.*?)"', archive.read("docProps/custom.xml")) == [b"perf_made"]


def test_what_is_printed_is_what_was_filled_in_and_what_follows_from_it() -> None:
    """Numbers stay numbers, shown with their unit; scores, total and grade are computed from the inputs."""
    page = page_of(written())
    row = row_of(page, "培训人次")
    shown = [page.cell(row, column).value for column in range(4, 10)]
    assert shown == ["培训人次", "≥50人次", 60, 20, 20, None]
    assert page.cell(row, 6).number_format == 'General"人次"'
    assert page.cell(row_of(page, "考试合格率"), 6).number_format == "0.00%"
    total = row_of(page, "总分")
    assert [page.cell(total, column).value for column in (7, 8, 9)] == [100, 99.5, "优"]


def test_a_typed_percentage_stays_one() -> None:
    """100% pasted over the word of a qualitative row is printed as 100%, not as 1."""
    form = filled(project(), {**FILLED, f"indicators.{QUALITY}.actual": 1})
    place = next(place for place in form.declared if str(place) == f"indicators.{COST}.actual")
    form.printed = {place: "950%"}
    page = page_of(written(form))
    assert page.cell(row_of(page, "培训成本"), 6).number_format == "0.00%"


def test_the_form_a_unit_typed_itself() -> None:
    """Of a 空白版 only the rows in use are printed, numbers with the unit that was typed beside them."""
    template = catalog().get(national().id, blank=True)
    one = blank_project(template, 2026)
    row: Changes = {
        "level3": "合格率",
        "comparator": "≥",
        "target_number": 95,
        "measure_unit": "%",
        "points": 20,
        "actual": 96,
    }
    inputs: Changes = {f"indicators.4.{key}": value for key, value in row.items()}
    form = filled(one, {"header.project_name": "基层培训", **inputs}, template=template)
    page = page_of(write_print_form(form, identity_of(template, one)))
    at = row_of(page, "合格率")
    assert [page.cell(at, column).value for column in range(4, 9)] == ["合格率", "≥95%", 96, 20, 20]
    assert page.cell(at, 6).number_format == 'General"%"'
    first, total = row_of(page, "三级指标") + 1, row_of(page, "总分")
    classes = sum(len(level.children) for level in template.definition.levels)
    assert total - first == classes
    assert [page.cell(line, 4).value for line in range(first, total)].count("/") == classes - 1
    assert page.oddHeader.right.text is None


def test_everything_is_locked_and_rows_can_be_dragged() -> None:
    """No cell can be typed into, the unused ones not either; heights and widths stay free."""
    page = page_of(written())
    assert page.protection.sheet
    assert not page.protection.formatRows
    assert not page.protection.formatColumns
    assert all(cell.protection.locked for row in page.iter_rows() for cell in row)
    assert page.cell(900, 900).protection.locked


def test_header_and_footer() -> None:
    """Code, template, digits of the signature, page numbers; a draft says so on every page."""
    signed = identity_of(national(), project(), b"key")
    page = page_of(written(note="草稿：尚有2处须改正", identity=signed))
    assert page.oddHeader.left.text == "草稿：尚有2处须改正"
    assert page.oddHeader.right.text == "项目编码：B001"
    assert page.oddFooter.left.text == f"{national().id}  签名 {signed.printed}"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert page_of(written()).oddHeader.left.text is None
    assert page_of(written()).oddFooter.left.text == f"{national().id}  摘要 {IDENTITY.printed}"


def test_one_page_when_it_fits() -> None:
    """An ordinary form is fitted to one sheet of A4."""
    page = page_of(written())
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.paperSize == 9
    assert not page.row_breaks.brk


def test_several_pages() -> None:
    """A long form is fitted to the width alone, its pages end where spans were cut, its header row is repeated."""
    page = page_of(written(form_of(many(60))))
    assert page.page_setup.fitToHeight == 0
    ends = [one.id for one in page.row_breaks.brk]
    assert len(ends) > 1
    header = row_of(page, "三级指标")
    assert page.print_title_rows == f"${header}:${header}"
    for merged in page.merged_cells.ranges:
        assert not [end for end in ends if merged.min_row <= end < merged.max_row], merged


def test_a_cut_text_has_no_rules_inside() -> None:
    """Its parts stand at the top of their rows, ruled at the sides, and above and below only at the ends."""
    page = page_of(written(form_of(inputs={"goal.achieved": LONG * 32})))
    first = row_of(page, "实际完成情况") + 1
    cells = [page.cell(row, 6) for row in range(first, row_of(page, "三级指标"))]
    assert len(cells) > 2
    assert {cell.alignment.vertical for cell in cells} == {"top"}
    assert {cell.border.left.style for cell in cells} == {"thin"}
    assert [cell.border.top.style for cell in cells] == ["thin", *[None] * (len(cells) - 1)]
    assert [cell.border.bottom.style for cell in cells] == [*[None] * (len(cells) - 1), "thin"]


@pytest.mark.parametrize(
    "text", ["=1+1", "@x", "http://x.cn", "<b>&\"'</b>", "\ud800\x00\x1b[31m甲", "&P&D" * 50, "长" * 3000, "\n" * 900]
)
def test_whatever_was_typed_is_text(text: str) -> None:
    """Nothing typed becomes a formula, a link or markup, and nothing typed cannot be printed."""
    inputs: Changes = {"goal.achieved": text, f"indicators.{SATISFACTION}.actual": text, "signature.phone": text}
    form = form_of(inputs=inputs)
    page = page_of(written(form, identity=Identity(text, "0", 2020, text, text, text)))
    assert not [cell for row in page.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_a_text_longer_than_a_cell_holds() -> None:
    """More than the 32,767 signs of a cell are spread over rows like any long text."""
    page = page_of(written(form_of(inputs={"goal.achieved": "长" * 33_000})))
    first = row_of(page, "实际完成情况") + 1
    parts = [page.cell(row, 6).value for row in range(first, row_of(page, "三级指标"))]
    assert sum(len(part) for part in parts if isinstance(part, str)) == 33_000


def test_error_values_are_printed_as_they_stand() -> None:
    """A number too wide shrinks, an error value is a word, a huge number does not raise."""
    form = form_of(inputs={"funds.appropriation.annual_spending": 123456789012345, f"indicators.{COST}.actual": "#N/A"})
    page = page_of(written(form))
    row = row_of(page, "其中：当年财政拨款")
    assert page.cell(row, 6).value == 123456789012345
    assert page.cell(row, 6).alignment.shrink_to_fit
    assert page.cell(row_of(page, "培训成本"), 6).value == "#N/A"
