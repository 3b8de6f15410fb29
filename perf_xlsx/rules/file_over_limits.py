"""F03."""

from collections.abc import Iterator

from perf_xlsx.rules.base import FileFacts, Found, Scope, rule


@rule("F03", "error", Scope.FILE)
def file_over_limits(file: FileFacts) -> Iterator[Found]:
    """超出安全限度

    做什么：大小、部件数、解压后大小、单元格数等超出限度的文件不打开。
    为什么：一张自评表只有几十千字节；过大的文件多半夹带了别的内容，或者会拖垮审核。
    依据：常识（限度见文档“安全限度”）
    通过：几十千字节的自评表
    不通过：解压后1GB的文件
    怎么改：请只保留自评表，删去其他工作表、图片和多余的行列后重新报送。
    """
    if file.refusal == "F03":
        yield Found(f"文件{file.what}，未打开")
