"""perf-xlsx report."""

from pathlib import Path

import click

from perf_xlsx.api import Checking, catalog_of, draft_reports, list_forms, outline_keys
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.made import exit_code, folder_option, forms_argument, make_all
from perf_xlsx.cli.options import templates_option
from perf_xlsx.report.plain import plain_text

EXAMPLE = """\b
例：perf-xlsx report 回收 -o 自评报告
    perf-xlsx report 回收/疫情防控.xlsx -o 自评报告 --outline xinjiang"""


@click.command(name="report", cls=ChineseCommand, epilog=EXAMPLE)
@forms_argument
@folder_option
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
    makings = draft_reports(files, out, Checking(catalog_of(templates)), outline)
    made = make_all("起草报告", len(files), makings, "报告照表起草；改正后请重新起草")
    click.echo(f"已起草{sum(one.path is not None for one in made)}份报告，在 {plain_text(str(out))}。")
    return exit_code(made)
