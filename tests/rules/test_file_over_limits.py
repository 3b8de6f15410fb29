"""F03: more than a returned form may ask of the reader."""

from pathlib import Path

from returned import codes, report, returned, the_one

from perf_xlsx.check.checking import Checking
from perf_xlsx.finding import Verdict
from perf_xlsx.workbook.limits import Limits


def test_past_a_limit(tmp_path: Path) -> None:
    """The message says which limit, how much there is and how much there may be."""
    file = returned(tmp_path)
    size = file.stat().st_size
    checking = Checking(limits=Limits(file_bytes=size - 1))
    assert the_one(file, "F03", checking).message == f"文件大小为{size}字节，超出上限{size - 1}字节，未打开"
    assert codes(file, checking) == ["F03"]
    assert report(file, checking).verdict is Verdict.UNCHECKED


def test_exactly_at_the_limit(tmp_path: Path) -> None:
    """As much as there may be is not too much."""
    file = returned(tmp_path)
    assert codes(file, Checking(limits=Limits(file_bytes=file.stat().st_size))) == []
