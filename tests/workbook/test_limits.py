"""The limits: settable from a file, every fault of it said at once, and printed in every report."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from returned import returned

from perf_xlsx.cli.main import cli
from perf_xlsx.errors import UsageError
from perf_xlsx.workbook.limits import DEFAULT_LIMITS, Limits, read_limits

SPOKEN = "文件3MiB，解压后64MiB，压缩比200，部件1000个，工作表255张，单元格77777个，文本65536字，每个文件2.5秒"


def written(folder: Path, text: str | bytes) -> Path:
    """A file of limits."""
    file = folder / "限度.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_what_is_not_named_keeps_its_default(tmp_path: Path) -> None:
    """An empty file changes nothing; one limit named changes that one, whatever wrote the file."""
    assert read_limits(written(tmp_path, "")) == DEFAULT_LIMITS
    found = read_limits(written(tmp_path, b"\xef\xbb\xbfcells = 5\r\nseconds = 1\r\nfile_seconds = 0.5\r\n"))
    assert found == Limits(cells=5, seconds=1, file_seconds=0.5)


def test_every_limit_can_be_set(tmp_path: Path) -> None:
    """All by their names."""
    lines = (f"{name} = {number + 7}" for number, name in enumerate(DEFAULT_LIMITS.table()))
    found = read_limits(written(tmp_path, "\n".join(lines))).table()
    assert list(found.values()) == [number + 7 for number in range(len(found))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cell = 5", "没有限度“cell”，是否想写“cells”？"),
        ("[limits]\ncells = 5", "没有限度“limits”"),
        ('cells = "5"', "限度“cells”应为大于0"),
        ("cells = 5.5", "限度“cells”应为大于0"),
        ("cells = true", "限度“cells”应为大于0"),
        ("cells = 0", "限度“cells”应为大于0"),
        ("cells = -1", "限度“cells”应为大于0"),
        ("cells = [5]", "限度“cells”应为大于0"),
        (f"file_bytes = {10**30}", "不超过1099511627776的整数"),
        ("file_seconds = inf", "限度“file_seconds”应为大于0、不超过86400的数"),
        ("file_seconds = nan", "限度“file_seconds”"),
        ("seconds = 1e300", "限度“seconds”"),
        ("seconds = 2020-01-01", "限度“seconds”"),
        ("cells = ", "写法不对"),
        ("cells = 5\ncells = 6", "写了两次"),
        (b"\xff\xfe\x00", "读不出"),
    ],
)
def test_faults(tmp_path: Path, text: str | bytes, said: str) -> None:
    """Each is told by its name, with what is expected."""
    with pytest.raises(UsageError) as caught:
        read_limits(written(tmp_path, text))
    assert said in str(caught.value)


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Nobody has to try three times."""
    with pytest.raises(UsageError) as caught:
        read_limits(written(tmp_path, "cells = 0\nsheetz = 5\nparts = 1.5"))
    assert all(word in str(caught.value) for word in ("“cells”", "“sheetz”", "“parts”"))


def test_no_such_file(tmp_path: Path) -> None:
    """A missing file, or a folder, is a sentence."""
    for path in (tmp_path / "没有.toml", tmp_path):
        with pytest.raises(UsageError, match="读不出"):
            read_limits(path)


def check(*arguments: object) -> tuple[int, str]:
    """Exit code and output of a check."""
    done = CliRunner().invoke(cli, ["check", *map(str, arguments)], prog_name="perf-xlsx", standalone_mode=False)
    assert done.exception is None, done.exception
    return int(done.return_value), done.stdout


def test_they_are_kept(tmp_path: Path) -> None:
    """A form past a limit of one's own is refused with that limit in the message."""
    code, said = check(returned(tmp_path), "--limits", written(tmp_path, "cells = 100"))
    assert (code, "上限100个" in said, "F03" in said) == (3, True, True)


def test_they_stand_in_every_report(tmp_path: Path) -> None:
    """Text, JSON, the page and the workbook say under which limits the files were read."""
    limits = written(tmp_path, "cells = 77777\nfile_bytes = 3145728\nfile_seconds = 2.5")
    out = [argument for kind in ("json", "html", "xlsx") for argument in ("--report", tmp_path / f"报告.{kind}")]
    _, said = check(returned(tmp_path), "--limits", limits, *out)
    assert f"安全限度：{SPOKEN}" in said
    told = json.loads((tmp_path / "报告.json").read_bytes())["tool"]["limits"]
    assert told == read_limits(limits).table()
    assert SPOKEN in (tmp_path / "报告.html").read_text("utf-8")
    book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
    assert SPOKEN in {str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row}
