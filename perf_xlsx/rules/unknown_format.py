"""F06."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F06", "error", Scope.FILE)
def unknown_format(file: FileFacts) -> Iterator[Found]:
    """格式不支持

    做什么：能读 .xlsx、.xlsm、.xls、.et、.ods 和 .docx 里的表格，按内容认，不看扩展名；别的格式不审核。
    为什么：别的格式读不出表格。
    依据：常识
    通过：.xlsx
    不通过：.pdf、.wps、.doc
    怎么改：请用 Excel 或 WPS 另存为 .xlsx 后重新报送。
    """
    if file.refusal == "F06":
        yield Found(f"不支持{file.what}，请另存为 .xlsx")
