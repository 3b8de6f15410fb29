"""What an input asks for, in the words of the prompt beside it; 填表说明 prints the same."""

from perf_xlsx.form.cells import Cell
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.texts import fill_text
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Column, Kind

MONEY = "填数字，单位与表头一致；没有这类资金请留空，不要填“/”或“无”。"
NUMBER = "填数字，不写单位。"


def grade_words(template: Template) -> list[str]:
    """The words of the drop-down of qualitative rows, best first."""
    return [str(word) for word in template.policy.get("qualitative", {}).values()]


def column_prompt(template: Template, column: Column) -> str:
    """What a column asks for, whatever the row."""
    if column.hint:
        return fill_text(template, column.hint)
    if column.choices:
        return f"从下拉中选择：{'、'.join(column.choices)}。"
    if column.kind is Kind.MONEY:
        return MONEY
    if column.kind is Kind.MEASURE:
        words = "、".join(f"“{word}”" for word in grade_words(template))
        return f"{_MEASURE[template.bare_units]}{f'；定性指标从下拉中选择{words}' if words else ''}。"
    return "" if column.kind is Kind.TEXT else NUMBER


def cell_prompt(form: FilledForm, cell: Cell) -> str:
    """What one input asks for: an actual value with its target and unit."""
    column, place = cell.source, cell.place
    if column is None or place is None:
        return ""
    if column.kind is not Kind.MEASURE or form.template.blank:
        return column_prompt(form.template, column)
    target = form.shown(Place(place.block, place.row, "target"))
    if form.value(Place(place.block, place.row, "direction")) == "qualitative":
        return f"指标值：{target}。请从下拉中选择达成程度。"
    unit = form.value(Place(place.block, place.row, "measure_unit"))
    if form.template.bare_units:
        return f"指标值：{target}。只填数字{f'，单位是“{unit}”' if unit else ''}。"
    if unit == "%":
        return f"指标值：{target}。填百分数，例如 95%。"
    return f"指标值：{target}。只填数字{f'，单位“{unit}”自动显示' if unit else ''}。"


_MEASURE = {
    False: "定量指标只填数字，单位自动显示；百分数写成 95% 这样",
    True: "定量指标只填数字，不写单位；度量单位是%的，直接填 95 这样的数字",
}
