"""Locked workbooks for projects, and the register of what was issued."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perf_xlsx.errors import UsageError
from perf_xlsx.files.names import REGISTER, Named, relative_paths, safe
from perf_xlsx.files.whole_file import reason_of, write_whole
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.named import issued_name
from perf_xlsx.form.project import Project, blank_project
from perf_xlsx.form.registered import Issued
from perf_xlsx.issue.register import lines_kept, write_register
from perf_xlsx.template.assemble import Template

# What concurrent.futures allows on Windows.
MOST_JOBS = 61
_A_TURN = 8


@dataclass(frozen=True, slots=True)
class Issue:
    """How workbooks are issued: the key they are signed with, the sheets' password, processes at work.

    `progress` is called after each workbook. `report` adds the sheet 报告 to each.
    """

    key: bytes = b""
    password: str = ""
    jobs: int = 1
    progress: Callable[[Issued], object] | None = None
    report: bool = False


@dataclass(frozen=True, slots=True)
class _Press:
    """What the workbooks of a run have in common; it travels to the processes at work."""

    templates: tuple[Template, ...]
    out: Path
    key: bytes
    password: str
    report: bool


_DEFAULT = Issue()
_Task = tuple[Project, int, str]
"""A project, the number of its template among those of the press, and its path."""
_press: list[_Press] = []


def generate(template: Template, projects: Sequence[Project], out: Path, options: Issue = _DEFAULT) -> list[Issued]:
    """Write a workbook for each project as out/<主管部门>/<项目编码>_<项目名称>.xlsx, the register last.

    Raises UsageError naming the file that cannot be written. What is written is whole, and the same for any number of
    jobs.
    """
    return issue_all([(template, project) for project in projects], out, options)


def issue_all(pairs: Sequence[tuple[Template, Project]], out: Path, options: Issue = _DEFAULT) -> list[Issued]:
    """Write a workbook for each project in a template of its own, as `generate` does for one template."""
    templates = {template.id: template for template, _ in pairs}
    order = list(templates)
    paths = paths_of(project for _, project in pairs)
    tasks = [(project, order.index(template.id), path) for (template, project), path in zip(pairs, paths, strict=True)]
    press = _Press(tuple(templates.values()), out, options.key, options.password, options.report)
    kept = lines_kept(out / REGISTER, pairs)
    issued = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for folder in dict.fromkeys((out / path).parent for path in paths):
            folder.mkdir(exist_ok=True)
        for one in _written(press, tasks, min(options.jobs, len(tasks), MOST_JOBS)):
            issued.append(one)
            if options.progress is not None:
                options.progress(one)
        write_register(out / REGISTER, pairs, issued, kept)
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or out}：{reason_of(error)}") from error
    return issued


def paths_of(projects: Iterable[Project]) -> list[str]:
    """Where the workbooks of projects land, as paths below the folder they are issued to."""
    return relative_paths(Named(one.text("header", "supervising_department"), one.code, one.name) for one in projects)


def generate_blank(template: Template, fiscal_year: int, out: Path, options: Issue = _DEFAULT) -> Path:
    """Write the 空白版 of a template (`template.blank`) for a fiscal year; returns the file written.

    Raises UsageError when it cannot be written.
    """
    name = f"{safe(f'{template.definition.title}（空白版，{fiscal_year}年度）')}.xlsx"
    press = _Press((template,), out, options.key, options.password, options.report)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write(press, (blank_project(template, fiscal_year), 0, name))
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or out}：{reason_of(error)}") from error
    return out / name


def _written(press: _Press, tasks: Sequence[_Task], jobs: int) -> Iterator[Issued]:
    if jobs > 1:
        yield from _in_parallel(press, tasks, jobs)
    else:
        yield from (_write(press, task) for task in tasks)


def _in_parallel(press: _Press, tasks: Sequence[_Task], jobs: int) -> Iterator[Issued]:
    # Most runs are small and need neither module.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    spawn = multiprocessing.get_context("spawn")
    turn = max(1, min(_A_TURN, len(tasks) // jobs))
    with ProcessPoolExecutor(jobs, spawn, _begin, (_portable(press),)) as pool:
        try:
            yield from pool.map(_take, tasks, chunksize=turn)
        except BrokenProcessPool as error:
            raise UsageError("并行写表的进程意外退出，请用 --jobs 1 重试") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _portable(press: _Press) -> _Press:
    """The same without compiled formulas, which cannot travel."""
    return replace(press, templates=tuple(_bare(template) for template in press.templates))


def _bare(template: Template) -> Template:
    return replace(
        template,
        formulas={spot: replace(formula) for spot, formula in template.formulas.items()},
        givens={spot: replace(formula) for spot, formula in template.givens.items()},
        cases=tuple(replace(case) for case in template.cases),
    )


def _begin(press: _Press) -> None:
    _press[:] = [press]


def _take(task: _Task) -> Issued:
    return _write(_press[0], task)


def _write(press: _Press, task: _Task) -> Issued:
    # XlsxWriter is slow to import, and a faulty list never gets here.
    from perf_xlsx.workbook.write import write_form  # noqa: PLC0415

    project, number, path = task
    template = press.templates[number]
    identity = identity_of(template, project, press.key)
    asked = replace(project, report=press.report)
    write_whole(press.out / path, write_form(template, asked, identity, password=press.password))
    return Issued(project.code, issued_name(template, project), path, identity.digest)
