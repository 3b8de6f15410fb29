"""perf-xlsx finalize."""

from pathlib import Path

import click

from perf_xlsx.api import Checking, catalog_of, list_forms, print_forms
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.made import exit_code, folder_option, forms_argument, make_all
from perf_xlsx.cli.options import templates_option
from perf_xlsx.report.plain import plain_text

EXAMPLE = """\b
例：perf-xlsx finalize 回收 -o 打印稿
    perf-xlsx finalize 回收/疫情防控.xlsx -o 打印稿"""


@click.command(name="finalize", cls=ChineseCommand, epilog=EXAMPLE)
@forms_argument
@folder_option
@templates_option
def command(forms: tuple[Path, ...], out: Path, templates: Path | None) -> int:
    """把填好的下发表做成干净的打印稿：只有表，行高合适，可直接打印盖章。

    一张表一个文件，以项目名称命名；已有的文件不覆盖，原表从不改动。
    还有退回类问题的表也会生成，但每页左上角印“草稿”。

    退出码：0 都已生成；1 有草稿；2 有的没有生成；3 有文件打不开或规则未能审核。
    """
    files = list_forms(forms, out)
    makings = print_forms(files, out, Checking(catalog_of(templates)))
    made = make_all("生成打印稿", len(files), makings, "打印稿每页印有“草稿”；改正后请重新生成")
    drafts = sum(one.path is not None and bool(one.faults) for one in made)
    words = f"，其中{drafts}张是草稿" if drafts else ""
    click.echo(f"已生成{sum(one.path is not None for one in made)}张打印稿{words}，在 {plain_text(str(out))}。")
    return exit_code(made)
