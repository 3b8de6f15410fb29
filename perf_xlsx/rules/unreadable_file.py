"""F01."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F01", "error", Scope.FILE)
def unreadable_file(file: FileFacts) -> Iterator[Found]:
    """无法读取

    做什么：打不开的文件（空文件、传输不完整、压缩包或内容损坏、其他文件改名而来）不审核。
    为什么：读不出内容，无从审核。
    依据：常识
    通过：用 Excel 或 WPS 保存的 .xlsx
    不通过：0字节的文件；把网页改名为 .xlsx
    怎么改：请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新报送。
    """
    if file.refusal == "F01":
        yield Found(f"文件无法读取（{file.what}），请重新导出后报送")
