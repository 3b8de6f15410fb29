"""F04."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F04", "error", Scope.FILE)
def no_form_found(file: FileFacts) -> Iterator[Found]:
    """不是绩效自评表

    做什么：打得开、但里面没有本程序下发的绩效自评表的文件，指出来而不审核。
    为什么：报错了表，审核没有意义。
    依据：常识
    通过：下发的自评表填好后报回
    不通过：报成了绩效目标表、运行监控表或别的工作簿
    怎么改：请报送下发的绩效自评表。
    """
    if not file.refusal and not file.form_found:
        yield Found(f"未找到绩效自评表{f'，疑为{file.seems}' if file.seems else ''}")
