"""perf-xlsx template."""

from pathlib import Path

import click

from perf_xlsx.api import catalog_of, lint_templates, new_template, picture
from perf_xlsx.cli.chinese import ChineseGroup
from perf_xlsx.cli.options import templates_option, year_option
from perf_xlsx.template.catalog import spoken_years

EXAMPLE = """\b
例：perf-xlsx template list
    perf-xlsx template show national/project_self_evaluation --year 2026
    perf-xlsx template new national/2026/project_self_evaluation \\
        --from national/2020/project_self_evaluation --templates 我的模板"""


SHOW_EXAMPLE = "例：perf-xlsx template show national/project_self_evaluation --year 2026"
NEW_EXAMPLE = """\b
例：perf-xlsx template new national/2026/project_self_evaluation \\
        --from national/2020/project_self_evaluation --templates 我的模板"""


@click.group(name="template", cls=ChineseGroup, epilog=EXAMPLE)
def command() -> None:
    """查看、检查、新建模板。"""


@command.command(name="list", epilog="例：perf-xlsx template list")
@templates_option
def list_command(templates: Path | None) -> None:
    """列出全部模板：编号、适用年度、名称。"""
    for template in catalog_of(templates).all():
        definition = template.definition
        click.echo(f"{template.id}  {spoken_years(definition.fiscal_years)}  {definition.title}（{definition.basis}）")


@command.command(name="show", epilog=SHOW_EXAMPLE)
@click.argument("name", metavar="模板")
@year_option
@click.option("--blank", is_flag=True, help="画不给清单时生成的空白版。")
@templates_option
def show_command(name: str, fiscal_year: int | None, *, blank: bool, templates: Path | None) -> None:
    """用文字画出一个模板：表样、公式、政策参数、规则。"""
    catalog = catalog_of(templates)
    template = catalog.find(name, fiscal_year)
    click.echo(picture(catalog.get(template.id, blank=blank)), nl=False)


@command.command(name="lint", epilog="例：perf-xlsx template lint --templates 我的模板")
@click.argument("name", required=False, metavar="[模板]")
@templates_option
def lint_command(name: str | None, templates: Path | None) -> None:
    """检查模板定义，一次列出全部问题；不写模板则检查全部。"""
    checked = lint_templates(name, templates)
    click.echo(f"检查了{checked}个模板，没有发现问题。")


@command.command(name="new", epilog=NEW_EXAMPLE)
@click.argument("name", metavar="新模板")
@click.option("--from", "source", required=True, metavar="模板", help="照哪个模板抄。")
@click.option(
    "--templates",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="新模板放在哪个模板文件夹。",
)
def new_command(name: str, source: str, templates: Path) -> None:
    """照一个模板抄出新年度或新地区的模板，供修改。"""
    file = new_template(name, source, templates)
    click.echo(f"已写出 {file}。请修改文件开头的说明、依据（basis）和政策参数。")
    click.echo(f"改好后用 perf-xlsx template lint {name} --templates {templates} 检查。")
