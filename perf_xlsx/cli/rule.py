"""perf-xlsx rule."""

from pathlib import Path

import click

from perf_xlsx.api import all_rules, catalog_of
from perf_xlsx.cli.chinese import ChineseGroup
from perf_xlsx.cli.options import templates_option
from perf_xlsx.errors import UsageError
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.finding import Severity

template_option = click.option("--template", "name", metavar="模板", help="只看这个模板用到的规则，含它自己的规则。")
LIST_EXAMPLE = """\b
例：perf-xlsx rule list
    perf-xlsx rule list --template national/project_self_evaluation"""
SHOW_EXAMPLE = "例：perf-xlsx rule show S13"
EXAMPLE = """\b
例：perf-xlsx rule list
    perf-xlsx rule show S13"""


@click.group(name="rule", cls=ChineseGroup, epilog=EXAMPLE)
def command() -> None:
    """查看审核规则。"""


@command.command(name="list", epilog=LIST_EXAMPLE)
@template_option
@templates_option
def list_command(name: str | None, templates: Path | None) -> None:
    """列出全部规则：编号、级别、名称。"""
    unavailable = catalog_of(templates).find(name).unavailable if name else {}
    for rule in all_rules(name, templates):
        click.echo(f"{rule.code}  {Severity(rule.severity).chinese}  {rule.title}")
    for code, reason in unavailable.items():
        click.echo(f"{code}  不用于本模板（{reason}）")


@command.command(name="show", epilog=SHOW_EXAMPLE)
@click.argument("code", metavar="编号")
@template_option
@templates_option
def show_command(code: str, name: str | None, templates: Path | None) -> None:
    """说明一条规则：为什么、依据、正反例、怎么改。"""
    rules = {rule.code: rule for rule in all_rules(name, templates)}
    rule = rules.get(code.upper())
    if rule is None:
        near = did_you_mean(code.upper(), rules) or "。"
        raise UsageError(f"没有规则“{code}”{near}perf-xlsx rule list 列出全部规则")
    click.echo(f"{rule.code} {rule.title}（{Severity(rule.severity).chinese}，{rule.name}）")
    for heading, words in (
        ("做什么", rule.what),
        ("为什么", rule.why),
        ("依据", rule.basis),
        ("通过", rule.passing),
        ("不通过", rule.failing),
        ("怎么改", rule.fix),
    ):
        if words:
            click.echo(f"  {heading}：{words}")
    for case in rule.cases:
        severity = Severity(case.severity or rule.severity).chinese
        click.echo(f"  条件（{severity}）：{' '.join(case.require.split())}")
        click.echo(f"    提示语：{case.message}")
