"""C08."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.expr.meaning import agrees
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.money import is_cost
from perf_xlsx.form.naming import cut, quoted
from perf_xlsx.numbers import plain
from perf_xlsx.rules.base import Found, Scope, rule

SAVING, RATIO = "saving", "ratio"
LEAST_ROWS, MOST_SHOWN = 2, 6


@rule("C08", "warning", Scope.FORM)
def costs_scored_unevenly(form: FilledForm) -> Iterator[Found]:
    """成本口径不一

    做什么：同一张表里完成值与指标值不同的成本指标至少两行，而它们的得分既不能都用“不超过指标值得满分”解释，也不能都用“按完成比例”解释。
    为什么：同样是少花钱，有的满分、有的扣分，得分没有统一的依据。
    依据：同类指标应按同一规则计分（财预〔2021〕101号）
    通过：三行成本都低于指标值，都得满分
    不通过：90万元只用10万元得3分（分值5），820.58万元用645.51万元得5分（分值5）
    怎么改：请按同一口径计分：不超过指标值的得满分，或者都按完成比例计分，并说明原因。
    """
    rows = [row for row in indicators_of(form) if _scored(row) and row.target.number != row.actual.number]
    fits = {row.row: _fits(row) for row in rows} if len(rows) >= LEAST_ROWS else {}
    if not fits or set.intersection(*fits.values()):
        return
    odd = next((row for row in rows if not fits[row.row]), None) or next(row for row in rows if RATIO in fits[row.row])
    shown = [row for row in rows if row is not odd][: MOST_SHOWN - 1]
    told = "；".join(_told(row) for row in rows if row is odd or row in shown)
    yield Found(f"成本指标计分口径不一：{told}", odd.place("score"))


def _told(row: Indicator) -> str:
    points, score = (plain(value) if value is not None else "" for value in (row.points, row.score))
    return f"{quoted(row)}指标值{cut(row.target_text)}、完成值{cut(row.actual_text)}得{cut(score)}（分值{cut(points)}）"


def _scored(row: Indicator) -> bool:
    target = row.target.number
    return is_cost(row) and row.measured and bool(row.points) and row.score is not None and (target or 0) > 0


def _fits(row: Indicator) -> set[str]:
    """The formulas a score agrees with: less is better (R1 or R2), or so much of the points as of the target."""
    points, score, target, actual = (
        value if value is not None else Decimal(0)
        for value in (row.points, row.score, row.target.number, row.actual.number)
    )
    ratio = actual / target
    saving = [points] if ratio <= 1 else [points / ratio, points * max(Decimal(0), 2 - ratio)]
    proportion = [points * min(Decimal(1), max(Decimal(0), ratio))]
    ways = ((SAVING, saving), (RATIO, proportion))
    return {name for name, exact in ways if any(agrees(score, one, 0, 4) for one in exact)}
