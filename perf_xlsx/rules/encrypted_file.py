"""F02."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F02", "error", Scope.FILE)
def encrypted_file(file: FileFacts) -> Iterator[Found]:
    """已加密

    做什么：设有打开密码的文件不审核。
    为什么：没有密码读不出内容。
    依据：常识
    通过：没有打开密码的工作簿（工作表保护不影响审核）
    不通过：打开时要求输入密码的工作簿
    怎么改：请在“文件—信息—保护工作簿”中取消打开密码，保存后重新报送。
    """
    if file.refusal == "F02":
        yield Found("文件设有打开密码，请取消密码后报送")
