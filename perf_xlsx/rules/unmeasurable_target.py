"""C04."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.likeness import alike
from perf_xlsx.form.money import is_cost
from perf_xlsx.form.naming import bare_name, cut, has_word, quoted
from perf_xlsx.notation import Kind
from perf_xlsx.numerals import counts_in_digits
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

COUNTED = {"quantity", "timeliness"}
BENEFIT = "benefit"
HUNDRED = Decimal(100)


@rule("C04", "warning", Scope.FORM)
def unmeasurable_target(form: FilledForm) -> Iterator[Found]:
    """不可衡量

    做什么：数量、时效、成本指标的指标值是文字而没有程度、数字或时限，比率指标的指标值是文字，指标值照抄指标名称，效益指标没有比率含义却写100%，一张表合报一条。
    为什么：指标值不能衡量，完成没有完成就说不清。
    依据：财预〔2021〕101号：指标值应清晰、可衡量
    通过：提交报告及时性，指标值“在项目计划完成时间内完成”
    不通过：软件正版化覆盖率，指标值“有效推进”
    怎么改：请写明数量、比率或时限；定性的写明程度，如“有效提高”。
    """
    if not form.own_words:
        return
    judgement = judgement_of(form.template)
    rows = [row for row in indicators_of(form) if _unmeasurable(row, judgement)]
    if rows:
        named = "、".join(f"{quoted(row)}（指标值“{cut(row.target_text)}”）" for row in rows)
        yield Found(f"指标值无法衡量：{named}", rows[0].place("target"))


def _unmeasurable(row: Indicator, judgement: Judgement) -> bool:
    name = bare_name(row.name).rstrip("（()）%％")
    if row.target.kind is Kind.QUANTITY:
        whole = (row.target.number, row.target.unit) in {(Decimal(1), "%"), (HUNDRED, "")}
        return whole and row.level1 == BENEFIT and bool(name) and not has_word(name, judgement.measure_words)
    text = row.target_text
    if row.target.kind is not Kind.WORDS or row.target.bare_period or any(sign.isdigit() for sign in text):
        return False
    if alike(name, text, judgement.goal_likeness) or name.endswith(judgement.rate_names):
        return True
    if not (row.level2 in COUNTED or is_cost(row)) or counts_in_digits(text) != text:
        return False
    return not has_word(text, (*judgement.degree_words, *judgement.deadline_words))
