"""Where a project list comes from: the two sheets of an .xlsx, or two .csv files in a folder."""

from pathlib import Path

from perf_xlsx.errors import Fault, PerfXlsxError, ProjectListError, UsageError
from perf_xlsx.files.csv_in import read_csv
from perf_xlsx.issue.lines import Table, is_blank
from perf_xlsx.issue.plan import INDICATORS, PROJECTS

NAMES = (PROJECTS, INDICATORS)
MOST_ROWS = 200_000
_FILES = "、".join(f"{name}.csv" for name in NAMES)


def read_tables(path: Path) -> list[Table]:
    """The sheets 项目 and 指标 of a list.

    Raises UsageError for a path that can be no list, ProjectListError for a list that cannot be read.
    """
    if path.is_dir():
        return _folder(path)
    if not path.exists():
        raise UsageError(f"找不到项目清单 {path}，请检查路径")
    if path.suffix.lower() == ".csv":
        raise UsageError(f"{path.name} 是单个 CSV；请给出同时放有 {_FILES} 的文件夹")
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"项目清单应为 .xlsx，或放有 {_FILES} 的文件夹，{path.name} 不是；请另存为 .xlsx")
    # openpyxl is slow to import, and lists are often CSV.
    from perf_xlsx.issue.lists_in import read_workbook  # noqa: PLC0415

    return read_workbook(path, NAMES)


def _folder(folder: Path) -> list[Table]:
    faults: list[Fault] = []
    tables = []
    for name in NAMES:
        try:
            tables.append(_table(folder / f"{name}.csv", name))
        except PerfXlsxError as error:
            faults += error.faults
    if faults:
        raise ProjectListError(faults)
    return tables


def _table(file: Path, name: str) -> Table:
    if not file.is_file():
        raise UsageError(f"文件夹 {file.parent.name} 里没有 {file.name}；项目清单需要 {_FILES} 两个文件")
    rows = [(number, row) for number, row in enumerate(read_csv(file), 1) if not all(map(is_blank, row))]
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{file.name} 超过{MOST_ROWS}行，请拆成几份清单")
    return Table(name, rows)
