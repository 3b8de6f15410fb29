"""How an indicator's score should come out of its actual value: met, pro rata, and the reverse formulas R1 and R2."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perf_xlsx.expr.meaning import agrees, is_explanation
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator
from perf_xlsx.numbers import same_number

ZERO = Decimal(0)
FEWEST_DECIMALS, MOST_DECIMALS = 1, 4


def missed(one: Indicator) -> bool:
    """Whether the target was not reached, in the row's direction; never of what cannot be compared."""
    target, actual = one.target.number, one.actual.number
    if not one.comparable or target is None or actual is None or same_number(target, actual):
        return False
    if one.direction == "lower" or (one.direction == "equal" and target == 0):
        return actual > target
    return one.direction in {"higher", "equal"} and actual < target


def met(one: Indicator) -> bool:
    """Whether the target was reached; a bare duration only by the same."""
    target, actual = one.target.number, one.actual.number
    if not one.comparable or target is None or actual is None or not one.direction:
        return False
    return same_number(target, actual) if one.direction == "same" else not missed(one)


def pro_rata(one: Indicator) -> Decimal | None:
    """分值 × 完成值 ÷ 指标值, never below 0; None where there is nothing to divide."""
    target, actual = one.target.number, one.actual.number
    if one.points is None or target is None or actual is None or target <= 0:
        return None
    return max(ZERO, one.points * actual / target)


def reverse_scores(one: Indicator, formulas: Iterable[str]) -> Sequence[Decimal]:
    """What the accepted formulas give where lower is better and the target was passed: R1 W·T/A, R2 W·(1−(A−T)/T)."""
    target, actual, points = one.target.number, one.actual.number, one.points
    if target is None or actual is None or points is None or actual <= 0:
        return ()
    ratio = {"R1": target / actual, "R2": 1 - (actual - target) / target if target > 0 else ZERO}
    return [max(ZERO, points * ratio[name]) for name in formulas if name in ratio]


def fits(score: Decimal, exact: Decimal) -> bool:
    """Whether a score is the exact one, rounded to the decimals it is shown with."""
    return agrees(score, exact, FEWEST_DECIMALS, MOST_DECIMALS)


def explained(form: FilledForm, text: str) -> bool:
    """Whether a text is a reason of substance (rules.md, section 1)."""
    return is_explanation(text, int(form.template.policy["min_explanation"]))
