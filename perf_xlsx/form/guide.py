"""填表说明: how to fill the form, how it is scored and what is checked, all from the template's own data.

Nothing is said here that the template does not compute or check, so that instructions and checks cannot disagree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perf_xlsx.form.cells import Role
from perf_xlsx.form.checks import GO, SHEET_NAME, check_lines
from perf_xlsx.form.prompts import column_prompt, grade_words
from perf_xlsx.form.report_sheet import SHEET_NAME as REPORT_NAME
from perf_xlsx.form.sheet import Sheet
from perf_xlsx.numbers import percent, plain
from perf_xlsx.template.assemble import Template
from perf_xlsx.template.model import Column, RuleText

GUIDE_NAME = "填表说明"
RULE_HEADINGS = ("编号", "校验规则", "这样填会提示", "怎么改", "不改的话")
CONSEQUENCES = {"error": "退回修改", "warning": "须核实或说明"}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with numbered lines; `rules` is the table below them."""

    heading: str
    lines: Sequence[str]
    rules: Sequence[tuple[str, ...]] = ()


def guide(sheet: Sheet, *, report: bool = False) -> Sequence[Section]:
    """The sections of 填表说明; `report` says that the workbook has a sheet 报告."""
    rows = [_rule_row(line.rule, line.flags[0].demand.case.severity) for line in check_lines(sheet)]
    told = [f"填写时逐条校验以下{len(rows)}条，结果在“{SHEET_NAME}”页；报送后还会再审核一遍。"]
    sections = (
        Section("一、怎么填", tuple(_filling(sheet, report=report))),
        Section("二、每一栏填什么", tuple(_columns(sheet))),
        Section("三、得分怎么算", tuple(_scoring(sheet.template))),
        Section("四、校验哪些内容", told, rows),
    )
    return [section for section in sections if section.lines]


def _filling(sheet: Sheet, *, report: bool) -> Iterator[str]:
    yield "浅黄色的格子等待填写，填好后变白；其余格子已锁定，由公式自动计算。"
    if any(cell.role is Role.STATUS for cell in sheet.cells):
        yield "右侧的“填报状态”逐行提示：○ 还没填，× 填得不对，！ 要写明原因，√ 这一行完成。右侧各栏不打印。"
    yield f"“{SHEET_NAME}”页列出还没有通过的项目，点“{GO}”到要改的格子；全部通过后再打印、报送。"
    if any(line.explainable for line in check_lines(sheet)):
        yield f"“{SHEET_NAME}”页里针对整张表的提示，确实无误的，在该行“说明”格写明原因，审核时会看到。"
    if sheet.template.blank:
        yield "每个二级指标预留了几行，从第一行填起；用不着的行留空，不必划“/”，也不要删除行。"
    if report:
        yield f"“{REPORT_NAME}”页写绩效自评报告里表上没有的文字（概况、经验、问题、建议等），可以留空，可以分段。"
    yield "从别处复制内容时，请用“选择性粘贴—数值”；粘贴后看一眼填报状态。"
    yield "请保存为 .xlsx 后报送；不要另建表格抄写，也不要取消隐藏的列。"


def _columns(sheet: Sheet) -> Iterator[str]:
    """What each column that is filled in asks for; columns that ask for the same share a line."""
    asked: dict[str, list[str]] = {}
    for cell in sheet.cells:
        column = cell.source
        if cell.role is Role.INPUT and column is not None:
            prompt = column_prompt(sheet.template, column)
            labels = asked.setdefault(prompt, [])
            if prompt and column.label not in labels:
                labels.append(column.label)
    for prompt, labels in asked.items():
        if labels:
            yield f"{'、'.join(labels)}：{prompt}"


def _scoring(template: Template) -> Iterator[str]:
    policy, decimals = template.policy, template.policy.get("score_decimals")
    weights = policy.get("level1_points", {})
    if weights:
        labels = {level.key: level.label for level in template.definition.levels} | {"execution": "预算执行率"}
        parts = "、".join(f"{labels.get(key, key)}{number}分" for key, number in weights.items())
        rest = policy["total_points"] - sum(weights.values())
        yield f"满分{policy['total_points']}分：{parts}{f'，其余{rest}分为各项指标的分值' if rest else ''}。"
    if _computes(template, "funds", "score") and "execution_cap" in policy:
        cap = percent(Decimal(str(policy["execution_cap"])))
        yield f"预算执行率得分＝分值×全年执行数÷全年预算数，执行率超过{cap}的按{cap}计，保留{decimals}位小数。"
    if _computes(template, "indicators", "suggested_score"):
        yield from _indicator_scoring(template, policy)
    if _computes(template, "total", "score"):
        yield f"自评总分＝预算执行率得分＋各项指标得分，保留{decimals}位小数。"
    if _computes(template, "total", "grade"):
        yield f"等级：{_grades(policy)}。"


def _indicator_scoring(template: Template, policy: Mapping[str, Any]) -> Iterator[str]:
    yield "指标性质为≥或＝的：达到指标值得满分；没有达到的，得分＝分值×完成值÷指标值。"
    lower = "分值×指标值÷完成值" if policy.get("reverse_formula") == "R1" else "分值×〔1－（完成值－指标值）÷指标值〕"
    yield f"指标性质为≤的：不超过指标值得满分；超过的，得分＝{lower}。"
    shares = [percent(Decimal(str(share))) for share in policy.get("qualitative_share", {}).values()]
    words = [f"“{word}”得{share}" for word, share in zip(grade_words(template), shares, strict=False)]
    if words:
        yield f"定性指标：{'，'.join(words)}。"
    block = template.indicators
    adjusted: Column | None = block.column("adjusted_score") if block else None
    if adjusted is not None:
        yield f"以上是建议得分，“{adjusted.label}”留空就采用它；要改的，填“{adjusted.label}”并写明理由。"


def _grades(policy: Mapping[str, Any]) -> str:
    words, floors = policy["grade_words"], list(policy["grades"].items())
    lowest = [word for key, word in words.items() if key not in policy["grades"]]
    parts = [f"{plain(Decimal(str(floor)))}分以上为{words[key]}" for key, floor in floors]
    return "，".join(parts + [f"其余为{word}" for word in lowest])


def _computes(template: Template, block: str, column: str) -> bool:
    """Whether the form computes such a cell."""
    return any((spot.block, spot.column) == (block, column) for spot in template.formulas)


def _rule_row(rule: RuleText, severity: str) -> tuple[str, ...]:
    return rule.code, rule.title, rule.failing, rule.fix, CONSEQUENCES[severity]
