"""perf-xlsx check."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from perf_xlsx.api import (
    Checking,
    FormReport,
    KeptReports,
    batch_of,
    catalog_of,
    given_form,
    list_files,
    with_forms,
)
from perf_xlsx.cli.chinese import ChineseCommand
from perf_xlsx.cli.exemptions import exempted, exemption_options
from perf_xlsx.cli.options import NamedPath, template_option, templates_option, year_option
from perf_xlsx.cli.outputs import Outputs, output_options
from perf_xlsx.cli.progress import progress
from perf_xlsx.cli.trust import TrustOptions, checked_files, previous_of, trust_options
from perf_xlsx.finding import Severity
from perf_xlsx.report.json import json_line, json_parts
from perf_xlsx.report.text import form_text, summary_lines
from perf_xlsx.version import VERSION

NEVER = "never"

EXAMPLE = """\b
例：perf-xlsx check 回收 --year 2020
    perf-xlsx check 回收/疫情防控.xlsx --format json > 结果.json"""


@click.command(name="check", cls=ChineseCommand, epilog=EXAMPLE)
@click.argument("paths", nargs=-1, required=True, type=NamedPath(path_type=Path), metavar="文件或文件夹...")
@year_option
@templates_option
@template_option
@click.option(
    "--explain-reading",
    is_flag=True,
    help="逐格列出读到了哪一栏、哪些格没有读、为什么。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    help="输出格式：给人看的 text（默认），给程序用的 json、jsonl（一行一张表）。",
)
@click.option(
    "--fail-on",
    type=click.Choice([Severity.ERROR.value, Severity.WARNING.value, NEVER]),
    default=Severity.ERROR.value,
    help="从哪一级问题起退出码为1，默认 error（退回）。",
)
@click.option(
    "--form",
    "belongs_to",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="自评报告所属的自评表；不写则按项目编码、名称在这一批里找。",
)
@trust_options
@exemption_options
@output_options
def command(
    paths: tuple[Path, ...],
    fiscal_year: int | None,
    templates: Path | None,
    template: str,
    form: str,
    fail_on: str,
    trust: TrustOptions,
    outputs: Outputs,
    belongs_to: Path | None,
    waivers: Path | None,
    rules: Path | None,
    *,
    explain_reading: bool,
) -> int:
    """审核回收的自评表和自评报告，指出每处问题和改法。

    自评报告（.docx，或 .txt 纯文本）与它的自评表核对，也与自己核对。文件夹会连同子文件夹一起审核；原文件从不改动。

    退出码：0 没有达到 --fail-on 的问题；1 有；2 用法或模板有误；3 有文件或规则未能审核。
    """
    checking = Checking(catalog_of(templates), fiscal_year, template=template, explain_reading=explain_reading)
    checking = exempted(trust.applied(checking), waivers, rules)
    listing = list_files(paths)
    given = given_form(belongs_to, checking) if belongs_to else None
    outputs.refuse(listing.files, paths)
    previous = previous_of(trust, checking)
    with KeptReports() as forms:
        results = with_forms(checked_files(trust, listing.files, checking), checking, given)
        _check(results, len(listing.files), forms, form)
        batch = batch_of(forms, checking, listing, previous)
        _warn(listing.files, belongs_to, batch.tally.reports)
        if form == "text":
            for line in summary_lines(batch):
                click.echo(line)
        elif form == "json":
            for part in json_parts(batch, VERSION):
                click.echo(part.encode(), nl=False)
            click.echo()
        if outputs.any:
            outputs.write(batch, checking)
        return batch.exit_code(None if fail_on == NEVER else Severity(fail_on))


def _check(results: Iterable[list[FormReport]], count: int, forms: KeptReports, form: str) -> None:
    """Check every file; each form's result is told, and kept, as it is done."""
    with progress("审核", 0 if shown_live(form) else count) as step:
        for found in results:
            for report in found:
                forms.add(report)
                if form == "text":
                    click.echo(form_text(report))
                elif form == "jsonl":
                    _write(json_line(report))
            step()


def _warn(files: Sequence[Path], belongs_to: Path | None, reports: int) -> None:
    """Say what was asked for and came to nothing."""
    if not files:
        click.echo("没有找到可审核的文件，请检查路径和文件名。", err=True)
    if belongs_to is not None and not reports:
        click.echo("没有找到自评报告，--form 没有用到。", err=True)


def shown_live(form: str) -> bool:
    """Whether each form's result scrolls by on a terminal: then that shows how far the work is, and no bar is drawn."""
    return form != "json" and sys.stdout.isatty()


def _write(text: str) -> None:
    """JSON is UTF-8 whatever the console is."""
    click.echo(text.encode())
