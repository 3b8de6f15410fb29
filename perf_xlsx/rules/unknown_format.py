"""F06."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F06", "error", Scope.FILE)
def unknown_format(file: FileFacts) -> Iterator[Found]:
    """格式不支持

    做什么：不是 .xlsx 或 .xlsm 的文件不审核。
    为什么：其他格式读不出公式和锁定状态。
    依据：常识
    通过：.xlsx
    不通过：.pdf、.wps
    怎么改：请用 Excel 或 WPS 另存为 .xlsx 后重新报送。
    """
    if file.refusal == "F06":
        yield Found(f"不支持{file.what}，请另存为 .xlsx")
