"""B05."""

from collections.abc import Iterator

from perf_xlsx.form.collected import BatchFacts
from perf_xlsx.form.returns import called, listed
from perf_xlsx.rules.base import Found, Result, Scope, rule


@rule("B05", "warning", Scope.BATCH)
def text_shared_by_projects(batch: BatchFacts) -> Iterator[Result]:
    """跨项目雷同

    做什么：不同项目的总体目标、完成情况或偏差原因，15字以上（不计空白）一字不差的指出；下发时已写好的预期目标不查，同一项目重复报的不算。
        字数可在 policy.consistency.shared_text 改。
    为什么：完成情况和原因应是本项目的，照抄说明没有如实分析。
    依据：各地自评通知（不得照搬照抄）
    通过：两个项目各写各的完成情况
    不通过：两个项目的偏差原因都是“受疫情影响，部分工作未能如期开展”
    怎么改：请按本项目的实际情况重写；确实相同的，请各自写明本项目的数字。
    """
    for places in batch.shared_texts():
        first, where, projects, forms = None, list[str](), list[str](), list[tuple[str, str]]()
        for form, said in places:
            first = first or said
            where.append(f"{called(form)}（{f'{form.file} {said.cell}'.strip()}）")
            projects += batch.whose(form)
            forms.append(form.place)
        if first is not None:
            what = f"{first.label}“{first.start}”在{len(where)}个项目里一字不差：{listed(where)}"
            yield Found(what, value=first.start, projects=tuple(projects), forms=tuple(forms))
