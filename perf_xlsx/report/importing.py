"""Hand-made forms to issued workbooks with their register, and the lists of what went where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perf_xlsx.check.checking import Checking
from perf_xlsx.errors import Fault, UsageError
from perf_xlsx.files.names import REGISTER, code_fault
from perf_xlsx.files.whole_file import reason_of
from perf_xlsx.form.filled import FilledForm
from perf_xlsx.form.returns import spelling
from perf_xlsx.issue.generate import Issue, issue_all, paths_of
from perf_xlsx.issue.import_codes import Codes, head_text, made_up
from perf_xlsx.issue.import_list import EVERY_CELL, LEFT_OUT, write_lists
from perf_xlsx.issue.importing import import_form
from perf_xlsx.issue.placed import Fate, ImportedForm, PlacedCell
from perf_xlsx.report.import_sources import Source, sources_of
from perf_xlsx.report.made import list_forms
from perf_xlsx.report.plain import cell_text
from perf_xlsx.template.catalog import spoken_years
from perf_xlsx.template.years import covers

NO_YEAR = "表上没有写年度，请用 --year 写明是哪个财政年度的"
NO_ROWS = "没有指标行，只有资金，不能单独成表"


@dataclass(frozen=True, slots=True)
class Imports:
    """How forms are imported: where codes come from, how workbooks are issued, who is told of each file read."""

    codes: Codes = field(default_factory=Codes)
    issue: Issue = field(default_factory=Issue)
    read: Callable[[Path], object] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one form: the issued workbook, or why there is none; `cells` are where its content went.

    `opened` is false for a file that could not be read at all.
    """

    source: Path
    sheet: str = ""
    path: Path | None = None
    refused: str = ""
    opened: bool = True
    code: str = ""
    template: str = ""
    cells: tuple[PlacedCell, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def open_cells(self) -> Sequence[PlacedCell]:
        """The cells somebody has to look at: not placed, or not as they were written."""
        return [cell for cell in self.cells if cell.fate.serious]


_DEFAULT = Imports()


def import_forms(
    paths: Sequence[Path], out: Path, checking: Checking | None = None, how: Imports = _DEFAULT
) -> list[Imported]:
    """Write every hand-made form of some files and folders as an issued workbook, the register and the lists last.

    `checking` names the template and the year where the forms do not. What cannot be imported says why. Raises
    UsageError when a path does not exist, when anything would be written over, and where nothing can be written.
    """
    _refuse_existing([out / name for name in (REGISTER, LEFT_OUT, EVERY_CELL)])
    chosen = checking or Checking()
    sources = sources_of(list_forms(paths, out), chosen, how.read or (lambda _file: None))
    made = list(_made(sources, chosen, how.codes))
    pairs = [(form.template, form.project) for _, form in made if isinstance(form, ImportedForm)]
    names = iter(paths_of(project for _, project in pairs))
    results = [_result(source, form, out, names) for source, form in made]
    _refuse_existing([one.path for one in results if one.path is not None])
    if pairs:
        issue_all(pairs, out, how.issue)
    if results:
        _write_lists(out, results)
    return results


def _refuse_existing(files: Iterable[Path]) -> None:
    there = [Fault(str(file), "已经有了，没有覆盖；请移走旧的，或换一个文件夹") for file in files if file.exists()]
    if there:
        raise UsageError(there)


def _made(sources: Sequence[Source], checking: Checking, codes: Codes) -> Iterator[tuple[Source, ImportedForm | str]]:
    """Each form with its project, or why it has none."""
    wanted = {_code(one.form, codes)[0] for one in sources if one.form is not None} - {""}
    projects: dict[tuple[str, ...], Source] = {}
    for source in sources:
        form = source.form
        if form is None:
            yield source, source.refused
            continue
        year = checking.fiscal_year or form.fiscal_year
        why = NO_YEAR if year is None else "" if form.indicator_rows else NO_ROWS
        code, note = _code(form, codes)
        why = why or _twice(source, code, projects)
        if why or year is None:
            yield source, why
            continue
        if not code:
            code = made_up(year, wanted)
            wanted.add(code)
            note = f"{note or '表上没有项目编码'}，编为 {code}"
        made = import_form(form, code, year)
        notes = (*source.notes, note, *_year_notes(form, year), *made.notes)
        yield source, replace(made, notes=tuple(one for one in notes if one))


def _code(form: FilledForm, codes: Codes) -> tuple[str, str]:
    """The code of a form, and what is the matter with the one that stands on it."""
    own = (form.project_code or "").strip()
    if own and not code_fault(own):
        return own, ""
    listed = codes.of(form)
    return ("" if code_fault(listed) else listed), code_fault(own)


def _twice(source: Source, code: str, projects: dict[tuple[str, ...], Source]) -> str:
    """Why a form is of a project that was imported already; "" when it is not."""
    form = source.form
    names = [spelling(head_text(form, key)) for key in ("project_name", "supervising_department")] if form else []
    keys: list[tuple[str, ...]] = [("code", code.casefold())] if code else []
    keys += [("name", *names)] if names and names[0] else []
    for key in keys:
        first = projects.setdefault(key, source)
        if first is not source:
            same = f"编码“{code}”" if key[0] == "code" else "项目名称、主管部门"
            where = f"（{first.sheet}）" if first.file == source.file and first.sheet else ""
            return f"与 {first.file.name}{where} 的{same}相同，是同一个项目，没有再导入；请只留一份"
    return ""


def _year_notes(form: FilledForm, year: int) -> Iterator[str]:
    if form.fiscal_year not in {None, year}:
        yield f"表上写的是{form.fiscal_year}年度，按 --year 作为{year}年度的表"
    years = form.template.definition.fiscal_years
    if not covers(years, year):
        yield f"模板 {form.template.id} 适用于{spoken_years(years)}，不含{year}年度；请用 --template 指定"


def _result(source: Source, form: ImportedForm | str, out: Path, names: Iterator[str]) -> Imported:
    if isinstance(form, ImportedForm):
        cells = (*form.cells, *source.around)
        path, code = out / next(names), form.project.code
        return Imported(
            source.file, source.sheet, path, code=code, template=form.template.id, cells=cells, notes=form.notes
        )
    read = source.form.found.cells if source.form is not None else ()
    cells = tuple(PlacedCell(one.address, one.text, Fate.LEFT_OUT, why=form) for one in read)
    return Imported(source.file, source.sheet, refused=form, opened=source.opened, cells=(*cells, *source.around))


def _write_lists(out: Path, results: Sequence[Imported]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_lists(out, _rows(out, results))
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or out}：{reason_of(error)}") from error


def _rows(out: Path, results: Sequence[Imported]) -> Iterator[tuple[Sequence[str], bool]]:
    for one in results:
        file = one.path.relative_to(out).as_posix() if one.path else ""
        head, empty = (one.source.as_posix(), one.sheet), ""
        if one.refused and not one.cells:
            yield (*head, empty, empty, Fate.LEFT_OUT, one.refused, empty, empty, empty), True
        for cell in one.cells:
            texts = (*head, cell.cell, cell_text(cell.text), cell.fate, cell.why, file, cell.target, cell.label)
            yield texts, cell.fate.serious
        for note in one.notes:
            yield (*head, empty, empty, "请核对", note, file, empty, empty), True
