"""perf-xlsx report."""

from pathlib import Path

import click

from perf_xlsx.api import Checking, Drafted, catalog_of, draft_reports, list_forms, outline_keys
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.options import NamedPath, templates_option
from perf_xlsx.cli.progress import progress
from perf_xlsx.report.plain import plain_text

FAULTY, NOT_DRAFTED, UNREADABLE = 1, 2, 3

EXAMPLE = """\b
例：perf-xlsx report 回收 -o 自评报告
    perf-xlsx report 回收/疫情防控.xlsx -o 自评报告 --outline xinjiang"""


@click.command(name="report", cls=ChineseCommand, epilog=EXAMPLE)
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
@click.option(
    "--outline",
    type=click.Choice(outline_keys()),
    default=outline_keys()[0],
    help="按哪种提纲写，默认 guangdong（广东样式）。",
)
@templates_option
def command(forms: tuple[Path, ...], out: Path, outline: str, templates: Path | None) -> int:
    """按填好的自评表起草绩效自评报告（.docx）。

    金额、得分、等级和指标都取自表，表附在最后；要人写的地方标着“【请填写：……】”，请补写。
    一张表一份报告，以项目名称命名；已有的文件不覆盖，原表从不改动。

    退出码：0 都已起草；1 有的表还有退回类问题；2 有的没有起草；3 有文件打不开或规则未能审核。
    """
    files = list_forms(forms, out)
    made: list[Drafted] = []
    with progress("起草报告", len(files)) as step:
        for one in draft_reports(files, out, Checking(catalog_of(templates)), outline):
            made.append(one)
            step()
    for one in made:
        if one.refused or one.faults:
            click.echo(plain_text(_trouble(one)), err=True)
    if not files:
        click.echo("没有找到自评表，请检查路径和文件名。", err=True)
    click.echo(f"已起草{sum(one.path is not None for one in made)}份报告，在 {plain_text(str(out))}。")
    return max((_exit_code(one) for one in made), default=0)


def _trouble(one: Drafted) -> str:
    """What the operator has to know of one form."""
    if one.refused:
        return f"{one.source}：{one.refused}。"
    codes = "、".join(dict.fromkeys(fault.rule for fault in one.faults))
    return f"{one.source}：表中还有{len(one.faults)}处须改正（{codes}），报告照表起草；改正后请重新起草。"


def _exit_code(one: Drafted) -> int:
    if not one.report.opened:
        return UNREADABLE
    return NOT_DRAFTED if one.refused else FAULTY if one.faults else 0
