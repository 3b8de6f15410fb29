"""R04."""

from collections.abc import Iterator

from perf_xlsx.narrative.facts import ReportFacts
from perf_xlsx.narrative.notices import Notice, notices_of
from perf_xlsx.rules.base import Found, Scope, rule


@rule("R04", "warning", Scope.REPORT)
def notice_number_differs(facts: ReportFacts) -> Iterator[Found]:
    """报告文号不一

    做什么：同一个名称的通知，在报告里写了两个文号的，两处都引出来。括号的形状不论。
    为什么：文号写错，依据就查不到。
    依据：党政机关公文格式（GB/T 9704—2012）：一个文件一个发文字号
    通过：两处都写财预〔2020〕10号，括号一处是〔〕，一处是[]
    不通过：同一个通知，一处写湛财绩[2021]6号，一处写湛财绩[2020]5号
    怎么改：请按原文核对文号，改成一个。
    """
    first: dict[str, Notice] = {}
    told: set[str] = set()
    for one in notices_of(facts.report):
        known = first.setdefault(one.title, one)
        # Whoever names both in one paragraph means two.
        if known.number != one.number and known.part is not one.part and one.title not in told:
            told.add(one.title)
            yield Found(
                f"{known.told}，{one.told}，同一个文件写了两个文号，请核对",
                cell=one.part.place,
                value=one.number,
                expected=known.number,
            )
