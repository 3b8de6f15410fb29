"""C26."""

from collections.abc import Iterator

from perf_xlsx.narrative.against_funds import funds_differences, result_differences
from perf_xlsx.narrative.against_lines import copied_differences, identity_differences, line_differences
from perf_xlsx.narrative.against_rates import mention_differences
from perf_xlsx.narrative.against_tables import table_differences
from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.rules.base import Found, Scope, Skipped, rule


@rule("C26", "warning", Scope.REPORT, silences=("R01", "R02", "R03"))
def report_against_form(facts: ReportFacts) -> Iterator[Found | Skipped]:
    """报告与表不符

    做什么：自评报告里的金额、执行率、得分、等级、各项指标的数字，报告所附的表，与它的自评表不同的，两边都引出来，提请核对。四舍五入不算不同；
        附表的目标、偏差原因换了另一番话的也算不同，缩写、改错字的不算。
    为什么：报告和表说的是同一件事，两个数总有一处不对。
    依据：财预〔2020〕10号：绩效自评表和自评报告应当真实、准确、一致
    通过：表中全年执行数444.998万元，报告写“实际支出445万元”
    不通过：表中宣传对象满意度的业绩值是95%，报告写“满意度100%”
    怎么改：请核对报告和自评表，把两边改成一致。
    """
    if facts.form is None:
        yield Skipped("没有与报告配对的自评表")
        return
    found = [
        *funds_differences(facts, facts.form),
        *result_differences(facts, facts.form),
        *line_differences(facts, facts.form),
        *mention_differences(facts, facts.form),
        *copied_differences(facts, facts.form),
        *identity_differences(facts, facts.form),
        *(one for copy in facts.annexed for one in table_differences(copy, facts.form)),
    ]
    for one in dict.fromkeys(found):
        yield Found(one.message, cell=one.place, value=one.value or None, expected=one.expected or None)
