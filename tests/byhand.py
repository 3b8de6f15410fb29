"""Hand-made forms of a few rows, as the reader of such forms gives them, and what one written rule says of them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tools import Changes, national, table, values

from perf_xlsx.form.direction import direction_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.scales import on_scale_of
from perf_xlsx.notation import read_notation
from perf_xlsx.numbers import Value
from perf_xlsx.rules.base import Found, Skipped, WrittenRule
from perf_xlsx.template.assemble import Template

LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "成本": ("产出指标", "成本指标"),
    "经济": ("效益指标", "经济效益指标"),
    "社会": ("效益指标", "社会效益指标"),
    "生态": ("效益指标", "生态效益指标"),
    "持续": ("效益指标", "可持续影响指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}


def with_policy(template: Template, policy: Mapping[str, Any]) -> Template:
    """A template with other policy entries, as a 通知 would set them."""
    definition = replace(template.definition, policy={**template.policy, **policy})
    return replace(template, definition=definition)


def hand_form(rows: str, more: Changes | None = None, *, policy: Mapping[str, Any] | None = None) -> FilledForm:
    """A form of rows: 二级指标 (one of LEVELS) | name | target | actual | points | score | reason."""
    template = with_policy(national(), policy) if policy else national()
    keys = {child.label: (level.key, child.key) for level in template.definition.levels for child in level.children}
    declared: dict[Place, Value] = {}
    printed: dict[Place, str] = {}
    lines = table(rows) if rows.strip() else []
    for number, cells in enumerate(lines, 1):
        first, second = LEVELS[cells[0]]
        one = _cells(cells[1:], keys[second], template.policy["lower_is_better"])
        one |= {"level1": first, "level2": second}
        declared |= {Place("indicators", str(number), column): value for column, value in one.items()}
        printed[Place("indicators", str(number), "actual")] = cells[3]
    names = [str(number) for number in range(1, len(lines) + 1)]
    declared |= values(more or {})
    absent = frozenset(place for place in _printed(template, names) if place not in declared)
    return FilledForm(template, names, declared, printed=printed, absent=absent, fiscal_year=2020)


def _printed(template: Template, rows: list[str]) -> list[Place]:
    """Every cell a form of this template could print."""
    return [
        Place(block.key, row, column.key)
        for block in template.blocks
        for row in (rows if block is template.indicators else [one.key for one in block.rows] or [""])
        for column in block.columns
        if not (block.hidden or column.hidden)
    ]


def _cells(cells: list[str], keys: tuple[str, str], lower: list[str]) -> dict[str, Value]:
    name, target_text, actual_text, points, score, reason = (*cells, *[""] * (6 - len(cells)))
    target, actual = read_notation(target_text), read_notation(actual_text)
    number = on_scale_of(target, actual)
    if target.number is None:
        number = actual.number
    return {
        "level3": name or None,
        "level1_key": keys[0],
        "level2_key": keys[1],
        "target": target_text or None,
        "comparator": target.comparator or None,
        "target_number": target.number,
        "measure_unit": target.unit or None,
        "direction": direction_of(target, name, keys, lower) or None,
        "actual": actual_text or None if number is None else number,
        "points": Decimal(points) if points else None,
        "score": Decimal(score) if score else None,
        "deviation_explanation": reason or None,
        "adjusted_score": None,
    }


def said(rule: WrittenRule, form: FilledForm) -> list[tuple[str, str]]:
    """Where a rule speaks, and how seriously."""
    return [(str(one.place or ""), one.severity or rule.text.severity) for one in found(rule, form)]


def found(rule: WrittenRule, form: FilledForm) -> list[Found]:
    """What a rule finds on a form."""
    return [one for one in rule.run(form) if isinstance(one, Found)]


def skipped(rule: WrittenRule, form: FilledForm) -> str:
    """Why a rule could look at nothing; empty when it ran."""
    reasons = [one.reason for one in rule.run(form) if isinstance(one, Skipped)]
    return reasons[0] if reasons else ""
