"""Data validation of the input cells: a courtesy while typing; the flags hold the same tests (workbook.md, D6)."""

from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.prompts import cell_prompt, grade_words
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import Value
from perf_xlsx.template.model import Kind
from perf_xlsx.template.spans import letters_of_number

LISTS_SHEET = "_lists"
LARGEST = 1e15
# What Excel holds, in UTF-16 units; XlsxWriter writes nothing at all beyond it (workbook.md, section 4).
TITLE_LENGTH, MESSAGE_LENGTH = 32, 255


def add_validation(page: Worksheet, cell: Cell, form: FilledForm, sheet: Sheet) -> None:
    """Put the validation and the prompt of an input on the sheet; an input that asks for nothing special has none."""
    if cell.source is None or cell.place is None:
        return
    prompt = cell_prompt(form, cell)
    test = _test(cell.place, cell, form, sheet)
    if not prompt and test["validate"] == "any":
        return
    title = cell.source.label[:TITLE_LENGTH]
    options = {**test, "input_title": title, "input_message": _cut(prompt), "error_title": title, "ignore_blank": True}
    result = page.data_validation(cell.row - 1, cell.column - 1, cell.row - 1, cell.column - 1, options)
    if result:
        raise AssertionError(f"{cell.place}: XlsxWriter refused the validation ({result})")


def _cut(text: str) -> str:
    """As much of a prompt as fits, rare characters counting twice."""
    while len(text.encode("utf-16-le")) // 2 > MESSAGE_LENGTH:
        text = text[:-1]
    return text


def _test(place: Place, cell: Cell, form: FilledForm, sheet: Sheet) -> dict[str, Any]:
    """What may be typed into an input."""
    if cell.source is not None and cell.source.choices:
        return {"validate": "list", "source": list(cell.source.choices), "error_message": "请从下拉列表中选择。"}
    if cell.kind is Kind.MEASURE:
        return _measure(place, form, sheet)
    if cell.kind is Kind.POINTS:
        return _points(form.value(Place(place.block, place.row, "points")), form, place)
    if cell.kind is Kind.MONEY:
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_message": "须为不小于0的数字，不要带单位、逗号或空格。",
        }
    # The target of a qualitative row of a 空白版 is a text in the number's place.
    return {"validate": "any"}


def _measure(place: Place, form: FilledForm, sheet: Sheet) -> dict[str, Any]:
    words = grade_words(form.template)
    grades = f"{LISTS_SHEET}!$A$1:$A${len(words)}"
    direction = sheet.at.get(Place(place.block, place.row, "direction"))
    if form.template.blank and direction is not None:
        # Which of both it is shows only when the row is filled in: the list is offered, and nothing is refused.
        address = f"${letters_of_number(direction.column)}${direction.row}"
        source = f'=IF({address}="qualitative",{grades},{LISTS_SHEET}!$A${len(words) + 2})'
        return {"validate": "list", "source": source, "show_error": False}
    if form.value(Place(place.block, place.row, "direction")) == "qualitative":
        return {"validate": "list", "source": f"={grades}", "error_message": "请从下拉列表中选择达成程度。"}
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -LARGEST,  # a growth rate may well be below zero
        "maximum": LARGEST,
        "error_message": "须为数字，不要带单位、逗号或空格。",
    }


def _points(points: Value, form: FilledForm, place: Place) -> dict[str, Any]:
    most = float(form.template.policy["total_points"])
    if isinstance(points, Decimal) and place.column != "points":
        most = float(points)
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_message": f"须为0到{most:g}之间的数字。",
    }
