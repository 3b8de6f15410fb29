"""What can be wrong with the numbers and words of a policy."""

import math
from collections.abc import Collection, Iterator, Mapping

from perf_xlsx.errors import Fault
from perf_xlsx.template.judgement import read_judgement

NEEDED = ("min_explanation",)
NEEDED_FOR_POINTS = ("total_points", "score_decimals")
REVERSE_FORMULAS = ("R1", "R2")
WHOLE = {"score_decimals": (0, 6), "min_explanation": (1, 200)}
# What a policy need not have, each with a value of its sort: rules that look for it are silent without.
OPTIONAL: Mapping[str, object] = {
    "total_caps": [[0.5, 59]],
    "overshoot_deduction": 2,
    "cost_points_cap": 5,
    "equal_exactly": True,
    "question_reason_at_full": True,
}
LONGEST_WORD = 255  # what one text in an Excel formula can hold


def policy_faults(policy: Mapping[str, object], levels: Collection[str] = (), *, points: bool) -> Iterator[Fault]:
    """Every mistake of a policy, by path; `levels` are the form's 一级指标, `points` says that it gives points."""
    for key in (*NEEDED, *(NEEDED_FOR_POINTS if points else ())):
        if not _is_number(policy.get(key)):
            yield Fault("policy", f"缺少 {key}（数字）")
    for key, (least, most) in WHOLE.items():
        value = policy.get(key)
        if _is_number(value) and not (isinstance(value, int) and least <= value <= most):
            yield Fault(f"policy.{key}", f"应为 {least} 到 {most} 的整数")
    if policy.get("reverse_formula", REVERSE_FORMULAS[0]) not in REVERSE_FORMULAS:
        yield Fault("policy.reverse_formula", f"应为 {'、'.join(REVERSE_FORMULAS)} 之一")
    wrong = [name for name in _list(policy, "reverse_accepted") if name not in REVERSE_FORMULAS]
    yield from (Fault("policy.reverse_accepted", f"“{name}”应为 {'、'.join(REVERSE_FORMULAS)}") for name in wrong)
    if not all(_is_step(step) for step in _list(policy, "total_caps")):
        yield Fault("policy.total_caps", "应为 [[执行率, 最高分], …]，如 [[0.5, 59], [0.6, 69]]")
    yield from _values("policy", policy)
    yield from _level_points(policy, levels)
    yield from read_judgement(policy)[1]


def _list(policy: Mapping[str, object], key: str) -> list[object]:
    value = policy.get(key, [])
    return value if isinstance(value, list) else [value]


def _is_step(step: object) -> bool:
    return isinstance(step, list) and len(step) == len(("rate", "total")) and all(map(_is_number, step))


def _level_points(policy: Mapping[str, object], levels: Collection[str]) -> Iterator[Fault]:
    """A 一级指标 that is left out is worth what the unit gives it: then the others only may not be worth too much."""
    points, total = policy.get("level1_points"), policy.get("total_points")
    if not isinstance(points, dict):
        return
    wrong = [key for key, value in points.items() if not _is_number(value) or value < 0]
    yield from (Fault(f"policy.level1_points.{key}", "应为不小于0的数字") for key in wrong)
    if wrong or isinstance(total, bool) or not isinstance(total, int | float):
        return
    prescribed = sum(points.values())
    if set(levels) <= set(points) and prescribed != total:
        yield Fault("policy.level1_points", f"合计{prescribed}，应为{total}")
    elif prescribed > total:
        yield Fault("policy.level1_points", f"合计{prescribed}，超过{total}")


def _values(path: str, table: Mapping[str, object]) -> Iterator[Fault]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _values(f"{path}.{key}", value)
        elif isinstance(value, float) and not math.isfinite(value):
            yield Fault(f"{path}.{key}", "应为有限的数字，不能是 nan 或 inf")
        elif isinstance(value, str) and not 0 < len(value.strip()) <= LONGEST_WORD:
            yield Fault(f"{path}.{key}", f"文字应为1至{LONGEST_WORD}字")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
