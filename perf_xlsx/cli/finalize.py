"""perf-xlsx finalize."""

from pathlib import Path

import click

from perf_xlsx.api import Checking, Printed, catalog_of, list_forms, print_forms
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.options import NamedPath, templates_option
from perf_xlsx.cli.progress import progress
from perf_xlsx.report.plain import plain_text

FAULTY, NOT_PRINTED, UNREADABLE = 1, 2, 3

EXAMPLE = """\b
例：perf-xlsx finalize 回收 -o 打印稿
    perf-xlsx finalize 回收/疫情防控.xlsx -o 打印稿"""


@click.command(name="finalize", cls=ChineseCommand, epilog=EXAMPLE)
@click.argument("forms", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="文件或文件夹...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="写到哪里，没有就新建。",
)
@templates_option
def command(forms: tuple[Path, ...], out: Path, templates: Path | None) -> int:
    """把填好的下发表做成干净的打印稿：只有表，行高合适，可直接打印盖章。

    一张表一个文件，以项目名称命名；已有的文件不覆盖，原表从不改动。
    还有退回类问题的表也会生成，但每页左上角印“草稿”。

    退出码：0 都已生成；1 有草稿；2 有的没有生成；3 有文件打不开或规则未能审核。
    """
    files = list_forms(forms, out)
    made: list[Printed] = []
    with progress("生成打印稿", len(files)) as step:
        for one in print_forms(files, out, Checking(catalog_of(templates))):
            made.append(one)
            step()
    for one in made:
        if one.refused or one.faults:
            click.echo(plain_text(_trouble(one)), err=True)
    if not files:
        click.echo("没有找到自评表，请检查路径和文件名。", err=True)
    drafts = sum(one.path is not None and bool(one.faults) for one in made)
    words = f"，其中{drafts}张是草稿" if drafts else ""
    click.echo(f"已生成{sum(one.path is not None for one in made)}张打印稿{words}，在 {plain_text(str(out))}。")
    return max((_exit_code(one) for one in made), default=0)


def _trouble(one: Printed) -> str:
    """What the operator has to know of one form."""
    if one.refused:
        return f"{one.source}：{one.refused}。"
    codes = "、".join(dict.fromkeys(fault.rule for fault in one.faults))
    return f"{one.source}：还有{len(one.faults)}处须改正（{codes}），打印稿每页印有“草稿”；改正后请重新生成。"


def _exit_code(one: Printed) -> int:
    if not one.report.opened:
        return UNREADABLE
    return NOT_PRINTED if one.refused else FAULTY if one.faults else 0
