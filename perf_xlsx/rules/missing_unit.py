"""C13."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.money import is_cost
from perf_xlsx.form.naming import all_quoted, bare_name, quoted, unit_in_name
from perf_xlsx.notation import Kind
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of


@rule("C13", "info", Scope.FORM)
def missing_unit(form: FilledForm) -> Iterator[Found]:
    """缺计量单位

    做什么：指标值是光秃秃的数字，而指标名称、指标值、完成值都没有写单位的，作提示；成本等金额分不清是元还是万元的，合报一条提请核实。
    为什么：没有单位，不知道数的是什么；元和万元差一万倍。
    依据：指标值应有计量单位（财预〔2021〕101号）
    通过：成本概算（万元），指标值13，完成值13
    不通过：改革试点成本概算，指标值3，完成值3
    怎么改：请在指标值和完成值后写明单位。
    """
    if not form.own_words:
        return
    judgement = judgement_of(form.template)
    bare = [row for row in indicators_of(form) if _bare(row, judgement)]
    money = [row for row in bare if is_cost(row) or bare_name(row.name).endswith(judgement.money_names)]
    if money:
        text = f"金额没有写单位，分不清是元还是万元：{all_quoted(money)}"
        yield Found(text, money[0].place("target"), severity="warning")
    for row in bare:
        if row not in money:
            yield Found(f"{quoted(row)}的指标值“{row.target_text.strip()}”没有写单位", row.place("target"))


def _bare(row: Indicator, judgement: Judgement) -> bool:
    if row.target.kind is not Kind.QUANTITY or row.target.unit or row.actual.unit:
        return False
    name = row.name.rstrip("（()）")
    rate = is_cost(row) and name.endswith(judgement.rate_names)
    return not rate and not unit_in_name(row.name, judgement)
