"""register.csv: what was issued, one line an indicator, so that a changed target can be shown as it was."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from perf_xlsx.errors import Fault, UsageError
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.files.csv_in import csv_rows
from perf_xlsx.files.safe_text import guarded, unguarded
from perf_xlsx.files.whole_file import write_whole
from perf_xlsx.form.kept_register import KeptRegister
from perf_xlsx.form.named import issued_name
from perf_xlsx.form.place import Place
from perf_xlsx.form.project import Project
from perf_xlsx.form.registered import Issued, IssuedTarget, Register, Registered
from perf_xlsx.notation import strip_blanks
from perf_xlsx.numbers import Value, decimal_of, plain
from perf_xlsx.template.assemble import Template

COLUMNS = (
    *("项目编码", "项目名称", "主管部门", "实施单位", "财政年度", "模板", "文件", "摘要"),
    *("序号", "一级指标", "二级指标", "三级指标", "年度指标值", "分值"),
)
_OF_INDICATOR = ("level1", "level2", "level3", "target", "points")


def write_register(
    path: Path, pairs: Sequence[tuple[Template, Project]], issued: Sequence[Issued], kept: Iterable[Sequence[str]] = ()
) -> None:
    """Write the register: the lines kept, then what was issued now in the order it is given in, with its template."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(kept)
    for (template, project), file in zip(pairs, issued, strict=True):
        writer.writerows([guarded(cell) for cell in row] for row in register_rows(template, project, file))
    write_whole(path, text.getvalue().encode("utf-8-sig"))


def lines_kept(path: Path, pairs: Iterable[tuple[Template, Project]]) -> list[list[str]]:
    """The lines of an older register beside the workbooks that stay: of another list or template, forms still there.

    Raises UsageError where it is no register, or of another fiscal year: what was issued is not forgotten in silence.
    """
    if not path.exists():
        return []
    now = {project.code.casefold(): project.fiscal_year for _, project in pairs}
    older = read_register(path)
    years = sorted({one.fiscal_year for one in older.values()} - set(now.values()))
    if years:
        told = "、".join(f"{year}年度" for year in years)
        raise UsageError(f"{path} 是{told}的下发登记，没有覆盖；请换一个文件夹")
    stays = {code for code, one in older.items() if (path.parent / one.issued.path).is_file()}
    head, *rows = [row for row in csv_rows(path) if any(map(strip_blanks, row))]
    order = [[strip_blanks(cell) for cell in head].index(name) for name in COLUMNS]
    lines = [[row[number] if number < len(row) else "" for number in order] for row in rows]
    codes = [unguarded(line[0]).strip() for line in lines]
    return [line for code, line in zip(codes, lines, strict=True) if code in stays and code.casefold() not in now]


def register_rows(template: Template, project: Project, file: Issued) -> Iterator[list[str]]:
    """The lines of one project."""
    block = template.indicators.key if template.indicators else ""
    head = [
        project.code,
        issued_name(template, project),
        project.text("header", "supervising_department"),
        project.text("header", "implementing_unit"),
        str(project.fiscal_year),
        template.id,
        file.path,
        file.digest,
    ]
    for number, row in enumerate(project.shape, 1):
        if row.applies:
            cells = [_text(project.given.get(Place(block, str(number), key))) for key in _OF_INDICATOR]
            yield [*head, str(number), *cells]


def _text(value: Value) -> str:
    return plain(value) if isinstance(value, Decimal) else value or ""


def read_register(path: Path) -> Register:
    """Read a register back, by project code, onto disk; raises UsageError with every fault of it."""
    faults: list[Fault] = []
    found = KeptRegister.of(_projects(path, faults))
    if faults:
        raise UsageError(faults)
    return found


def _projects(path: Path, faults: list[Fault]) -> Iterator[Registered]:
    """What the register holds, the lines of a project that stand together as one."""
    entry: Registered | None = None
    for number, cells in _lines(path, faults):
        line = _line(cells, f"{path.name} 第{number}行", faults)
        if line is None:
            continue
        if entry is not None and entry.issued.code == line.issued.code:
            entry.targets.extend(line.targets)
            continue
        if entry is not None:
            yield entry
        entry = line
    if entry is not None:
        yield entry


def _lines(path: Path, faults: list[Fault]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a register with their numbers, none where a column is missing."""
    rows = ((number, row) for number, row in enumerate(csv_rows(path), 1) if any(map(strip_blanks, row)))
    head = [strip_blanks(cell) for cell in next(rows, (0, []))[1]]
    other = [name for name in head if name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in head]
    faults += [Fault(path.name, f"缺少“{name}”列{did_you_mean(name, other)}") for name in missing]
    for number, row in rows if not missing else ():
        texts = [unguarded(cell) for cell in row] + [""] * (len(head) - len(row))
        yield number, dict(zip(head, texts, strict=False))


def _line(cells: Mapping[str, str], where: str, faults: list[Fault]) -> Registered | None:
    """The project of one line with the target that stands there; None where that cannot be told."""
    code, year, row, points = (cells[name].strip() for name in ("项目编码", "财政年度", "序号", "分值"))
    weight = decimal_of(points) if points else None
    for name, value, fits in (
        ("项目编码", code, bool(code)),
        ("财政年度", year, year.isdecimal()),
        ("序号", row, row.isdecimal()),
        ("分值", points, not points or weight is not None),
    ):
        if not fits:
            faults.append(Fault(where, f"{name}“{value}”不对，请使用生成时的登记表，不要修改"))
    if not (code and year.isdecimal() and row.isdecimal()):
        return None
    issued = Issued(code, cells["项目名称"], cells["文件"], cells["摘要"])
    levels = (cells["一级指标"], cells["二级指标"], cells["三级指标"])
    target = IssuedTarget(row, *levels, cells["年度指标值"], weight)
    return Registered(issued, cells["主管部门"], cells["实施单位"], int(year), cells["模板"], [target])
