"""What `check` writes besides what it prints: reports and letters. Refused before the work where it cannot be done."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from perf_xlsx.api import BatchReport, Checking, about_now, annotate, write_letters, write_report
from perf_xlsx.cli.options import NamedPath
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import REPORT, Verdict
from perf_xlsx.report.file import refuse_unknown, refuse_unwritable

Command = Callable[..., Any]


def output_options(command: Command) -> Command:
    """Give a command --report, --annotate and --letters as one argument `outputs`."""

    @wraps(command)
    def bundled(reports: tuple[Path, ...], letters: Path | None, annotate: Path | None, **others: Any) -> Any:
        return command(**others, outputs=Outputs(reports, letters, annotate))

    made: Command = bundled
    for add in (
        click.option(
            "--annotate",
            type=NamedPath(file_okay=False, path_type=Path),
            metavar="文件夹",
            help="给要退回和待核实的表各写一份带批注的副本（.xlsx），改好可直接报回；自评报告不写。",
        ),
        click.option(
            "--letters",
            type=NamedPath(file_okay=False, path_type=Path),
            metavar="文件夹",
            help="给每张表写一份审核意见（.txt），可直接发邮件。",
        ),
        click.option(
            "--report",
            "reports",
            multiple=True,
            type=NamedPath(path_type=Path),
            metavar="文件",
            help="另写一份报告，格式看扩展名：.xlsx、.html、.csv、.json；可以写几次。",
        ),
    ):
        made = add(made)
    return made


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is to be written."""

    reports: tuple[Path, ...] = ()
    letters: Path | None = None
    annotate: Path | None = None

    def refuse(self, inputs: Iterable[Path], given: Iterable[Path] = ()) -> None:
        """Raise UsageError where something cannot be written, or would be written among the forms that are checked.

        `inputs` are the files, `given` the files and folders as they were asked for.
        """
        for report in self.reports:
            refuse_unknown(report)
        self._refuse_inputs(inputs)
        searched = {Path(_whole(one)) for one in given if one.is_dir()}
        for what, folder in self._folders():
            refuse_unwritable(folder / "名称.txt")
            where = Path(_whole(folder))
            if searched & {where, *where.parents}:
                raise UsageError(f"{folder} 在要审核的文件夹里，再审核时{what}会当作报回的文件，请写到外面的文件夹")

    def _refuse_inputs(self, inputs: Iterable[Path]) -> None:
        """Raise UsageError where a file that is checked would be written over."""
        reports = {_whole(report): report for report in self.reports}
        folders = [(what, folder, Path(_whole(folder))) for what, folder in self._folders()]
        for file in inputs if reports or folders else ():
            own = _whole(file)
            if own in reports:
                raise UsageError(f"报告 {reports[own]} 是要审核的文件本身，请换一个文件名")
            for what, folder, where in folders:
                if where == Path(own).parent:
                    raise UsageError(f"{what}与原文件同名，不能写进 {folder}，请另用一个文件夹")

    def _folders(self) -> Sequence[tuple[str, Path]]:
        named = (("带批注的副本", self.annotate), ("审核意见", self.letters))
        return [(what, folder) for what, folder in named if folder is not None]

    def write(self, batch: BatchReport, checking: Checking) -> None:
        """Write everything."""
        about = about_now(batch, checking.fiscal_year)
        for report in self.reports:
            write_report(batch, about, report)
        if self.letters is not None:
            write_letters(batch, about, self.letters, checking.register)
        if self.annotate is not None:
            annotate(batch, self.annotate, checking)
            for one in batch.forms:
                if one.kind == REPORT and one.verdict is not Verdict.PASS:
                    click.echo(f"自评报告 {one.file} 不写带批注的副本，请把 --letters 的审核意见发给单位。", err=True)

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.reports or self.letters or self.annotate)


def _whole(path: Path) -> str:
    """A path as it is compared."""
    return os.path.normcase(os.path.realpath(path))
