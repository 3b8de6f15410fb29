"""Locked workbooks for projects, and the register of what was issued."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perf_xlsx.errors import UsageError
from perf_xlsx.files.names import REGISTER, Named, relative_paths, safe
from perf_xlsx.files.whole_file import reason_of, write_whole
from perf_xlsx.form.identity import identity_of
from perf_xlsx.form.project import Project, blank_project
from perf_xlsx.form.registered import Issued
from perf_xlsx.issue.register import write_register
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
    """What every workbook of a run has in common; it travels to the processes at work."""

    template: Template
    out: Path
    key: bytes
    password: str
    report: bool


_DEFAULT = Issue()
_press: list[_Press] = []


def generate(template: Template, projects: Sequence[Project], out: Path, options: Issue = _DEFAULT) -> list[Issued]:
    """Write a workbook for each project as out/<主管部门>/<项目编码>_<项目名称>.xlsx, the register last.

    Raises UsageError naming the file that cannot be written. What is written is whole, and the same for any number of
    jobs.
    """
    names = [Named(one.text("header", "supervising_department"), one.code, one.name) for one in projects]
    tasks = list(zip(projects, relative_paths(names), strict=True))
    press = _Press(template, out, options.key, options.password, options.report)
    issued = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for folder in dict.fromkeys((out / path).parent for _, path in tasks):
            folder.mkdir(exist_ok=True)
        for one in _written(press, tasks, min(options.jobs, len(tasks), MOST_JOBS)):
            issued.append(one)
            if options.progress is not None:
                options.progress(one)
        write_register(out / REGISTER, template, projects, issued)
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or out}：{reason_of(error)}") from error
    return issued


def generate_blank(template: Template, fiscal_year: int, out: Path, options: Issue = _DEFAULT) -> Path:
    """Write the 空白版 of a template (`template.blank`) for a fiscal year; returns the file written.

    Raises UsageError when it cannot be written.
    """
    name = f"{safe(f'{template.definition.title}（空白版，{fiscal_year}年度）')}.xlsx"
    press = _Press(template, out, options.key, options.password, options.report)
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write(press, (blank_project(template, fiscal_year), name))
    except OSError as error:
        raise UsageError(f"写不出 {error.filename or out}：{reason_of(error)}") from error
    return out / name


def _written(press: _Press, tasks: Sequence[tuple[Project, str]], jobs: int) -> Iterator[Issued]:
    if jobs > 1:
        yield from _in_parallel(press, tasks, jobs)
    else:
        yield from (_write(press, task) for task in tasks)


def _in_parallel(press: _Press, tasks: Sequence[tuple[Project, str]], jobs: int) -> Iterator[Issued]:
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
    template = press.template
    bare = replace(
        template,
        formulas={spot: replace(formula) for spot, formula in template.formulas.items()},
        givens={spot: replace(formula) for spot, formula in template.givens.items()},
        cases=tuple(replace(case) for case in template.cases),
    )
    return replace(press, template=bare)


def _begin(press: _Press) -> None:
    _press[:] = [press]


def _take(task: tuple[Project, str]) -> Issued:
    return _write(_press[0], task)


def _write(press: _Press, task: tuple[Project, str]) -> Issued:
    # XlsxWriter is slow to import, and a faulty list never gets here.
    from perf_xlsx.workbook.write import write_form  # noqa: PLC0415

    project, path = task
    identity = identity_of(press.template, project, press.key)
    asked = replace(project, report=press.report)
    write_whole(press.out / path, write_form(press.template, asked, identity, password=press.password))
    return Issued(project.code, project.name, path, identity.digest)
