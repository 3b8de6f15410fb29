"""Small hand-made forms for the C rules: a table of rows, goals and funds, and what one rule finds on them."""

from dataclasses import replace
from typing import NamedTuple

from tools import Changes, level_keys, national, table, values

from perf_xlsx.form.direction import direction_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import Kind, read_notation
from perf_xlsx.numbers import Value
from perf_xlsx.rules.base import Found, WrittenRule
from perf_xlsx.template.assemble import Template

COLUMNS = ("level1", "level2", "level3", "target", "actual", "points", "score", "deviation_explanation")
LEVELS = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "成本": ("产出指标", "成本指标"),
    "经济": ("效益指标", "经济效益指标"),
    "社会": ("效益指标", "社会效益指标"),
    "生态": ("效益指标", "生态效益指标"),
    "可持续": ("效益指标", "可持续影响指标"),
    "满意度": ("满意度指标", "服务对象满意度指标"),
}
FUNDS: Changes = {
    "funds.total.initial_budget": 100,
    "funds.total.annual_budget": 100,
    "funds.total.annual_spending": 100,
    "funds.total.points": 10,
    "funds.total.execution_rate": 1,
    "funds.total.score": 10,
}


class Told(NamedTuple):
    """A finding: where, how serious."""

    place: str
    severity: str


def form_of(rows: str, changes: Changes | None = None, *, template: Template | None = None) -> FilledForm:
    """A hand-made form of 2020: 类别 | 名称 | 指标值 | 完成值 | 分值 | 得分 | 说明, the last three may be left out."""
    template = template or national()
    declared = values(FUNDS)
    printed: dict[Place, str] = {}
    listed = table(rows) if rows.strip() else []
    for number, row in enumerate(listed, 1):
        cells = dict(zip(COLUMNS, (*LEVELS[row[0]], *row[1:]), strict=False))
        declared |= {Place("indicators", str(number), key): value for key, value in _read(template, cells).items()}
        printed[Place("indicators", str(number), "actual")] = cells.get("actual", "")
    declared |= values(changes or {})
    numbers = [str(number) for number in range(1, len(listed) + 1)]
    return FilledForm(template, numbers, declared, printed=printed, fiscal_year=2020)


def _read(template: Template, cells: dict[str, str]) -> dict[str, Value]:
    keys = level_keys(template, cells["level1"], cells["level2"])
    target, actual = read_notation(cells.get("target")), read_notation(cells.get("actual"))
    return {
        **cells,
        "level1_key": keys[0],
        "level2_key": keys[1],
        "comparator": target.comparator,
        "target_number": target.number,
        "measure_unit": target.unit,
        "direction": direction_of(target, cells["level3"], keys, template.policy["lower_is_better"]),
        "actual": actual.number if actual.kind is Kind.QUANTITY else cells.get("actual"),
        "points": read_notation(cells.get("points")).number,
        "score": read_notation(cells.get("score")).number,
        "adjusted_score": None,
    }


def found(rule: WrittenRule, form: FilledForm) -> list[Found]:
    """What a rule finds on a form."""
    return [one for one in rule.run(form) if isinstance(one, Found)]


def told(rule: WrittenRule, form: FilledForm) -> list[Told]:
    """Where a rule finds something, and how serious."""
    return [Told(str(one.place or ""), one.severity or rule.text.severity) for one in found(rule, form)]


def message(rule: WrittenRule, form: FilledForm) -> str:
    """The one thing a rule says of a form."""
    (one,) = found(rule, form)
    assert not one.message.endswith("。")
    return one.message


def texts(expected: str = "", achieved: str = "", changes: Changes | None = None) -> FilledForm:
    """A form without indicators, with these goal texts."""
    return form_of("", {"goal.expected": expected, "goal.achieved": achieved, **(changes or {})})


def judging(**changes: object) -> Template:
    """The national template with other words or thresholds for the C rules."""
    template = national()
    policy = {**template.policy, "consistency": changes}
    return replace(template, definition=replace(template.definition, policy=policy))
