"""F05."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F05", "warning", Scope.FILE)
def macros_or_links(file: FileFacts) -> Iterator[Found]:
    """含宏或外部链接

    做什么：发现宏、外部链接、DDE 链接或嵌入对象时提醒；审核从不运行它们。
    为什么：自评表不需要宏和外部链接，它们可能带病毒或取用别的文件的数据。
    依据：常识
    通过：没有宏和外部链接的工作簿
    不通过：含宏的 .xlsm
    怎么改：请另存为普通 .xlsx，并断开外部链接后重新报送。
    """
    if file.extras:
        yield Found(f"文件含{'、'.join(file.extras)}，已忽略，请报送普通 .xlsx")
