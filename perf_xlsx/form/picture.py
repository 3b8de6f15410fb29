"""A form as text: what `template show` prints and the golden tests compare: a change is read as a difference."""

from collections.abc import Iterator

from perf_xlsx.form.cells import Cell, Role
from perf_xlsx.form.project import shape_of
from perf_xlsx.form.report_sheet import SHEET_NAME as REPORT_NAME
from perf_xlsx.form.sheet import Sheet, lay_out
from perf_xlsx.form.texts import fill_text
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.catalog import spoken_years
from perf_xlsx.template.report_texts import report_texts
from perf_xlsx.template.spans import letters_of_number

MARKS = {Role.INPUT: "〔填〕", Role.FORMULA: "〔算〕", Role.STATUS: "〔算〕", Role.GIVEN: "〔发〕"}
SEVERITIES = {"error": "退回", "warning": "核实", "info": "提示"}


def picture(template: Template) -> str:
    """Draw a template with one indicator a class: the form, its formulas, its policy, its rules."""
    levels = [(level.key, child.key) for level in template.definition.levels for child in level.children]
    sheet = lay_out(template, shape_of(levels, template))
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    template = sheet.template
    definition = template.definition
    yield f"{definition.title}  {template.id}"
    yield f"适用：{spoken_years(definition.fiscal_years)}  依据：{definition.basis}"
    yield "标记：〔填〕单位填写  〔算〕公式自动计算  〔发〕下发时给定并锁定"
    yield ""
    yield from _grid(sheet)
    yield ""
    if definition.sheet.report:
        yield f"工作表“{REPORT_NAME}”"
        yield from (f"  {MARKS[Role.INPUT]}{one.label}：{one.prompt}" for one in report_texts())
        yield ""
    yield "公式"
    for spot, formula in template.formulas.items():
        cell = next((cell for place, cell in sheet.at.items() if sheet.spot(place) == spot), None)
        if cell is not None and cell.source is not None:
            address = f"{letters_of_number(cell.column)}{cell.row}"
            yield f"  {'.'.join(part for part in spot if part)}（{cell.source.label}，{address}）"
            yield f"    = {_one_line(formula.text)}"
    yield ""
    yield "政策参数"
    for key, value in sorted(definition.policy.items()):
        yield f"  {key} = {_spoken(value)}"
    yield ""
    yield "随表校验的规则"
    for rule in template.rules:
        yield f"  {rule.code} {rule.title}（{SEVERITIES[rule.severity]}）"
    if template.unavailable:
        yield ""
        yield "不用于本模板的共用规则"
    for code, reason in sorted(template.unavailable.items()):
        yield f"  {code}：{reason}"
    for assumption in definition.assumptions:
        yield f"  说明：{assumption}"


def _grid(sheet: Sheet) -> Iterator[str]:
    """The visible cells row by row, each with its address."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(sheet.page.cells, key=lambda one: (one.row, one.column)):
        rows.setdefault(cell.row, []).append(cell)
    for row, cells in rows.items():
        yield f"{row:>3} " + " │ ".join(_drawn(sheet.template, cell) for cell in cells)


def _drawn(template: Template, cell: Cell) -> str:
    first = letters_of_number(cell.column)
    last = letters_of_number(max(cell.last_column, cell.column))
    down = f"↓{cell.last_row}" if cell.last_row > cell.row else ""
    place = (first if first == last else f"{first}:{last}") + down
    if cell.role in MARKS and cell.source is not None:
        return f"{place} {MARKS[cell.role]}{_one_line(cell.source.label)}"
    return f"{place} {_one_line(fill_text(template, cell.text))}".rstrip()


def _spoken(value: object) -> str:
    if isinstance(value, dict):
        return "；".join(f"{key} {_spoken(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())
