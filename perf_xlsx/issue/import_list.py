"""The lists of an import: what could not be placed, and where every cell went."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from perf_xlsx.files.safe_text import guarded
from perf_xlsx.files.whole_file import write_whole

LEFT_OUT, EVERY_CELL = "未能放入.csv", "导入对照.csv"
COLUMNS = ("文件", "工作表", "单元格", "内容", "结果", "说明", "新表文件", "新表单元格", "栏目")


def write_lists(out: Path, rows: Iterable[tuple[Sequence[str], bool]]) -> None:
    """Write both lists; a row is its cells, and whether somebody has to look at it."""
    every = list(rows)
    _write(out / EVERY_CELL, [cells for cells, _ in every])
    _write(out / LEFT_OUT, [cells for cells, serious in every if serious])


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    write_whole(path, text.getvalue().encode("utf-8-sig", "replace"))
