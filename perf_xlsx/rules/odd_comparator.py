"""C14."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.money import is_cost
from perf_xlsx.form.naming import all_quoted, bare_name, has_word
from perf_xlsx.form.units import is_money
from perf_xlsx.notation import Kind
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

QUANTITY, SATISFACTION, EXECUTION = "quantity", "satisfaction", "execution"


@rule("C14", "info", Scope.FORM)
def odd_comparator(form: FilledForm) -> Iterator[Found]:
    """比较符缺失或方向可疑

    做什么：要做的事写“≤”、成本金额写“≥”、满意度写“≤”的，提请核实；没有写比较符的，或者合格率一类写“≥100%”的，作提示。一张表合报一条。
    为什么：方向写反，完成得越多反而越不达标。
    依据：指标值应写明比较符（财预〔2021〕101号）
    通过：公务用车数量≤5辆；项目成本≤90万元
    不通过：开展精品示范村建设数量≤4
    怎么改：请核对比较符：越多越好的写≥，越少越好的写≤。
    """
    if not form.own_words:
        return
    judgement = judgement_of(form.template)
    lower = tuple(form.template.policy.get("lower_is_better", ()))
    rows = [row for row in indicators_of(form) if row.target.kind is Kind.QUANTITY and row.level1 != EXECUTION]
    reversed_rows = [row for row in rows if _reversed(row, judgement, lower)]
    if reversed_rows:
        named = "、".join(f"{one}（{row.target_text.strip()}）" for row, one in _with_names(reversed_rows))
        text = f"比较符的方向可能写反：{named}"
        yield Found(text, reversed_rows[0].place("target"), severity="warning")
        return
    missing = [row for row in rows if not row.target.comparator and not row.target.bare_period]
    whole = [row for row in rows if row.target.comparator == "≥" and row.target.number == 1 and row.target.unit == "%"]
    if missing:
        yield Found(f"指标值没有写比较符：{all_quoted(missing)}", missing[0].place("target"))
    elif whole:
        yield Found(f"比率最高为100%，宜写“＝100%”：{all_quoted(whole)}", whole[0].place("target"))


def _with_names(rows: list[Indicator]) -> Iterator[tuple[Indicator, str]]:
    for row in rows:
        yield row, all_quoted([row])


def _reversed(row: Indicator, judgement: Judgement, lower: tuple[str, ...]) -> bool:
    name, sign = bare_name(row.name), row.target.comparator
    if sign in {"≤", "＜"}:
        held = has_word(name, (*judgement.held_down, *lower))
        made = row.level2 == QUANTITY and has_word(name, judgement.made_words)
        return not held and (made or row.level1 == SATISFACTION or name.endswith(judgement.bounded_rates))
    amount = is_cost(row) and is_money(row.target.unit, judgement)
    return sign in {"≥", "＞"} and amount and has_word(name, lower) and not has_word(name, judgement.unit_cost_words)
