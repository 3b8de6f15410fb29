"""C20."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import bare_name, has_word, quoted, unit_in_name
from perf_xlsx.form.units import is_money
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

OUTPUTS = {"quantity", "quality"}


@rule("C20", "warning", Scope.FORM)
def money_as_output(form: FilledForm) -> Iterator[Found]:
    """资金当产出

    做什么：数量、质量指标以金额为单位，或者是资金执行率、拨付率、支付率的，提请核实。人均、户均标准不算。
    为什么：花了多少钱不是产出，与预算执行率重复计分。
    依据：产出指标应反映完成的工作（财预〔2021〕101号）
    通过：救助人数≥80人；低保标准≥530元/人·月
    不通过：工程资金金额，指标值43.2，列在数量指标
    怎么改：请改用反映工作量和质量的指标，如面积、台套数、合格率。
    """
    if not form.own_words:
        return
    judgement = judgement_of(form.template)
    for row in indicators_of(form):
        if row.level2 in OUTPUTS and _is_money(row, judgement):
            yield Found(f"{quoted(row)}是资金，不是产出，与预算执行率重复计分", row.place("level3"))


def _is_money(row: Indicator, judgement: Judgement) -> bool:
    name = bare_name(row.name).rstrip("（()）%％")
    if has_word(name, judgement.standard_words):
        return False
    units = (row.target.unit, row.actual.unit, unit_in_name(row.name, judgement))
    if any(unit and is_money(unit, judgement) for unit in units) or name.endswith(judgement.spending_rates):
        return True
    return name.endswith(judgement.money_names) and not any(units)
