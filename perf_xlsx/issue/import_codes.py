"""Project codes for hand-made forms: their own, those of a list by name, else made up and said so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perf_xlsx.errors import UsageError
from perf_xlsx.files.csv_in import read_csv
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.place import Place
from perf_xlsx.form.returns import spelling
from perf_xlsx.issue.plan import CODE, PROJECTS
from perf_xlsx.issue.sources import read_tables
from perf_xlsx.numbers import Value, plain

NAME, DEPARTMENT = "项目名称", "主管部门"
HEAD = Place("header", "", "")


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes by name of the project, each with its department."""

    by_name: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def of(self, form: FilledForm) -> str:
        """The code of a form's project; "" where none fits, or several do."""
        name, department = (spelling(head_text(form, key)) for key in ("project_name", "supervising_department"))
        known = self.by_name.get(name, ()) if name else ()
        fitting = [code for code, owner in known if owner == department] or [code for code, _ in known]
        return fitting[0] if len(set(fitting)) == 1 else ""


def head_text(form: FilledForm, key: str) -> str:
    """A field of the head as text."""
    value = form.declared.get(HEAD._replace(column=key))
    return value.strip() if isinstance(value, str) else ""


def read_codes(path: Path) -> Codes:
    """Read codes from a project list, a register, or any CSV with the columns 项目编码 and 项目名称.

    Raises UsageError when there are no such columns, or the file cannot be read.
    """
    rows: list[Sequence[Value]]
    if path.suffix.lower() == ".csv" and not path.is_dir():
        rows = [list(row) for row in read_csv(path)]
    else:
        rows = [row for table in read_tables(path) if table.name == PROJECTS for _, row in table.rows]
    head = [_text(cell) for cell in rows[0]] if rows else []
    missing = [name for name in (CODE, NAME) if name not in head]
    if missing:
        raise UsageError(f"{path.name} 第一行没有“{'”“'.join(missing)}”列，查不出项目编码")
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in rows[1:]:
        cells = {name: _text(cell) for name, cell in zip(head, row, strict=False)}
        code, name = cells.get(CODE, ""), cells.get(NAME, "")
        if code and name:
            found.setdefault(spelling(name), {})[code, spelling(cells.get(DEPARTMENT, ""))] = None
    return Codes({name: list(codes) for name, codes in found.items()})


def made_up(fiscal_year: int, taken: Iterable[str]) -> str:
    """A code nobody has: the year and a number."""
    known, number = {code.casefold() for code in taken}, 1
    while f"{fiscal_year}-{number:03}".casefold() in known:
        number += 1
    return f"{fiscal_year}-{number:03}"


def _text(value: Value) -> str:
    return plain(value).strip() if not isinstance(value, str) and value is not None else (value or "").strip()
