"""Headers of two rows, parts without a header, gaps in ruled lines, printed names of levels and blocks."""

from tools import at, catalog, national

from perf_xlsx.form.arrange import arrange
from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.project import blank_project, shape_of
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.form.texts import level_words

YUNNAN, HEBEI, SHANXI = (f"{name}/project_self_evaluation" for name in ("yunnan/2022", "hebei/2020", "shanxi/2020"))
ANHUI, HUBEI = (f"{name}/project_self_evaluation" for name in ("anhui/2022", "hubei/2020"))


def sheet_of(name: str) -> Sheet:
    """A shipped form with an indicator below its first 二级指标 only."""
    template = catalog().get(name)
    first = template.definition.levels[0]
    return lay_out(template, shape_of([(first.key, first.children[0].key)], template))


def label(sheet: Sheet, text: str) -> Cell:
    """The label of that text in the header of the list or the matrix."""
    rows = {row for row, name in sheet.page.row_ids.items() if ".header" in name}
    return next(cell for cell in sheet.page.cells if cell.row in rows and "".join(cell.text.split()) == text)


def box(cell: Cell) -> tuple[int, int, int, int]:
    """Where a cell stands: first row and column, last row and column."""
    return cell.row, cell.column, cell.last_row, cell.last_column


def test_a_heading_stands_over_its_columns() -> None:
    """年度指标值 spans the three columns below it; the others take both rows."""
    sheet = sheet_of(YUNNAN)
    top, last = sheet.page.header_rows
    assert last == top + 1
    assert box(label(sheet, "年度指标值")) == (top, 5, top, 7)
    assert box(label(sheet, "指标值")) == (last, 6, last, 6)
    assert box(label(sheet, "三级指标")) == (top, 4, last, 4)
    assert sheet.page.list_rows[0] == last + 1


def test_neighbours_of_one_heading_share_it() -> None:
    """In the matrix 财政资金 spans 小计 and the four levels, once."""
    sheet = sheet_of(SHANXI)
    assert [box(cell)[1::2] for cell in sheet.page.cells if cell.text == "财政资金"] == [(4, 8)]
    assert label(sheet, "项目").last_row == label(sheet, "财政资金").row + 1


def test_a_list_may_go_on_below_another_block() -> None:
    """Its header row is there, hidden; what later pages repeat is the row above it that shows."""
    sheet = sheet_of(SHANXI)
    first, _ = sheet.page.list_rows
    assert first - 1 in sheet.page.hidden_rows
    assert sheet.page.row_ids[first - 2] == "funds.total"
    assert sheet.page.header_rows == (first - 3, first - 3)


def test_a_grid_may_go_on_below_the_list() -> None:
    """The execution rate's row follows the last indicator, with nothing that shows in between."""
    sheet = sheet_of(HEBEI)
    ids = {name: row for row, name in sheet.page.row_ids.items()}
    between = set(range(sheet.page.list_rows[1] + 1, ids["execution.rate"]))
    assert between
    assert between <= sheet.page.hidden_rows


def test_gaps_of_a_ruled_line_are_ruled() -> None:
    """Between 单位名称 and 填报日期 stands a blank cell; the national form has no gap anywhere."""
    sheet = sheet_of(HUBEI)
    blank = [cell for cell in sheet.page.cells if cell.role is Role.LABEL and not cell.text and cell.source is None]
    header = next(row for row, name in sheet.page.row_ids.items() if name == "header.1")
    assert [(cell.column, cell.last_column) for cell in blank if cell.row == header] == [(5, 5)]
    page = arrange(national(), shape_of([], national()))
    ids = {row for row, name in page.row_ids.items() if name.partition(".")[0] in {"header", "goal", "total"}}
    assert not [cell for cell in page.cells if cell.row in ids and cell.role is Role.LABEL and not cell.text]


def test_levels_print_their_weight() -> None:
    """A level is printed as its template says, with the policy's number; its label is what lists say."""
    anhui = catalog().get(ANHUI)
    assert level_words(anhui, "output", "cost") == {
        "level1": "产出指标\n(50分)", "level2": "成本指标", "level1_key": "output", "level2_key": "cost",
    }  # fmt: skip
    assert level_words(anhui, "gone", "cost")["level1"] is None
    assert blank_project(catalog().get(ANHUI, blank=True), 2022).given[at("indicators.1.level1")] == "产出指标\n(50分)"


def test_omitted_cells_print_the_forms_own_dash() -> None:
    """Sichuan prints a stroke where the national form prints a dash."""
    texts = {
        name: {cell.text for cell in sheet_of(name).page.cells if cell.role is Role.OMITTED and cell.row < 14}
        for name in ("sichuan/2023/project_self_evaluation", "national/2020/project_self_evaluation")
    }
    assert texts == {
        "sichuan/2023/project_self_evaluation": {"/", ""},
        "national/2020/project_self_evaluation": {"—", ""},
    }
