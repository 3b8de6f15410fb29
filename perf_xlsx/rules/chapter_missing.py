"""R05."""

from collections.abc import Iterator

from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.words import words
from perf_xlsx.rules.base import Found, Scope, rule


@rule("R05", "info", Scope.REPORT)
def chapter_missing(facts: ReportFacts) -> Iterator[Found]:
    """报告章节缺失

    做什么：报告里没有写项目概况、资金、绩效目标完成情况、自评结果、存在的问题、改进措施中的某一项的，提示补写。
    为什么：缺了哪一部分，结论都不好采信。
    依据：财预〔2020〕10号：绩效评价报告的主要内容
    通过：六项都有标题，次序和叫法不论
    不通过：没有写存在的问题和改进措施
    怎么改：请补写缺少的部分；确实没有的，写明“无”。
    """
    stated = {key for key, found in (("funds", facts.amounts), ("result", facts.scores)) if found}
    kinds = facts.report.kinds | stated
    missing = [one.label for one in words().chapters if one.needed and one.key not in kinds]
    if missing:
        yield Found(f"报告里没有看到这些部分：{'、'.join(missing)}")
