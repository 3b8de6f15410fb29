"""What commands that make one file a form share: the folder they write to, progress, troubles told, the exit code."""

from collections.abc import Iterable
from pathlib import Path

import click

from perf_xlsx.api import Made
from perf_xlsx.cli.options import NamedPath
from perf_xlsx.cli.progress import progress
from perf_xlsx.report.plain import plain_text

FAULTY, NOT_MADE, UNREADABLE = 1, 2, 3
NOTHING_FOUND = "没有找到自评表，请检查路径和文件名。"

forms_argument = click.argument(
    "forms", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="文件或文件夹..."
)
folder_option = click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="写到哪里，没有就新建。",
)


def make_all(work: str, number: int, makings: Iterable[Made], advice: str) -> list[Made]:
    """Make everything under a progress bar named `work`, then tell what has none or has faults, with `advice`."""
    made: list[Made] = []
    with progress(work, number) as step:
        for one in makings:
            made.append(one)
            step()
    for one in made:
        if one.refused or one.faults:
            click.echo(plain_text(_trouble(one, advice)), err=True)
    if not number:
        click.echo(NOTHING_FOUND, err=True)
    return made


def _trouble(one: Made, advice: str) -> str:
    """What the operator has to know of one form."""
    if one.refused:
        return f"{one.source}：{one.refused}。"
    codes = "、".join(dict.fromkeys(fault.rule for fault in one.faults))
    return f"{one.source}：还有{len(one.faults)}处须改正（{codes}），{advice}。"


def exit_code(made: Iterable[Made]) -> int:
    """The most serious that happened."""
    return max(map(_exit_code, made), default=0)


def _exit_code(one: Made) -> int:
    if not one.report.opened:
        return UNREADABLE
    return NOT_MADE if one.refused else FAULTY if one.faults else 0
