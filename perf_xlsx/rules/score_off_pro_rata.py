"""S05."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.scoring import explained, fits, missed, pro_rata
from perf_xlsx.numbers import excel_round, plain
from perf_xlsx.rules.base import Found, Scope, rule


@rule("S05", "error", Scope.FORM, silences=("S25",))
def score_off_pro_rata(form: FilledForm) -> Iterator[Found]:
    """定量得分

    做什么：越高越好（或应等于）而没有达到的指标，得分高于“分值×完成值÷指标值”的退回（没写比较符的核实），明显低于它又没有说明的核实。
    为什么：没有完成的按完成比例计分，多计、少计都要有依据。
    依据：未达到指标值的按完成比例计分（财预〔2020〕10号）；“明显”的标准为政策参数
    通过：指标值≥50%，完成20%，分值5，得分2
    不通过：指标值≥4754人，完成4604人，分值5，得分5
    怎么改：请按分值×完成值÷指标值计算得分；另有扣分理由的请在偏差原因栏说明。
    """
    slack = Decimal(str(form.template.policy.get("clearly_below", 1)))
    for one in indicators_of(form):
        exact = pro_rata(one) if missed(one) and one.direction in {"higher", "equal"} else None
        if exact is None or one.points is None or one.score is None or fits(one.score, exact):
            continue
        if one.score > exact:
            yield _found(form, one, exact, "高于完成比例", "warning" if one.inferred else "error")
        elif exact - one.score >= slack * one.points and not explained(form, one.explanation):
            yield _found(form, one, exact, "低于完成比例且未说明", "warning")


def _found(form: FilledForm, one: Indicator, exact: Decimal, how: str, severity: str) -> Found:
    expected = excel_round(exact, int(form.template.policy["score_decimals"]))
    place = one.place("score")
    target, actual = form.shown(one.place("target")), form.shown(one.place("actual"))
    message = (
        f"指标值{target}，完成值{actual}，按比例应得{plain(expected)}，填报{plain(one.score or Decimal(0))}，{how}"
    )
    cells = (one.place("target"), one.place("actual"), one.place("points"))
    return Found(message, place, value=one.score, expected=expected, severity=severity, cells=cells)
