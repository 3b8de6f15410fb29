"""T06."""

from collections.abc import Iterator

from perf_xlsx.form.filled import FilledForm
from perf_xlsx.rules.base import Found, Scope, rule


@rule("T06", "info", Scope.ISSUED)
def protection_removed(form: FilledForm) -> Iterator[Found]:
    """保护或数据有效性被取消

    做什么：工作表保护、固定格的锁定、填报格的数据有效性被取消的，作提示。密码丢失、工作簿结构保护丢失不算：许多程序保存时都会丢。
    为什么：保护只防误改；取消了不等于改过内容，内容另有规则逐格核对。
    依据：下发表的保护和数据有效性
    通过：工作表仍受保护
    不通过：撤销了工作表保护
    怎么改：不必处理；今后请不要撤销保护，粘贴时请用“选择性粘贴—数值”。
    """
    loosened = form.trust.evidence.loosened if form.trust.evidence else ()
    if loosened:
        yield Found(f"{'、'.join(loosened)}已取消（不影响审核）", value="、".join(loosened))
