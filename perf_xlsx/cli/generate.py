"""perf-xlsx generate."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from perf_xlsx.api import (
    Checking,
    Issue,
    Project,
    TakenOver,
    Template,
    catalog_of,
    generate,
    generate_blank,
    guessed_lower,
    read_projects,
    read_register,
    read_returned,
    unusual_weights,
    write_sample_list,
)
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.options import FEW_PROJECTS, NamedPath, key_and_password_options, templates_option, year_option
from perf_xlsx.cli.progress import progress
from perf_xlsx.errors import Fault, UsageError
from perf_xlsx.files.names import REGISTER
from perf_xlsx.report.plain import plain_text

EXAMPLE = """\b
例：perf-xlsx generate --sample-list 项目清单.xlsx --template national/project_self_evaluation --year 2026
    perf-xlsx generate 项目清单.xlsx --template national/project_self_evaluation --year 2026 -o 下发
    perf-xlsx generate --template national/project_self_evaluation --year 2026 -o 空白表"""


@click.command(name="generate", cls=ChineseCommand, epilog=EXAMPLE)
@click.argument("projects", required=False, type=click.Path(exists=True, path_type=Path), metavar="[项目清单]")
@click.option(
    "--template", "name", required=True, metavar="模板", help="模板编号，或 地区/表名（取适用于该年度的最新一份）。"
)
@year_option
@click.option(
    "-o", "--output", "out", type=NamedPath(file_okay=False, path_type=Path), metavar="文件夹", help="写到哪里。"
)
@click.option(
    "--sample-list",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写一份可照着填的项目清单样例（.xlsx）。",
)
@key_and_password_options
@click.option("--jobs", type=click.IntRange(min=1), metavar="数目", help="并行的进程数，默认按项目多少自动决定。")
@click.option(
    "--from-returned",
    "returned",
    type=NamedPath(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="从上年报回的表取项目、指标和指标值，不用清单；金额不取。",
)
@click.option(
    "--register",
    type=NamedPath(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="与 --from-returned 一起用：上年的下发登记 register.csv，改过的固定内容以它为准。",
)
@click.option(
    "--with-report", "report", is_flag=True, help="每个工作簿加一页“报告”，写绩效自评报告里表上没有的文字（可以留空）。"
)
@templates_option
def command(
    projects: Path | None,
    name: str,
    fiscal_year: int | None,
    out: Path | None,
    sample_list: Path | None,
    key_file: Path | None,
    password: str,
    jobs: int | None,
    templates: Path | None,
    returned: Path | None,
    register: Path | None,
    report: bool,  # noqa: FBT001 - an option
) -> int:
    """按项目清单给每个项目生成一张带公式、带锁定的自评表；不给清单时生成一张空白版。

    空白版由单位自己填写指标、指标性质（≥、≤、＝、定性）、目标数值、度量单位和分值，每个二级指标留有几行。
    清单是含“项目”“指标”两个工作表的 .xlsx，或装有 项目.csv、指标.csv 的文件夹。
    清单有错时一次列出全部问题，不写任何文件。
    """
    template = catalog_of(templates).find(name, fiscal_year)
    if sample_list is not None:
        if sample_list.suffix.lower() != ".xlsx":
            raise UsageError(f"样例清单是 .xlsx，请把 {sample_list} 改为 .xlsx 结尾的文件名")
        if sample_list.exists():
            raise UsageError(f"{sample_list} 已经有了，没有覆盖；请换一个文件名")
        write_sample_list(template, sample_list)
        own = f" --templates {templates}" if templates else ""
        click.echo(f"已写出 {sample_list}。填好后运行：")
        click.echo(
            f"  perf-xlsx generate {sample_list} --template {name} --year {fiscal_year or '年度'}{own} -o 文件夹"
        )
        if projects is None:
            return 0
    where, year = _needed(out, fiscal_year)
    options = Issue(_key(key_file), password, jobs or 0, report=report)
    _refuse_both(projects, returned, register)
    if returned is not None:
        issued = read_register(register) if register else None
        taken = read_returned(returned, template, year, Checking(catalog_of(templates), register=issued))
        return _roll_over(template, taken, (where, year), options)
    if projects is None:
        _issue_blank(catalog_of(templates).get(template.id, blank=True), (where, year), options)
    else:
        _issue(template, read_projects(projects, template, year), (where, year), options)
    return 0


def _issue_blank(template: Template, needed: tuple[Path, int], how: Issue) -> None:
    out, fiscal_year = needed
    file = generate_blank(template, fiscal_year, out, how)
    click.echo(f"已生成空白版 {file}（{template.id}，{fiscal_year}年度）。")
    click.echo("有项目清单的，加上清单文件，每个项目生成一张预先填好指标的表。")


def _refuse_both(projects: Path | None, returned: Path | None, register: Path | None) -> None:
    if register is not None and returned is None:
        raise UsageError("--register 只与 --from-returned 一起用")
    if projects is not None and returned is not None:
        raise UsageError("项目清单和 --from-returned 只能给一个")


def _roll_over(template: Template, taken: TakenOver, needed: tuple[Path, int], how: Issue) -> int:
    """Issue what was taken over and say what was not; 1 when there is anything."""
    _issue(template, taken.projects, needed, how)
    for note in taken.notes:
        click.echo(plain_text(f"请核对 {note}"))
    _list(f"锁定的内容被改过，已按下发的取（{len(taken.restored)}处）：", taken.restored)
    _list(f"没有取的（{len(taken.left_out)}处）：", taken.left_out)
    return int(bool(taken.left_out))


def _list(heading: str, faults: Sequence[Fault]) -> None:
    """Things that happened to files, under a heading; nothing where there are none."""
    for line in (heading, *(f"  {one}" for one in faults)) if faults else ():
        click.echo(plain_text(line))


def _needed(out: Path | None, fiscal_year: int | None) -> tuple[Path, int]:
    """What a run cannot do without."""
    if out is None:
        raise UsageError("缺少 -o 文件夹：生成的自评表写到哪里")
    if fiscal_year is None:
        raise UsageError("缺少 --year 年度：自评表是哪个财政年度的")
    return out, fiscal_year


def _key(file: Path | None) -> bytes:
    key = file.read_bytes().strip() if file else b""
    if file and not key:
        raise UsageError(f"密钥文件 {file} 是空的，没有签名；请先在里面写一串别人猜不到的字符")
    return key


def _issue(template: Template, projects: list[Project], needed: tuple[Path, int], how: Issue) -> None:
    """Issue the projects; where no number of jobs was asked for, as many as the list is worth."""
    out, fiscal_year = needed
    automatic = (os.cpu_count() or 1) if len(projects) > FEW_PROJECTS else 1
    with progress("生成自评表", len(projects)) as step:
        options = replace(how, jobs=how.jobs or automatic, progress=lambda _one: step())
        issued = generate(template, projects, out, options)
    click.echo(f"已生成{len(issued)}张自评表（{template.id}，{fiscal_year}年度），在 {out}。")
    before = len(read_register(out / REGISTER)) - len(issued)
    more = f"，连同以前在这里生成的{before}个项目" if before else ""
    click.echo(f"下发登记见 {out / REGISTER}{more}。")
    for project, one in zip(projects, issued, strict=True):
        unusual = unusual_weights(template, project)
        if unusual:
            click.echo(f"请核实 {project.code} {one.name}：{unusual}")
        guessed = guessed_lower(project)
        if guessed:
            click.echo(f"请核实 {project.code}：未写比较符，按越低越好计分：{'、'.join(guessed)}")
