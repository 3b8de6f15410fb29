"""perf-xlsx import."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from perf_xlsx.api import Checking, Imported, Imports, Issue, catalog_of, import_forms, list_forms, read_codes
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.made import NOTHING_FOUND, UNREADABLE
from perf_xlsx.cli.options import (
    FEW_PROJECTS,
    NamedPath,
    key_and_password_options,
    templates_option,
    year_option,
)
from perf_xlsx.cli.progress import progress
from perf_xlsx.cli.trust import key_of
from perf_xlsx.report.plain import plain_text

TO_LOOK_AT = 1
MOST_SHOWN, LONGEST_SHOWN = 12, 30

EXAMPLE = """\b
例：perf-xlsx import 手工表 -o 导入 --year 2020
    perf-xlsx import 自评情况.docx -o 导入 --template national/project_self_evaluation --codes 项目清单.xlsx"""


@click.command(name="import", cls=ChineseCommand, epilog=EXAMPLE)
@click.argument("files", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="文件或文件夹...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="写到哪里，没有就新建；里面不能已有登记表。",
)
@click.option("--template", "name", default="", metavar="模板", help="用哪个模板；不写就按表上的文字识别。")
@year_option
@click.option(
    "--codes",
    type=click.Path(exists=True, path_type=Path),
    metavar="文件",
    help="表上没有项目编码时按项目名称查：项目清单、登记表，或有“项目编码”“项目名称”两列的 CSV。",
)
@key_and_password_options
@click.option("--jobs", type=click.IntRange(min=1), metavar="数目", help="并行写表的进程数，默认按表的多少自动决定。")
@templates_option
def command(
    files: tuple[Path, ...],
    out: Path,
    name: str,
    fiscal_year: int | None,
    codes: Path | None,
    key_file: Path | None,
    password: str,
    jobs: int | None,
    templates: Path | None,
) -> int:
    """把手工做的自评表（.xlsx .xls .et .ods .docx）搬进下发表：内容照搬，得分、合计由公式重算。

    一个文件里有几张表就生成几张，文件名和登记表与 generate 相同；原表从不改动，已有的文件不覆盖。
    没有放进去的、与原填不同的，逐格列在 未能放入.csv；每一格去了哪里，见 导入对照.csv。

    退出码：0 全部照搬；1 有没放进去的、与原填不同的，或有的表没有导入；2 用法有误；3 有文件打不开。
    """
    checking = Checking(catalog_of(templates), fiscal_year, template=name)
    known = read_codes(codes) if codes else Imports().codes
    listed = list_forms(files, out)
    automatic = (os.cpu_count() or 1) if len(listed) > FEW_PROJECTS else 1
    with progress("导入自评表", 2 * len(listed)) as step:
        issue = Issue(key_of(key_file), password, jobs or automatic, lambda _one: step())
        made = import_forms(files, out, checking, Imports(known, issue, lambda _file: step()))
    for one in made:
        _tell(one)
    if not listed:
        click.echo(NOTHING_FOUND, err=True)
    _sum_up(made, out)
    return max((_exit_code(one) for one in made), default=0)


def _tell(one: Imported) -> None:
    """What became of one form, with the first cells that need somebody's eyes."""
    where = f"{one.source}" + (f"（{one.sheet}）" if one.sheet else "")
    if one.refused:
        click.echo(plain_text(f"{where}：{one.refused}，没有导入。"), err=True)
        return
    click.echo(plain_text(f"{where} → {one.path}（{one.template}）"))
    for note in one.notes:
        click.echo(plain_text(f"  {note}"))
    for cell in one.open_cells[:MOST_SHOWN]:
        text = " ".join(cell.text.split())
        short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
        click.echo(plain_text(f"  {cell.fate} {cell.cell}“{short}”：{cell.why}"))
    if len(one.open_cells) > MOST_SHOWN:
        click.echo(f"  ……共{len(one.open_cells)}处，其余见 未能放入.csv")


def _sum_up(made: Sequence[Imported], out: Path) -> None:
    written = [one for one in made if one.path is not None]
    open_cells = sum(len(one.open_cells) for one in written)
    words = f"，{open_cells}处要人看，见 {out / '未能放入.csv'}" if open_cells else "，内容全部照搬"
    click.echo(plain_text(f"已导入{len(written)}张自评表，在 {out}{words if written else ''}。"))


def _exit_code(one: Imported) -> int:
    if not one.opened:
        return UNREADABLE
    return TO_LOOK_AT if one.refused or one.open_cells else 0
