"""C05."""

from collections.abc import Iterator
from decimal import Decimal

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.indicators import Indicator, indicators_of
from perf_xlsx.form.naming import all_quoted
from perf_xlsx.notation import Kind, strip_blanks
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import judgement_of

HUNDRED = Decimal(100)
# A target everybody reaches word for word.
ALWAYS = ((Decimal(1), "%"), (HUNDRED, ""), (HUNDRED, "%"))
EMPTY = {Kind.BLANK, Kind.NOT_APPLICABLE}


@rule("C05", "warning", Scope.FORM)
def actuals_copied(form: FilledForm) -> Iterator[Found]:
    """完成值照抄

    做什么：至少五行（政策参数）中有八成的完成值与指标值一字不差，合报一条；指标值为100%或用“＝”的行不算。
    为什么：项项恰好完成，多半是照抄了指标值，没有按实际填报。
    依据：完成值应为实际完成数（常识）
    通过：指标值≥10次、≥20次，完成值11次、24次
    不通过：五行指标值与完成值都是5家、2次、30人、11.25万元、1年
    怎么改：请按实际完成情况逐行填报；确与指标值相同的请备好佐证。
    """
    judgement = judgement_of(form.template)
    words = set(form.template.policy.get("qualitative", {}).values())
    rows = [row for row in indicators_of(form) if _counts(row) and row.actual_text.strip() not in words]
    same = [row for row in rows if strip_blanks(row.target_text) == strip_blanks(row.actual_text)]
    share = judgement.limit("copied_share")
    if len(rows) >= judgement.copied_rows and len(same) >= share * len(rows):
        yield Found(
            f"{len(rows)}行中有{len(same)}行的完成值与指标值一字不差：{all_quoted(same)}",
            same[0].place("actual"),
        )


def _counts(row: Indicator) -> bool:
    if row.target.kind in EMPTY or row.actual.kind in EMPTY or row.target.comparator == "＝":
        return False
    return (row.target.number, row.target.unit) not in ALWAYS
