"""What `check` writes besides what it prints: reports and letters. Refused before the work where it cannot be done."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from perf_xlsx.api import BatchReport, Checking, about_now, annotate, write_letters, write_report
from perf_xlsx.cli.options import NamedPath
from perf_xlsx.errors import UsageError
from perf_xlsx.finding import REPORT, Verdict
from perf_xlsx.report.file import refuse_unknown

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

    def refuse(self, inputs: Iterable[Path]) -> None:
        """Raise UsageError when a report is of no kind we know, or would be written over a form that is checked."""
        for report in self.reports:
            refuse_unknown(report)
        reports = {_whole(report): report for report in self.reports}
        where = _whole(self.annotate) if self.annotate else ""
        for file in inputs if reports or where else ():
            own = _whole(file)
            if own in reports:
                raise UsageError(f"报告 {reports[own]} 是要审核的文件本身，请换一个文件名")
            if where and Path(where) == Path(own).parent:
                raise UsageError(f"带批注的副本与原文件同名，不能写进 {self.annotate}，请另用一个文件夹")

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
