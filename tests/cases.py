"""The six real forms of 2020 as a hand-made form is read: values by place, numbers and units split, spelling kept."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from perf_xlsx.form.direction import direction_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.notation import Kind, Notation, read_notation
from perf_xlsx.numbers import Value
from perf_xlsx.template.catalog import Catalog

SEED = Path(__file__).parent.parent / "samples" / "seed_002.json"
NATIONAL = "national/2020/project_self_evaluation"
# The third form leaves the 一级指标 of its first rows blank; their 二级指标 are all of this one.
FIRST_LEVEL = "产出指标"
FUNDS_ROWS = {
    "年度资金总额": "total",
    "当年财政拨款": "appropriation",
    "上年结转资金": "carryover",
    "其他资金": "other",
}
FUNDS_COLUMNS = {
    "年初预算数": "initial_budget",
    "全年预算数": "annual_budget",
    "全年执行数": "annual_spending",
    "分值": "points",
    "执行率": "execution_rate",
    "得分": "score",
}


def number(text: str) -> Decimal | None:
    """A number cell; marks and blanks are none."""
    return read_notation(text).number


def real_form(number_of_form: int) -> FilledForm:
    """One of the six forms, 1 to 6, as hand-made: every printed cell declared, nothing computed beforehand."""
    data = json.loads(SEED.read_text("utf-8"))["projects"][number_of_form - 1]
    template = Catalog().get(NATIONAL)
    declared: dict[Place, Value] = {
        Place("header", "", "project_name"): data["header"]["项目名称"],
        Place("header", "", "supervising_department"): data["header"]["主管部门"],
        Place("header", "", "implementing_unit"): data["header"]["实施单位"],
        Place("goal", "", "expected"): data["goals"]["预期目标"],
        Place("goal", "", "achieved"): data["goals"]["实际完成情况"],
        Place("total", "", "points"): number(data["total"]["weight"]),
        Place("total", "", "score"): number(data["total"]["score"]),
        Place("total", "", "grade"): None,
        Place("funds", "total", "deviation_explanation"): None,
    }
    printed: dict[Place, str] = {}
    for row in data["funds"]["rows"]:
        declared |= _funds_row(row, data["funds"]["columns"])
    levels = {level.label: level for level in template.definition.levels}
    for row in data["indicators"]:
        level = levels[row["level1"] or FIRST_LEVEL]
        child = next(one for one in level.children if one.label == row["level2"])
        declared |= _indicator(row, (level.key, child.key), template.policy["lower_is_better"])
        printed[Place("indicators", str(row["no"]), "actual")] = row["actual"]
    rows = [str(row["no"]) for row in data["indicators"]]
    return FilledForm(template, rows, declared, printed=printed, fiscal_year=2020)


def _funds_row(row: dict[str, Any], columns: list[str]) -> dict[Place, Value]:
    """A row with one cell more than the header, the extra one blank, has slipped to the right."""
    cells = list(row["cells"])
    if len(cells) > len(columns):
        cells.remove("")
    key = FUNDS_ROWS[row["label"].strip().removeprefix("其中：")]
    return {Place("funds", key, FUNDS_COLUMNS[name]): number(cell) for name, cell in zip(columns, cells, strict=True)}


def _indicator(row: dict[str, Any], keys: tuple[str, str], lower_is_better: list[str]) -> dict[Place, Value]:
    target, actual = read_notation(row["target"]), read_notation(row["actual"])
    cells: dict[str, Value] = {
        "level1": row["level1"],
        "level2": row["level2"],
        "level3": row["level3"].strip(),
        "level1_key": keys[0],
        "level2_key": keys[1],
        "target": row["target"],
        "comparator": target.comparator,
        "target_number": target.number,
        "measure_unit": target.unit,
        "direction": direction_of(target, row["level3"], keys, lower_is_better),
        "actual": _value(actual),
        "points": number(row["weight"]),
        "score": number(row["score"]),
        "deviation_explanation": row["deviation"],
        "adjusted_score": None,
    }
    return {Place("indicators", str(row["no"]), key): value for key, value in cells.items()}


def _value(actual: Notation) -> Value:
    return actual.number if actual.kind is Kind.QUANTITY else actual.text
