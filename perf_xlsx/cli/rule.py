"""perf-xlsx rule."""

import click

from perf_xlsx.api import all_rules, catalog_of
from perf_xlsx.cli.chinese import ChineseGroup
from perf_xlsx.errors import UsageError
from perf_xlsx.expr.vocabulary import did_you_mean
from perf_xlsx.finding import Severity

EXAMPLE = """\b
例：perf-xlsx rule list
    perf-xlsx rule show S13"""


@click.group(name="rule", cls=ChineseGroup, epilog=EXAMPLE)
def command() -> None:
    """查看审核规则。"""


@command.command(name="list")
@click.option("--template", "name", metavar="模板", help="只列这个模板用到的规则。")
def list_command(name: str | None) -> None:
    """列出全部规则：编号、级别、名称。"""
    unavailable = catalog_of().find(name).unavailable if name else {}
    for rule in all_rules(name):
        click.echo(f"{rule.code}  {Severity(rule.severity).chinese}  {rule.title}")
    for code, reason in unavailable.items():
        click.echo(f"{code}  不用于本模板（{reason}）")


@command.command(name="show")
@click.argument("code", metavar="编号")
def show_command(code: str) -> None:
    """说明一条规则：为什么、依据、正反例、怎么改。"""
    rules = {rule.code: rule for rule in all_rules()}
    rule = rules.get(code.upper())
    if rule is None:
        raise UsageError(f"没有规则“{code}”{did_you_mean(code.upper(), rules)}；perf-xlsx rule list 列出全部规则")
    click.echo(f"{rule.code} {rule.title}（{Severity(rule.severity).chinese}，{rule.name}）")
    for heading, words in (
        ("为什么", rule.why),
        ("依据", rule.basis),
        ("通过", rule.passing),
        ("不通过", rule.failing),
        ("怎么改", rule.fix),
    ):
        click.echo(f"  {heading}：{words}")
    for case in rule.cases:
        severity = Severity(case.severity or rule.severity).chinese
        click.echo(f"  条件（{severity}）：{' '.join(case.require.split())}")
        click.echo(f"    提示语：{case.message}")
