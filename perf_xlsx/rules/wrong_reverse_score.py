"""S06."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.scoring import fits, met, missed, pro_rata, reverse_scores
from perf_xlsx.numbers import excel_round, plain
from perf_xlsx.rules.base import Found, Scope, rule

DEFAULT = ("R1",)


@rule("S06", "error", Scope.FORM, silences=("S15", "S25"))
def wrong_reverse_score(form: FilledForm) -> Iterator[Found]:
    """反向得分

    做什么：越低越好的指标，超过指标值而得分不合认可的反向公式（分值×指标值÷完成值，或分值×（1−超出比例））的，达到指标值却按“完成值÷指标值”少计的，退回；没写比较符的核实。
    为什么：成本、差错率这类指标是越低越好，低于指标值应得满分。
    依据：反向指标的计分公式（各地通知，为政策参数）
    通过：指标值≤10万元，完成15万元，分值10，得分6.67
    不通过：指标值≤5300元，完成5830元，分值10，得分10
    怎么改：达到指标值的请计满分；超过的请按通知规定的反向公式计算得分。
    """
    formulas = form.template.policy.get("reverse_accepted", DEFAULT)
    for one in indicators_of(form):
        if one.direction != "lower" or one.points is None or one.score is None or not one.comparable:
            continue
        if missed(one):
            accepted = reverse_scores(one, formulas)
            if accepted and not any(fits(one.score, exact) for exact in accepted):
                yield _found(form, one, accepted, "")
        elif met(one) and one.score < one.points:
            positive = pro_rata(one)
            if positive is not None and fits(one.score, positive):
                yield _found(form, one, [one.points], "，似按越高越好计分")


def _found(form: FilledForm, one: Indicator, accepted: Sequence[Decimal], how: str) -> Found:
    places = int(form.template.policy["score_decimals"])
    rounded = list(dict.fromkeys(excel_round(exact, places) for exact in accepted))
    target, actual = form.shown(one.place("target")), form.shown(one.place("actual"))
    score, expected = plain(one.score or Decimal(0)), "或".join(map(plain, rounded))
    return Found(
        f"越低越好的指标，指标值{target}，完成值{actual}，得分应为{expected}，填报{score}{how}",
        one.place("score"),
        value=one.score,
        expected=rounded[0],
        severity="warning" if one.inferred else "error",
        cells=(one.place("target"), one.place("actual"), one.place("points")),
    )
