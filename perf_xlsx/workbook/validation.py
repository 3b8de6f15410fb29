"""Data validation of the input cells: a courtesy while typing; the flags hold the same tests (workbook.md, D6)."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind

LISTS_SHEET = "_lists"
LARGEST = 1e15
TITLE_LENGTH, MESSAGE_LENGTH = 32, 255


def grade_words(template: Template) -> list[str]:
    """The words of the drop-down of qualitative rows, best first."""
    words = template.policy.get("qualitative", {})
    return [str(word) for word in words.values()]


def add_validation(page: Worksheet, cell: Cell, form: FilledForm, template: Template) -> None:
    """Put the validation of an input on the sheet; text inputs have none."""
    options = _options(cell, form, template)
    if options is None or cell.source is None:
        return
    title = cell.source.label[:TITLE_LENGTH]
    options |= {"input_title": title, "error_title": title, "ignore_blank": True}
    result = page.data_validation(cell.row - 1, cell.column - 1, cell.row - 1, cell.column - 1, options)
    if result:
        raise AssertionError(f"{cell.place}: XlsxWriter refused the validation ({result})")


def _options(cell: Cell, form: FilledForm, template: Template) -> dict[str, Any] | None:
    if cell.place is None or cell.kind is Kind.TEXT:
        return None
    if cell.kind is Kind.MONEY:
        return _at_least_zero("填数字，单位与表头一致；没有这类资金请留空，不要填“/”或“无”。")
    if cell.kind is Kind.MEASURE:
        return _measure(cell.place, form, template)
    if cell.kind is Kind.POINTS:
        return _points(cell.place, form)
    return _at_least_zero("填数字。")


def _any_number(tip: str) -> dict[str, Any]:
    """A growth rate may well be below zero."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -LARGEST,
        "maximum": LARGEST,
        "input_message": tip,
        "error_message": "须为数字，不要带单位、逗号或空格。",
    }


def _at_least_zero(tip: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "input_message": tip,
        "error_message": "须为不小于0的数字，不要带单位、逗号或空格。",
    }


def _measure(place: Place, form: FilledForm, template: Template) -> dict[str, Any]:
    target = form.shown(Place(place.block, place.row, "target"))
    if form.value(Place(place.block, place.row, "direction")) == "qualitative":
        words = grade_words(template)
        return {
            "validate": "list",
            "source": f"={LISTS_SHEET}!$A$1:$A${len(words)}",
            "input_message": f"指标值：{target}。请从下拉中选择达成程度。"[:MESSAGE_LENGTH],
            "error_message": "请从下拉列表中选择达成程度。",
        }
    unit = form.value(Place(place.block, place.row, "measure_unit"))
    if unit == "%":
        tip = f"指标值：{target}。填百分数，例如 95%。"
    elif unit:
        tip = f"指标值：{target}。只填数字，单位“{unit}”自动显示。"
    else:
        tip = f"指标值：{target}。只填数字。"
    return _any_number(tip[:MESSAGE_LENGTH])


def _points(place: Place, form: FilledForm) -> dict[str, Any]:
    points = form.value(Place(place.block, place.row, "points"))
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(points) if points is not None and not isinstance(points, str) else 100,
        "input_message": "一般留空，采用建议得分；确需调整的，填0到分值之间的数，并在偏差原因栏说明理由。",
        "error_message": "须为0到分值之间的数字。",
    }
