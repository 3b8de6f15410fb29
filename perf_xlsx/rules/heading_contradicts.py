"""C23."""

import re
from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.naming import cut
from perf_xlsx.form.place import Place
from perf_xlsx.form.reasons import text_at
from perf_xlsx.rules.base import Found, Scope, rule
from perf_xlsx.template.judgement import Judgement, judgement_of

DEPARTMENT, UNIT, PROJECT = (
    Place("header", "", key) for key in ("supervising_department", "implementing_unit", "project_name")
)
_COUNTY = re.compile(r"(?:^|[省市州盟])([\u4e00-\u9fff]{1,4}[县旗])(?!级|域|直)")


@rule("C23", "warning", Scope.FORM)
def heading_contradicts(form: FilledForm) -> Iterator[Found]:
    """表头不符

    做什么：实施单位和项目同属一个领域而主管部门属另一个领域的，或者主管部门和实施单位写着两个不同的县的，提请核实。
    为什么：主管、实施、项目对不上，审核意见会退错单位。
    依据：自评表表头栏目（常识）
    通过：主管部门教育体育局，实施单位中学，项目营养改善计划
    不通过：主管部门市场监督管理局，实施单位农业科，项目渔业成品油价格改革补贴
    怎么改：请核对主管部门、实施单位和项目名称。
    """
    if not form.own_words:
        return
    department, unit, project = (text_at(form, place) for place in (DEPARTMENT, UNIT, PROJECT))
    judgement = judgement_of(form.template)
    over, under, about = (_sectors(text, judgement) for text in (department, unit, project))
    counties = {found[1] for text in (department, unit) if (found := _COUNTY.search(text))}
    if (over and under & about and not over & (under | about)) or len(counties) > 1:
        text = f"主管部门“{cut(department)}”与实施单位“{cut(unit)}”、项目“{cut(project)}”对不上，请核对"
        yield Found(text, DEPARTMENT, cells=(UNIT, PROJECT))


def _sectors(text: str, judgement: Judgement) -> set[str]:
    return {sector.key for sector in judgement.sectors if any(word in text for word in sector.words)}
