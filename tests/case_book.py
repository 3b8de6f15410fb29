"""The real forms as workbooks a clerk would have typed, and which place of a form each typed cell belongs to."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Border, Side
from openpyxl.utils import get_column_letter

from perf_xlsx.form.place import Place

FOLDER = Path(__file__).parent / "cases"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
# No form stands in these: two narrative reports, and two tables of targets.
NARRATIVES = ("000-narrative", "004-narrative")
TARGET_TABLES = ("w16-qingshan-boruoxuexiao", "w22-tianjin-hebei-fayuan-weixiu")
FORMS = [name for name in NAMES if name not in {*NARRATIVES, *TARGET_TABLES}]

SIDE = Side(style="thin")
BORDER = Border(SIDE, SIDE, SIDE, SIDE)
PERCENT = re.compile(r"-?[0-9]+(\.[0-9]+)?%")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# Which key of an indicator a column of the cases shows, and the place it belongs to ("" for none).
COLUMNS: Mapping[str, tuple[str, str]] = {
    "一级指标": ("level1", "level1"),
    "二级指标": ("level2", "level2"),
    "（小节标题）二级指标": ("level2", "level2"),
    "三级指标": ("level3", "level3"),
    "目标指标": ("level3", "level3"),
    "指标名称": ("level3", "level3"),
    "指标名（引号内）": ("level3", "level3"),
    "指标内容": ("level3", "level3"),
    "年度指标值": ("target", "target"),
    "指标值": ("target", "target"),
    "目标值": ("target", "target"),
    "年初目标值(A)": ("target", "target"),
    "预期指标值": ("target", "target"),
    "年度指标值/指标值": ("target", "split_target"),
    "预期指标值/值": ("target", "split_target"),
    "年度指标值/指标性质": ("nature", "comparator"),
    "指标性质": ("nature", "comparator"),
    "预期指标值/符号": ("operator", "comparator"),
    "年度指标值/度量单位": ("unit", "measure_unit"),
    "度量单位": ("unit", "measure_unit"),
    "预期指标值/单位(文字描述)": ("unit", "measure_unit"),
    "实际完成值": ("actual", "actual"),
    "实际完成值(B)": ("actual", "actual"),
    "全年实际值": ("actual", "actual"),
    "全年实际完成值": ("actual", "actual"),
    "实际完成指标值": ("actual", "actual"),
    "完成值": ("actual", "actual"),
    "业绩值": ("actual", "actual"),
    "单项指标实际完成值": ("actual", "actual"),
    "分值": ("weight", "points"),
    "权重": ("weight", "points"),
    "权重占比(%)": ("weight_pct", "points"),
    "得分": ("score", "score"),
    "指标得分": ("score", "score"),
    "单项指标折算得分": ("converted_score", "score"),
    "完成率": ("rate", "completion_rate"),
    "指标完成率": ("rate", "completion_rate"),
    "偏差原因分析及改进措施": ("deviation", "deviation_explanation"),
    "未完成原因分析": ("deviation", "deviation_explanation"),
    "未完成原因和改进措施": ("deviation", "deviation_explanation"),
    "未完成原因及拟采取的改进措施": ("deviation", "deviation_explanation"),
    "单项指标完成情况": ("status", ""),
    "单项指标得分": ("item_score", ""),
    "指标描述": ("description", ""),
    "绩效指标描述": ("description", ""),
}
FUNDS_COLUMNS: Mapping[str, str] = {
    "年初预算数": "initial_budget",
    "年初预算": "initial_budget",
    "全年预算数": "annual_budget",
    "全年预算数(A)": "annual_budget",
    "调整后预算数": "annual_budget",
    "预算安排(调整后)": "annual_budget",
    "预算数(A)": "annual_budget",
    "全年预算（下达）": "annual_budget",
    "全年执行数": "annual_spending",
    "全年执行数(B)": "annual_spending",
    "预算执行数": "annual_spending",
    "执行数(B)": "annual_spending",
    "资金执行": "annual_spending",
    "全年支出": "annual_spending",
    "实际支付": "annual_spending",
    "资金到位": "arrived",
    "到位资金": "arrived",
    "执行率": "execution_rate",
    "执行率(B/A)": "execution_rate",
    "预算执行率": "execution_rate",
    "预算执行率(B/A)": "execution_rate",
    "预算执行进度(%)": "execution_rate",
    "资金到位率": "arrival_rate",
    "项目资金": "annual_budget",
    "分值": "points",
    "权重": "points",
    "得分": "score",
    "得分(20分*执行率)": "score",
    "原因": "deviation_explanation",
    "财政资金": "",
    "其他资金": "",
}
FUNDS_ROWS: Mapping[str, str] = {
    "年度资金总额": "total",
    "年度资金总额:": "total",
    "年度财政资金总额": "total",
    "总额": "total",
    "预算数/到位数/执行数": "total",
    "正文": "total",
    "其中：当年财政拨款": "appropriation",
    "其中:当年财政拨款": "appropriation",
    "其中:当年财政 拨款": "appropriation",
    "其中:本年财政拨款": "appropriation",
    "其中:财政资金": "appropriation",
    "      上年结转资金": "carryover",
    "上年结转 资金": "carryover",
    "上年结转资金": "carryover",
    "  其他资金": "other",
    "其他资金": "other",
    "其他": "other",
}
# Sources that are summed: what is typed is held to the sum by tests of their own.
SUMMED_ROWS = ("其中:中央补助", "地方资金", "自治区补助", "市县资金", "财政专户管理资金", "单位资金")
MATRIX_COLUMNS: Mapping[str, str] = {
    "年度总金额(万元)": "total",
    "财政资金/小计": "appropriation",
    "财政资金/中央级": "central",
    "财政资金/省级": "province",
    "财政资金/市级": "city",
    "财政资金/县区级": "county",
    "上年结转资金(万元)": "carryover",
    "其他资金(万元)": "other",
    "行次": "",
}
MATRIX_ROWS: Mapping[str, str] = {
    "年初预算资金": "initial_budget",
    "全年预算资金": "annual_budget",
    "实际到位资金": "arrived",
    "全年执行资金": "annual_spending",
    "资金结余": "balance",
    "预算到位率": "arrival_rate",
    "预算执行率(%)": "execution_rate",
}
HEADS: Mapping[str, str] = {
    "项目名称": "project_name",
    "项目名称（正文）": "project_name",
    "项目": "project_name",
    "转移支付(项目)名称": "project_name",
    "主管部门": "supervising_department",
    "项目主管部门": "supervising_department",
    "地方主管部门": "supervising_department",
    "市县主管部门": "supervising_department",
    "实施单位": "implementing_unit",
    "实施单位 (盖章)": "implementing_unit",
    "实施(主管)单位": "implementing_unit",
    "项目实施单位": "implementing_unit",
    "项目实施单位/项目负责人": "implementing_unit",
    "资金使用单位": "implementing_unit",
}
GOALS: Mapping[str, str] = {
    "预期目标": "expected",
    "总体目标": "expected",
    "年初设定目标": "expected",
    "项目年度目标": "expected",
    "年度总体目标": "expected",
    "实际完成情况": "achieved",
    "全年实际完成情况": "achieved",
    "年度目标完成情况": "achieved",
    "年度总体目标完成情况综述": "achieved",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a clerk typed it: numbers or text, from which cell on, what was done to labels and merges."""

    as_text: bool = False
    top: int = 1
    left: int = 1
    spaced_labels: bool = False
    merged: bool = True
    gap: int = 0
    titled: bool = True


@dataclass(slots=True)
class Typed:
    """What was typed where: by place, the cell and its text ("" for a blank one)."""

    cells: dict[Place, tuple[str, str]] = field(default_factory=dict)
    count: int = 0
    next_row: int = 1


def case(name: str) -> dict[str, Any]:
    """The data of one real form."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def write_case(data: Mapping[str, Any], sheet: Any, style: Style = Style()) -> Typed:
    """Type a form into a sheet."""
    clerk = _Clerk(sheet, style, data)
    clerk.form()
    return clerk.typed


def workbook_of(name: str, file: Path, style: Style = Style()) -> Typed:
    """Save a workbook with one form in it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    typed = write_case(case(name), sheet, style)
    book.save(file)
    return typed


class _Clerk:
    """Types block after block, remembering which place each cell belongs to."""

    def __init__(self, sheet: Any, style: Style, data: Mapping[str, Any]) -> None:
        self.sheet, self.style, self.data = sheet, style, data
        self.row = style.top
        self.typed = Typed()
        funds = data["funds"] or {"columns": []}
        self.width = max(len(data["indicator_columns"]) + 1, len(funds["columns"]) + 3, 6)

    def put(self, column: int, text: str | None, place: Place | None = None, span: int = 1, down: int = 1) -> None:
        cell = self.sheet.cell(self.row, self.style.left + column - 1)
        cell.border = BORDER
        text = text or ""
        if place is not None and place.row + place.column:
            self.typed.cells.setdefault(place, (cell.coordinate, text))
        if text.strip():
            self.typed.count += 1
            self._fill(cell, text)
        if span > 1 or down > 1:
            self.sheet.merge_cells(
                start_row=self.row,
                end_row=self.row + down - 1,
                start_column=cell.column,
                end_column=cell.column + span - 1,
            )

    def _fill(self, cell: Any, text: str) -> None:
        bare = text.strip()
        if not self.style.as_text and NUMBER.fullmatch(bare):
            cell.value = float(bare)
        elif not self.style.as_text and PERCENT.fullmatch(bare):
            cell.value = float(bare[:-1]) / 100
            cell.number_format = "0.00%"
        else:
            cell.value = text
            cell.data_type = "s"

    def label(self, column: int, text: str, span: int = 1, down: int = 1) -> None:
        self.put(column, " ".join(text) if self.style.spaced_labels else text, None, span, down)

    def form(self) -> None:
        if self.style.titled:
            self.label(1, self.data["title"], self.width)
            self.row += 1
        self._head()
        self.row += self.style.gap
        if self.data["funds"]:
            self._funds(self.data["funds"])
            self.row += self.style.gap
        if self.data["goals"]:
            self._goals(self.data["goals"])
            self.row += self.style.gap
        if self.data["indicator_columns"]:
            self._indicators(self.data["indicator_columns"], self.data["indicators"])
        if self.data["total"] and self.data["indicator_columns"]:
            self._total(self.data["total"], self.data["indicator_columns"])
        for name, text in self.data["extra"].items():
            self.label(1, name)
            self.put(2, text, None, self.width - 1)
            self.row += 1
        self.typed.next_row = self.row

    def _head(self) -> None:
        fields = {name: text for name, text in self.data["header"].items() if not name.endswith("标注")}
        year = self.data["header"].get("年度标注") or (f"（{self.data['year']}年度）" if self.data["year"] else "")
        if year:
            self.put(1, year, None, self.width)
            self.row += 1
        half = (self.width - 2) // 2
        pair: list[tuple[str, str]] = []
        for name, text in fields.items():
            pair.append((name, text))
            if len(pair) == 1 and name == "主管部门" and "实施单位" in fields:
                continue
            for side, (one, words) in enumerate(pair):
                first = 1 if side == 0 else 2 + half
                place = Place("header", "", HEADS[one]) if one in HEADS else None
                place = None if one == "中央主管部门" else place
                self.label(first, one)
                self.put(first + 1, words, place, half if len(pair) > 1 else self.width - 1)
            pair = []
            self.row += 1

    def _funds(self, block: Mapping[str, Any]) -> None:
        matrix = "行次" in block["columns"]
        headers = block.get("header_rows")
        side = block.get("block_label") or f"项目资金（{block['unit']}）"
        if headers:
            self._two_rows(block["columns"], 2, self.label)
            self.row -= 2
            self.label(1, "项目")
            self.row += 2
        else:
            self.label(1, side, 1, len(block["rows"]) + 1)
            for number, name in enumerate(block["columns"]):
                self.label(number + 3, name)
            self.row += 1
        for row in block["rows"]:
            self.label(1 if headers else 2, row["label"])
            for number, text in enumerate(row["cells"]):
                at = number + (2 if headers else 3)
                self.put(at, text, self._funds_place(row, block["columns"], number, matrix=matrix))
            self.row += 1

    def _funds_place(
        self, row: Mapping[str, Any], columns: Sequence[str], number: int, *, matrix: bool
    ) -> Place | None:
        """Where a cell belongs; in a row with a blank cell too many those behind it belong one column further left."""
        cells = row["cells"]
        if len(cells) > len(columns):
            blank = cells.index("")
            if number == blank:
                return None
            number -= number > blank
        name = columns[number]
        if matrix:
            source = MATRIX_COLUMNS[name]
            return Place("funds", source, MATRIX_ROWS[row["label"]]) if source else None
        key = FUNDS_ROWS.get(row["label"], "")
        others = {one["label"] for one in self.data["funds"]["rows"]} & set(SUMMED_ROWS)
        if row["label"] in SUMMED_ROWS or (key == "other" and others) or not FUNDS_COLUMNS.get(name):
            return None
        return Place("funds", key, FUNDS_COLUMNS[name])

    def _goals(self, block: Mapping[str, str]) -> None:
        self.label(1, "年度总体目标", 1, 2)
        span = max((self.width - 1) // len(block), 1)
        for number, name in enumerate(block):
            self.label(2 + number * span, name, span)
        self.row += 1
        for number, (name, text) in enumerate(block.items()):
            place = Place("goal", "", GOALS[name]) if name in GOALS else None
            self.put(2 + number * span, text, place, span)
        self.row += 1

    def _two_rows(self, columns: Sequence[str], first: int, put: Callable[[int, str, int, int], None]) -> None:
        """A header whose grouped columns stand under one label."""
        tops = [name.partition("/")[0] for name in columns]
        two = any("/" in name for name in columns)
        for number, name in enumerate(columns):
            top, slash, low = name.partition("/")
            if not slash:
                put(first + number, name, 1, 2 if two and self.style.merged else 1)
                continue
            if number == 0 or tops[number - 1] != top:
                put(first + number, top, tops.count(top), 1)
            self.row += 1
            put(first + number, low, 1, 1)
            self.row -= 1
        self.row += 2 if two else 1

    def _indicators(self, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
        two = any("/" in name for name in columns)
        self.label(1, "绩效指标", 1, len(rows) + (2 if two else 1) if self.style.merged else 1)
        self._two_rows(columns, 2, self.label)
        first = self.row
        for row in rows:
            for number, name in enumerate(columns):
                key, column = COLUMNS[name]
                place = Place("indicators", str(row["no"]), column) if column else None
                self.put(number + 2, row.get(key), place)
            self.row += 1
        if self.style.merged:
            for number, name in enumerate(columns):
                if COLUMNS[name][0] in {"level1", "level2"}:
                    self._merge_down(number + 2, first, [row.get(COLUMNS[name][0]) or "" for row in rows])

    def _merge_down(self, column: int, first: int, texts: Iterable[str]) -> None:
        """Labels reach down over the blank cells below them."""
        column += self.style.left - 1
        starts = [*(number for number, text in enumerate(texts) if text), len(list(texts))]
        for start, end in pairwise(starts):
            if end - start > 1:
                letter = get_column_letter(column)
                self.sheet.merge_cells(f"{letter}{first + start}:{letter}{first + end - 1}")

    def _total(self, total: Mapping[str, str], columns: Sequence[str]) -> None:
        at = {COLUMNS[name][1]: number + 2 for number, name in enumerate(columns)}
        points, score = at.get("points"), at.get("score", self.width)
        self.label(1, "总分", (points or score) - 1 if (points or score) < score + 1 else 1)
        if points:
            self.put(points, total.get("weight"), Place("total", "", "points"))
        self.put(score, total.get("score"), Place("total", "", "score"))
        if total.get("grade"):
            self.put(self.width + (score == self.width), total["grade"], Place("total", "", "grade"))
        self.row += 1
