"""A project list to start from: the columns of a template, two worked projects, and what each column means."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from perf_xlsx.errors import UsageError
from perf_xlsx.files.whole_file import reason_of, write_whole
from perf_xlsx.form.targets import QUALITATIVE
from perf_xlsx.issue.list_sheets import OutColumn, OutSheet, Row, list_sheets
from perf_xlsx.issue.plan import CODE, INDICATORS, PROJECTS, ListColumn, ListPlan, plan_of
from perf_xlsx.issue.weights import execution_points, has_points, is_partial, total_points
from perf_xlsx.numbers import Value, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Kind, Level

NOTES = "填写说明"
_MONEY = Decimal(50)
_CODES = ("XM001", "XM002")
_FIELDS: Mapping[str, tuple[str, str]] = {
    "project_name": ("基层干部业务培训（示例，请删去）", "城乡干部轮训（示例，请删去）"),
    "supervising_department": ("某市教育局", "某市委组织部"),
    "implementing_unit": ("某市教师进修学校", "某市委党校"),
    "expected": ("举办培训班10期，提高基层干部的业务能力。", "举办轮训班10期，新增持证人员100人，参训人员满意。"),
}
# Name, 指标性质, 年度指标值, 度量单位.
_EXAMPLES: Mapping[str, tuple[str, str, str, str]] = {
    "quantity": ("举办培训班期数", "≥", "10", "期"),
    "quality": ("参训人员考核合格率", "≥", "95", "%"),
    "timeliness": ("培训完成时间", QUALITATIVE, "12月底前完成", ""),
    "cost": ("培训总成本", "≤", "50", "万元"),
    "economic_benefit": ("持证人员增加人数", "≥", "100", "人"),
    "social_benefit": ("基层干部业务能力", QUALITATIVE, "明显提高", ""),
    "ecological_benefit": ("资料用纸减少比例", "≥", "20", "%"),
    "sustained_impact": ("培训长效机制", QUALITATIVE, "进一步健全", ""),
    "beneficiary_satisfaction": ("参训人员满意度", "≥", "90", "%"),
}
_MEANINGS = {
    "project_code": f"每个项目一个，不得重复；{INDICATORS}表用它对应项目。长编码请保持文本格式",
    "project_name": "也用作文件名",
    "supervising_department": "下发文件按它分文件夹",
    "level1": "与模板一致，可省略“指标”二字",
    "level2": "与模板一致，须属于所填的一级指标；没有指标的二级指标不必列出，表中自动划“/”",
    "level3": "指标名称，同一项目内不得重复",
    "target": "如 ≥10次、80%、1年，或“有所提高”这样的文字；分列填写时只填数值",
    "comparator": f"分列填写时用：≥、≤、＝、＞、＜ 或{QUALITATIVE}；年度指标值已带符号的留空",
    "measure_unit": "分列填写时用，如 次、%、万元；年度指标值已带单位的留空",
}


def write_sample_list(template: Template, path: Path) -> None:
    """Write a list to start from; raises UsageError when it cannot be written."""
    # openpyxl is slow to import and needed for nothing else here.
    from perf_xlsx.issue.lists_out import list_bytes  # noqa: PLC0415

    plan = plan_of(template)
    projects = [_project(plan, number) for number in range(len(_CODES))]
    columns = [OutColumn("工作表", 10), OutColumn("列名", 28), OutColumn("填写", 8), OutColumn("说明", 90)]
    notes = OutSheet(NOTES, columns, [*_notes(plan, template)])
    sheets = [*list_sheets(plan, projects, [*_indicators(plan, template)]), notes]
    try:
        write_whole(path, list_bytes(sheets))
    except OSError as error:
        raise UsageError(f"写不出 {path}：{reason_of(error)}") from error


def _project(plan: ListPlan, number: int) -> Row:
    """One worked project: every field that is needed, and money in the first row that takes any."""
    funds = next((column.place.row for column in plan.projects if column.place.row), "")
    row: dict[str, Value] = {}
    for column in plan.projects:
        if column.label == CODE:
            row[column.label] = _CODES[number]
        elif column.required or (funds and column.place.row == funds):
            texts = _FIELDS.get(column.key)
            is_text = column.kind is Kind.TEXT
            row[column.label] = (texts[number] if texts else f"{column.label}示例") if is_text else _MONEY
    return row


def _indicators(plan: ListPlan, template: Template) -> Iterator[Row]:
    """The first project has an indicator of every 二级指标, the second one of every 一级指标, its target split."""
    for level, points in _points_of_levels(template):
        for child, share in zip(level.children, _shares(points, len(level.children)), strict=True):
            yield _indicator(plan, (_CODES[0], level, child), share, split=False)
    for level, points in _points_of_levels(template):
        yield _indicator(plan, (_CODES[1], level, level.children[0]), points, split=True)


def _indicator(plan: ListPlan, whose: tuple[str, Level, Level], points: Decimal, *, split: bool) -> Row:
    code, level, child = whose
    name, nature, value, unit = _EXAMPLES.get(child.key, (f"{child.label}示例", "≥", "1", "项"))
    cells: dict[str, Value] = {"project_code": code, "level1": level.label, "level2": child.label, "level3": name}
    if split and plan.indicator("comparator") and plan.indicator("measure_unit"):
        cells |= {"comparator": nature, "target": value, "measure_unit": unit}
    else:
        cells["target"] = (nature if nature != QUALITATIVE else "") + value + unit
    cells["points"] = points
    return {column.label: cells.get(column.key) for column in plan.indicators}


def _points_of_levels(template: Template) -> Sequence[tuple[Level, Decimal]]:
    """The levels with the points the policy prescribes, equal parts of the rest, or of all where they do not add up."""
    levels = [level for level in template.definition.levels if level.children]
    if not has_points(template):
        return [(level, Decimal(0)) for level in levels]
    left = total_points(template) - execution_points(template)
    prescribed = template.policy.get("level1_points", {})
    fixed = sum((Decimal(str(prescribed.get(level.key, 0))) for level in levels), Decimal(0))
    open_levels = [level.key for level in levels if level.key not in prescribed]
    parts = dict(zip(open_levels, _shares(left - fixed, len(open_levels)), strict=True))
    points = [Decimal(str(prescribed.get(level.key, parts.get(level.key, 0)))) for level in levels]
    if sum(points) != left or any(one < len(level.children) for one, level in zip(points, levels, strict=True)):
        points = _shares(left, len(levels))
    return list(zip(levels, points, strict=True))


def _shares(total: Decimal, parts: int) -> list[Decimal]:
    """Split points into parts that differ as little as whole hundredths allow, whole points where there are enough."""
    if not parts:
        return []
    unit = Decimal(1) if total == total.to_integral_value() and total >= parts else Decimal("0.01")
    share = (total / parts).quantize(unit, rounding=ROUND_DOWN)
    more = int((total - share * parts) / unit)
    return [share + unit if number < more else share for number in range(parts)]


def _notes(plan: ListPlan, template: Template) -> Iterator[tuple[str, str, str, str]]:
    for sheet, columns in ((PROJECTS, plan.projects), (INDICATORS, plan.indicators)):
        for column in columns:
            need = "必填" if column.required else "选填"
            yield sheet, column.label, need, _meaning(sheet, column, template)
    if has_points(template):
        total, execution = total_points(template), execution_points(template)
        more = f"加预算执行率{plain(execution)}分" if execution else ""
        should = "不超过" if is_partial(template) else "须为"
        yield INDICATORS, "", "", f"每个项目的分值合计{more}{should}{plain(total)}分"
    yield PROJECTS, "", "", "两个示例项目请删去后再填；列的次序可以变，选填列可以删；可以另存为 项目.csv、指标.csv"


def _meaning(sheet: str, column: ListColumn, template: Template) -> str:
    if column.key in _MEANINGS and (column.key != "project_code" or sheet == PROJECTS):
        return _MEANINGS[column.key]
    if column.key == "project_code":
        return f"与{PROJECTS}表相同"
    if column.key == "points" and sheet == INDICATORS:
        return "大于0的数字，不带单位"
    block = template.block(column.place.block)
    fate = "下发后锁定" if column.locked else "预先填入，单位可以修改"
    if column.kind is not Kind.TEXT:
        return f"数字，不带单位（单位见“{block.label if block else ''}”）；{fate}"
    return f"最多{column.limit}字；{fate}"
